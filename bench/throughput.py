"""Request one URL as fast as it answers, over keep-alive connections."""

import asyncio
import time
from urllib.parse import urlsplit

CONNECTIONS = 8


def requests_per_second(url: str, seconds: float) -> float:
    """Return the complete responses per second; raise for any status but 200."""
    answers = asyncio.run(_ask_at_once(url, time.monotonic() + seconds))
    return answers / seconds


async def _ask_at_once(url: str, deadline: float) -> int:
    return sum(
        await asyncio.gather(*(_ask_on(url, deadline) for _ in range(CONNECTIONS)))
    )


async def _ask_on(url: str, deadline: float) -> int:
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    question = f"GET {place.path or '/'} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n"
    answers = 0
    while time.monotonic() < deadline:
        writer.write(question.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode("latin-1").splitlines()[0])
        await reader.readexactly(_length(head))
        answers += 1
    writer.close()
    return answers


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    raise RuntimeError("The answer does not say how long it is.")
