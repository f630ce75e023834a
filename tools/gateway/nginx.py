"""A gateway for the length of a `with`, by the nginx that is installed here."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from getpass import getuser
from pathlib import Path

from tools.errors import Refusal
from tools.free_ports import free_port, is_listening
from tools.gateway.local_nginx_config import CONFIGURATION, Gateway, local_config
from tools.server_process import server_process

NO_NGINX = "There is no nginx here. Debian's is enough: apt-get install nginx-light."


def find_nginx() -> str:
    """Find nginx; Debian keeps it off the PATH of people."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    found = shutil.which("nginx", path=path)
    if not found:
        raise Refusal(NO_NGINX)
    return found


@contextmanager
def running_gateway(
    services: Mapping[str, str],
    *,
    port: int | None = None,
    resolver: str = "127.0.0.1:9",
    changes: Mapping[str, str] | None = None,
    additions: Mapping[str, str] | None = None,
) -> Iterator[Gateway]:
    """Open a gateway before these services; `additions` are files of `door/`."""
    with tempfile.TemporaryDirectory(prefix="gateway-") as name:
        folder = Path(name)
        gateway = Gateway(
            folder, port or free_port(), services, resolver, changes or {}
        )
        config = local_config(CONFIGURATION.read_text(), gateway)
        (folder / "nginx.conf").write_text(config)
        (folder / "door").mkdir()
        for file, words in (additions or {}).items():
            (folder / "door" / file).write_text(words)
        listening = partial(is_listening, gateway.port)
        with server_process(_line(gateway), folder / "log", listening):
            yield gateway


def _line(gateway: Gateway) -> list[str]:
    # Where root starts it, its workers would be somebody who may read nothing here.
    own = f"user {getuser()};" if os.geteuid() == 0 else ""
    places = ("-c", gateway.folder / "nginx.conf", "-p", gateway.folder)
    words = (*places, "-e", gateway.errors, "-g", f"daemon off; {own}")
    return [find_nginx(), *map(str, words)]
