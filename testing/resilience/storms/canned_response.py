"""Answers every request with the same bytes, in place of a service."""

import asyncio
import re

_LENGTH = re.compile(rb"^content-length: *([0-9]+)\r$", re.IGNORECASE | re.MULTILINE)


async def send_canned_response(
    response: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Read one request to its end, answer it with the response, and hang up."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        if length := _LENGTH.search(head):
            # Who hangs up before the last byte of a request cuts the response short.
            await reader.readexactly(int(length[1]))
        writer.write(response)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    except (OSError, asyncio.IncompleteReadError):
        writer.transport.abort()
