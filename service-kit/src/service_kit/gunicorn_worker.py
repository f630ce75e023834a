"""gunicorn's threaded worker, made to last beside callers who send slowly or never.

Its own gives a thread to each connection with a first byte on it, for as long as that
takes, and waits for callers to hang up where it should take new ones. Here the loop
waits with them: a thread begins when the request is there, which the kernel keeps until
then. Larger bodies and chunked ones are read by a thread, within a time.
"""

import contextlib
import socket
import sys
import time
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]
from gunicorn.workers.gthread import (  # type: ignore[import-untyped]
    STOP_KEEPALIVE_LINGER,
    TConn,
    ThreadWorker,
)

from service_kit.gunicorn_errors import as_a_callers, problem_of, send
from service_kit.request_arrival import LARGEST_BODY, has_arrived

_SECONDS_TO_HANG_UP = 2.0


class Worker(ThreadWorker):  # type: ignore[misc]
    """Serves with threads, and waits without."""

    seconds_to_send = 20.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with no connection."""
        super().__init__(*args, **kwargs)
        self._begun: dict[TConn, float] = {}
        self._parting: dict[TConn, float] = {}

    def load_wsgi(self) -> None:
        """Load the application; what keeps it from loading goes to the log alone."""
        # Read here alone: with it the master would hold SQLAlchemy, too, for nothing.
        from service_kit.collation import demand_pinned_text

        try:
            super().load_wsgi()
            demand_pinned_text(self.wsgi)
        except Exception:
            self.log.exception("The application cannot be loaded.")
            sys.exit(Arbiter.WORKER_BOOT_ERROR)

    def enqueue_req(self, conn: TConn) -> None:
        """Give a thread to a request that is there; a new connection has to wait."""
        if conn.initialized or conn.data_ready:
            self._begun[conn] = time.monotonic() + self.seconds_to_send
            super().enqueue_req(conn)
        else:
            self._wait_for(conn, self.cfg.keepalive)

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Hand a request over that is whole; give others some time from now on."""
        if has_arrived(conn, client):
            super().on_pending_socket_readable(conn, client)
        else:
            conn.timeout = min(conn.timeout, time.monotonic() + self.seconds_to_send)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Treat the next request on a kept connection like the first."""
        if has_arrived(conn, client):
            super().on_client_socket_readable(conn, client)
        else:
            self.poller.unregister(client)
            self.keepalived_conns.remove(conn)
            self._wait_for(conn, self.seconds_to_send)

    def handle_request(self, req: Any, conn: TConn) -> bool:
        """Close after a body that a thread reads: what is left may never come."""
        headers = dict(req.headers)
        length = headers.get("CONTENT-LENGTH", "0")
        if "TRANSFER-ENCODING" in headers or int(length) > LARGEST_BODY:
            req.force_close()
        return bool(super().handle_request(req, conn))

    def handle_error(
        self, req: Any, client: socket.socket, addr: Any, exc: Exception
    ) -> None:
        """Answer as a problem document what cannot be read as a request."""
        problem = problem_of(self.wsgi, exc)
        if problem is None:
            super().handle_error(req, client, addr, as_a_callers(exc))
            return
        address = addr[0] if addr else ""
        self.log.warning("Invalid request from ip=%s: %s", address, exc)
        with contextlib.suppress(OSError):
            send(problem, client)

    def finish_request(self, conn: TConn, future: Future[object]) -> None:
        """Keep the connection for another request, or part with it."""
        self._begun.pop(conn, None)
        if future.cancelled() or future.exception() or future.result() is not False:
            super().finish_request(conn, future)
        else:
            self._part_with(conn)

    def murder_pending(self) -> None:
        """End what has taken too long: waiting, reading, hanging up."""
        now = time.monotonic()
        for conn in [it for it in self.pending_conns if it.timeout <= now]:
            self.pending_conns.remove(conn)
            self._close(conn)
        for conn in [it for it, until in self._begun.items() if until <= now]:
            # Its thread reads an end there, and answers if it has an answer.
            with contextlib.suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RD)
        for conn in [it for it, until in self._parting.items() if until <= now]:
            self._finish_parting(conn)

    def run(self) -> None:
        """Serve until a signal to stop; no thread may hold the process after that."""
        super().run()
        for conn in self._begun:
            with contextlib.suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RD)

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)
        # Whose request is there already still gets the answer.
        for conn, until in self._begun.items():
            self._begun[conn] = min(until, deadline)

    def _wait_for(self, conn: TConn, seconds: float) -> None:
        patience = seconds if self.alive else STOP_KEEPALIVE_LINGER
        conn.timeout = time.monotonic() + patience
        conn.sock.setblocking(False)
        self.pending_conns.append(conn)
        on_readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, on_readable)

    def _part_with(self, conn: TConn) -> None:
        """Close once the caller has read the answer, without waiting for it here."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self._drain, conn))
            self._parting[conn] = time.monotonic() + _SECONDS_TO_HANG_UP
        except (OSError, ValueError):
            self.nr_conns -= 1
            conn.close()

    def _drain(self, conn: TConn, client: socket.socket) -> None:
        try:
            is_over = not client.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            is_over = True
        if is_over:
            self._finish_parting(conn)

    def _finish_parting(self, conn: TConn) -> None:
        del self._parting[conn]
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        with contextlib.suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()
