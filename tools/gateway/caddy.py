"""Caddy before a gateway, as gateway/Caddyfile has it, for the length of a `with`.

It serves without certificates here, which somebody else would have to sign.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.applications import ROOT
from tools.gateway.running import DidNotOpen, Gateway
from tools.ports import free_port, is_listening
from tools.refusal import Refusal

NO_CADDY = "There is no caddy here; `nox -s gateway` brings one along."
_PATIENCE = 20.0
_SECONDS_BETWEEN_LOOKS = 0.02


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
        said = Path(folder) / "said"
        with said.open("wb") as output:
            told = _told(gateway, port, folder)
            caddy = subprocess.Popen(line, env=told, stdout=output, stderr=output)
        try:
            deadline = time.monotonic() + _PATIENCE
            while not is_listening(port):
                if caddy.poll() is not None or time.monotonic() > deadline:
                    raise DidNotOpen(said.read_text())
                time.sleep(_SECONDS_BETWEEN_LOOKS)
            yield port
        finally:
            caddy.terminate()
            caddy.wait(_PATIENCE)


def _told(gateway: Gateway, port: int, folder: str) -> dict[str, str]:
    return {
        "DOMAIN": f"http://127.0.0.1:{port}",
        "GATEWAY": f"127.0.0.1:{gateway.port}",
        "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
        "HOME": folder,
        "XDG_DATA_HOME": folder,
        "XDG_CONFIG_HOME": folder,
    }
