"""Opens the gateway of the containers on one machine, without any: for tests and
measurements. There is one configuration, gateway/nginx.conf; this fits it to the place.
"""

from tools.gateway.caddy import running_caddy
from tools.gateway.dns_server import DnsServer, running_dns_server
from tools.gateway.local_nginx_config import SERVICES, Gateway
from tools.gateway.nginx import running_gateway

__all__ = [
    "SERVICES",
    "DnsServer",
    "Gateway",
    "running_caddy",
    "running_dns_server",
    "running_gateway",
]
