"""A DNS server of a few lines: it answers where the services are at this moment.

Docker has one like it; here a test sets which replicas a name stands for.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_LONGEST = 512
_HEADER = 12
_ANSWER, _NO_SUCH_NAME = 0x8180, 0x8183
_SECONDS_TO_LIVE = 1


@dataclass
class DnsServer:
    """Which addresses each name stands for; a change is answered at once."""

    port: int
    addresses: dict[str, list[str]] = field(default_factory=dict)

    @property
    def resolver(self) -> str:
        """The address as nginx wants it."""
        return f"127.0.0.1:{self.port}"


@contextmanager
def running_dns_server() -> Iterator[DnsServer]:
    """Answer questions for the length of a `with`."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        names = DnsServer(line.getsockname()[1])
        answering = threading.Thread(target=_serve, args=(line, names))
        answering.start()
        try:
            yield names
        finally:
            # A datagram of no question is the sign to go.
            line.sendto(b"", ("127.0.0.1", names.port))
            answering.join()


def _serve(line: socket.socket, names: DnsServer) -> None:
    while True:
        asked, caller = line.recvfrom(_LONGEST)
        if not asked:
            return
        line.sendto(_answer(asked, names), caller)


def _answer(asked: bytes, names: DnsServer) -> bytes:
    """Write an answer as RFC 1035 section 4 has it; the question comes first, again."""
    name, end = _name(asked)
    question = asked[_HEADER : end + 4]
    found = names.addresses.get(name, [])
    flags = _ANSWER if found else _NO_SUCH_NAME
    counts = (flags, 1, len(found), 0, 0)
    header = asked[:2] + b"".join(number.to_bytes(2, "big") for number in counts)
    return header + question + b"".join(_record(address) for address in found)


def _name(asked: bytes) -> tuple[str, int]:
    parts, place = [], _HEADER
    while length := asked[place]:
        parts.append(asked[place + 1 : place + 1 + length].decode())
        place += 1 + length
    return ".".join(parts), place + 1


def _record(address: str) -> bytes:
    # A pointer to the question's name, type A, class IN, and four bytes.
    begin = b"\xc0\x0c\x00\x01\x00\x01" + _SECONDS_TO_LIVE.to_bytes(4, "big")
    return begin + b"\x00\x04" + socket.inet_aton(address)
