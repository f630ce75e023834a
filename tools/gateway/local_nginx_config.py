"""Fits the gateway's configuration to a place other than its container.

Each step names the words that it changes, and refuses where they are not there exactly
once: what is tried here shall be what runs there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.applications import ROOT
from tools.errors import Refusal

CONFIGURATION = ROOT / "gateway" / "nginx.conf"
# By the name of the variable that holds it, the address of each service in a container.
SERVICES = {
    "storefront": "http://frontend:8000",
    "users": "http://user-service:8000",
    "products": "http://product-service:8000",
    "orders": "http://order-service:8000",
    "sandbox": "http://payment-sandbox:8000",
}
# Where a container writes, in memory of its own.
_SCRATCH = " /tmp/"


@dataclass(frozen=True)
class Gateway:
    """A gateway outside its container: where it is, and what is behind it."""

    folder: Path
    port: int
    services: Mapping[str, str]
    resolver: str = "127.0.0.1:9"
    # Words to put in place of others, for proxies that pass something else on.
    changes: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address at which it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Where a line is written for every request."""
        return self.folder / "access.log"

    @property
    def errors(self) -> Path:
        """Where nginx logs what goes wrong."""
        return self.folder / "error.log"

    def log_entries(self) -> list[dict[str, Any]]:
        """Read its log, a line a request."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


def local_config(text: str, gateway: Gateway) -> str:
    """Write the configuration of a gateway."""
    text = text.replace(_SCRATCH, f" {gateway.folder}/")
    for old, new in _steps(gateway).items():
        if text.count(old) != 1:
            raise Refusal(
                f"gateway/nginx.conf has {old!r} {text.count(old)} times, not once:"
                " tools/gateway/local_nginx_config.py has to know."
            )
        text = text.replace(old, new)
    return text


def _steps(gateway: Gateway) -> dict[str, str]:
    return {
        "listen 8000 ": f"listen 127.0.0.1:{gateway.port} ",
        "resolver 127.0.0.11 ": f"resolver {gateway.resolver} ",
        "access_log /dev/stdout ": f"access_log {gateway.log} ",
        "error_log /dev/stderr ": f"error_log {gateway.errors} ",
        "include door/*.conf;": f"include {gateway.folder}/door/*.conf;",
        **{
            f"set ${name} {SERVICES[name]};": f"set ${name} {address};"
            for name, address in gateway.services.items()
        },
        **gateway.changes,
    }
