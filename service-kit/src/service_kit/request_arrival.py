"""Whether a request has arrived, looked up in the kernel, which goes on keeping it."""

import re
import socket
from typing import Any

# The kernel keeps so much of a request; a larger body is begun, and read by a thread.
_MOST_KEPT = 64 * 1024
LARGEST_BODY = 32 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
# Who asks first sends nothing until a thread has answered.
_ASKS_FIRST = re.compile(rb"\r\nexpect:", re.IGNORECASE)


def has_arrived(conn: Any, client: socket.socket) -> bool:
    """Return whether a thread would find the whole request, or the connection's end."""
    try:
        data = client.recv(_MOST_KEPT, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    seen, conn.seen = getattr(conn, "seen", 0), len(data)
    is_done = len(data) == seen or not data or _is_whole(data)
    if is_done:
        conn.seen = 0
    # The selector reports it only when there is more; an end it reports at once.
    lowest = 1 if is_done else len(data) + 1
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, lowest)
    return is_done


def _is_whole(data: bytes) -> bool:
    head, end, body = data.partition(_END_OF_HEAD)
    if not end:
        return False
    length = _LENGTH.search(head + b"\r\n")
    if length is None or _ASKS_FIRST.search(head):
        return True
    return len(body) >= int(length[1]) or int(length[1]) > LARGEST_BODY
