"""Fits the gateway's configuration to a place other than its container.

Each step names the words that it changes, and refuses where they are not there exactly
once: what is tried here shall be what runs there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.applications import ROOT
from tools.refusal import Refusal

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
class Place:
    """Where everything of a gateway is that is not in its container."""

    folder: Path
    port: int
    services: Mapping[str, str]
    resolver: str = "127.0.0.1:9"
    # Words to put in place of others, for proxies that tell something else.
    changes: Mapping[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """Where a line is written for every request."""
        return self.folder / "access.log"

    @property
    def errors(self) -> Path:
        """Where nginx says what goes wrong."""
        return self.folder / "error.log"


def fitted(text: str, place: Place) -> str:
    """Write the configuration for a place."""
    text = text.replace(_SCRATCH, f" {place.folder}/")
    for old, new in _steps(place).items():
        if text.count(old) != 1:
            raise Refusal(
                f"gateway/nginx.conf has {old!r} {text.count(old)} times, not once:"
                " tools/gateway/fitting.py has to know."
            )
        text = text.replace(old, new)
    return text


def _steps(place: Place) -> dict[str, str]:
    return {
        "listen 8000 default_server;": f"listen 127.0.0.1:{place.port} default_server;",
        "resolver 127.0.0.11 ": f"resolver {place.resolver} ",
        "access_log /dev/stdout ": f"access_log {place.log} ",
        "error_log /dev/stderr ": f"error_log {place.errors} ",
        "include door/*.conf;": f"include {place.folder}/door/*.conf;",
        **{
            f"set ${name} {SERVICES[name]};": f"set ${name} {address};"
            for name, address in place.services.items()
        },
        **place.changes,
    }
