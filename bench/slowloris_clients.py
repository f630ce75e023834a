"""Hold connections open that send a byte a second, and reconnect when cut off."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial

_FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
_LOGIN = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\n" + _FORM
HALF_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
HALF_BODY = _LOGIN + b"Content-Length: 2000\r\n\r\nusername="
GIGABYTE = _LOGIN + b"Content-Length: 1073741824\r\n\r\nusername="
CHUNKS = _LOGIN + b"Transfer-Encoding: chunked\r\n\r\n7d0\r\nusername="
_SECONDS_BETWEEN_BYTES = 1.0


@contextmanager
def slow_connections(port: int, kinds: Sequence[bytes], size: int) -> Iterator[None]:
    """Run this many clients of every kind during a `with` block."""
    is_over = threading.Event()
    are_there = threading.Barrier(2)
    calls = partial(_call_together, port, [*kinds] * size, are_there, is_over)
    with ThreadPoolExecutor(1) as pool:
        talking = pool.submit(lambda: asyncio.run(calls()))
        are_there.wait()
        try:
            yield
        finally:
            is_over.set()
            talking.result()


async def _call_together(
    port: int,
    kinds: Sequence[bytes],
    are_there: threading.Barrier,
    is_over: threading.Event,
) -> None:
    callers = [asyncio.create_task(_call(port, start)) for start in kinds]
    await asyncio.sleep(2 * _SECONDS_BETWEEN_BYTES)
    are_there.wait()
    while not is_over.is_set():
        await asyncio.sleep(0.05)
    for caller in callers:
        caller.cancel()
    await asyncio.gather(*callers, return_exceptions=True)


async def _call(port: int, start: bytes) -> None:
    while True:
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(start)
            try:
                await _drip(writer)
            finally:
                writer.close()
        await asyncio.sleep(_SECONDS_BETWEEN_BYTES)


async def _drip(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        await asyncio.sleep(_SECONDS_BETWEEN_BYTES)
        writer.write(b"x")
        await writer.drain()
