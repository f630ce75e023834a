"""Caddy before a gateway, as gateway/Caddyfile has it, for the length of a `with`.

It serves without certificates here, which somebody else would have to sign.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tools.applications import ROOT
from tools.errors import Refusal
from tools.free_ports import free_port, is_listening
from tools.gateway.local_nginx_config import Gateway
from tools.server_process import server_process

NO_CADDY = "There is no caddy here; `nox -s gateway` brings one along."


@contextmanager
def running_caddy(gateway: Gateway) -> Iterator[int]:
    """Run Caddy in front of a gateway; yield its port."""
    program = os.environ.get("CADDY") or shutil.which("caddy")
    if not program:
        raise Refusal(NO_CADDY)
    file = str(ROOT / "gateway" / "Caddyfile")
    line = [program, "run", "--config", file, "--adapter", "caddyfile"]
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="caddy-") as folder:
        environment = _environment(gateway, port, folder)
        log, listening = Path(folder) / "log", partial(is_listening, port)
        with server_process(line, log, listening, environment):
            yield port


def _environment(gateway: Gateway, port: int, folder: str) -> dict[str, str]:
    return {
        "DOMAIN": f"http://127.0.0.1:{port}",
        "GATEWAY": f"127.0.0.1:{gateway.port}",
        "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
        "HOME": folder,
        "XDG_DATA_HOME": folder,
        "XDG_CONFIG_HOME": folder,
    }
