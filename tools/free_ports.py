"""Ports of this machine that nobody uses, for servers started beside others."""

import os
import socket
from collections.abc import Iterator

_HOST = "127.0.0.1"
# The system gives callers theirs from 32768 on (Linux): one of those may be taken by a
# connection before the server for which it was chosen opens it, or while that is dead.
_BELOW_CALLERS = range(20_000, 32_000)
_kept: list[socket.socket] = []


def free_port() -> int:
    """Choose a port that nobody uses."""
    return free_ports(1)[0]


def free_ports(number: int) -> list[int]:
    """Choose ports for servers that may come back to them; none is given twice.

    They stay chosen, for other processes too, until this process ends.
    """
    free = (port for port in _candidates if _keep(port))
    return [next(free) for _ in range(number)]


def is_listening(port: int) -> bool:
    """Return whether somebody listens at a port of this machine."""
    with socket.socket() as caller:
        return caller.connect_ex((_HOST, port)) == 0


def _in_turn(start: int) -> Iterator[int]:
    """Begin where other processes probably did not."""
    first = start % len(_BELOW_CALLERS)
    yield from _BELOW_CALLERS[first:]
    yield from _BELOW_CALLERS[:first]


_candidates = _in_turn(os.getpid() * 101)


def _keep(port: int) -> bool:
    """Take a port by the datagram port of its number, which our servers leave alone."""
    mark = socket.socket(type=socket.SOCK_DGRAM)
    try:
        mark.bind((_HOST, port))
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((_HOST, port))
    except OSError:
        mark.close()
        return False
    _kept.append(mark)
    return True
