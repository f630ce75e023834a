"""Serves an ASGI application with uvicorn, which only those install who need it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from contract_kit.application_kind import AsgiApplication

if TYPE_CHECKING:
    from uvicorn import Server


class NoAsgiServer(RuntimeError):
    """An ASGI application cannot be served; the text says what to do."""


@contextmanager
def served_asgi(app: AsgiApplication, host: str, port: int = 0) -> Iterator[str]:
    """Serve an application from a thread, and give its URL; port 0 is any free one."""
    is_settled = threading.Event()
    server = _server(app, is_settled)
    with socket.create_server((host, port)) as listener:
        thread = threading.Thread(
            target=_run, args=(server, listener, is_settled), daemon=True
        )
        thread.start()
        is_settled.wait()
        try:
            if not server.started:
                raise NoAsgiServer(
                    "The application did not start (its lifespan failed): read what it "
                    "has logged."
                )
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _server(app: AsgiApplication, is_settled: threading.Event) -> "Server":
    try:
        from uvicorn import Config, Server
    except ImportError:
        raise NoAsgiServer(
            "An ASGI application is served by uvicorn, which is not installed: "
            "pip install 'furrow-contract-kit[asgi]', or give the URL at which it runs."
        ) from None

    class Announced(Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            """Start, and let the thread know that waits for it."""
            await super().startup(sockets)
            is_settled.set()

    return Announced(Config(app, log_config=None, access_log=False, ws="none"))


def _run(
    server: "Server", listener: socket.socket, is_settled: threading.Event
) -> None:
    try:
        # An application that does not start ends the server as a whole program.
        with suppress(SystemExit):
            server.run([listener])
    finally:
        is_settled.set()
