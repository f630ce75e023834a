"""Ports of this machine that nobody uses, for programs that are run beside others."""

import socket

_HOST = "127.0.0.1"
# The system gives callers theirs from 32768 on: one of those may be taken by a
# connection while the server to which it belongs is dead.
_below_callers = iter(range(20_000, 32_000))


def free_port() -> int:
    """Choose a port that nobody uses."""
    with socket.create_server((_HOST, 0)) as door:
        return int(door.getsockname()[1])


def lasting_ports(number: int) -> list[int]:
    """Choose ports for servers that are to come back to them; none is given twice."""
    free = (port for port in _below_callers if _is_free(port))
    return [next(free) for _ in range(number)]


def is_listening(port: int) -> bool:
    """Return whether somebody listens at a port of this machine."""
    with socket.socket() as caller:
        return caller.connect_ex((_HOST, port)) == 0


def _is_free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((_HOST, port))
        except OSError:
            return False
    return True
