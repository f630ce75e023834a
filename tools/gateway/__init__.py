"""Opens the gateway of the containers on one machine, without any: for tests and
measurements. There is one configuration, gateway/nginx.conf; this fits it to the place.
"""

from tools.gateway.caddy import running_caddy
from tools.gateway.fitting import SERVICES, Place, fitted
from tools.gateway.names import Names, names_told
from tools.gateway.running import DidNotOpen, Gateway, running_gateway

__all__ = [
    "SERVICES",
    "DidNotOpen",
    "Gateway",
    "Names",
    "Place",
    "fitted",
    "names_told",
    "running_caddy",
    "running_gateway",
]
