"""Somebody who answers in a service's place, always the same, whatever is asked."""

import asyncio
import re

_LENGTH = re.compile(rb"^content-length: *([0-9]+)\r$", re.IGNORECASE | re.MULTILINE)


async def play(
    pretence: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Hear one request out, answer it with what is pretended, and hang up."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        if told := _LENGTH.search(head):
            # Who hangs up before the last byte of a question cuts the answer short.
            await reader.readexactly(int(told[1]))
        writer.write(pretence)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    except (OSError, asyncio.IncompleteReadError):
        writer.transport.abort()
