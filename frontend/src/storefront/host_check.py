"""Under which address the shop is asked for: that of `PUBLIC_URL`, at any port.

A proxy may lose the port, and on one machine the shop has several names; any other
name is somebody's who wants our pages to lead there.
"""

import logging
import re
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from service_kit.loopback import is_loopback
from storefront.config import current_settings

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+?)\.?(:\d{1,5})?", re.ASCII)
# Whoever asks how the shop is may know it by any name.
_HEALTH = "/health"
_MOST_QUOTED = 100
log = logging.getLogger(__name__)


class WrongAddress(BadRequest):
    """The shop was asked for under a name that is not its own."""


def check_host(app: Flask) -> None:
    """Refuse requests under other names before anything else looks at them."""
    app.before_request_funcs.setdefault(None, []).insert(0, refuse_other_hosts)


def refuse_other_hosts() -> None:
    """Raise `WrongAddress` unless the request is for the host of `PUBLIC_URL`."""
    given = request.headers.get("Host", request.host)
    is_health = request.path == _HEALTH or request.path.startswith(f"{_HEALTH}/")
    if is_health or _is_own(given):
        return
    log.warning(
        "Refused a request for the host %s: set PUBLIC_URL, now %s, to the address that"
        " shoppers type.%s",
        quoted(given),
        _public_url(),
        _advice_about_proxies(),
    )
    raise WrongAddress


def is_origin_of_shop(origin: str) -> bool:
    """Return whether an origin is this request's own host, or that of `PUBLIC_URL`."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    public = urlsplit(_public_url())
    return parts.netloc == request.host or parts[:2] == public[:2]


def quoted(text: str) -> str:
    """Write what a stranger sent so that it stays one short word of a log."""
    return ascii(text[:_MOST_QUOTED])


def _is_own(given: str) -> bool:
    found = _HOST.fullmatch(given.lower())
    if not found:
        return False
    host, own = found[1].strip("[]"), urlsplit(_public_url()).hostname or ""
    return host == own or (is_loopback(host) and is_loopback(own))


def _advice_about_proxies() -> str:
    """Return the advice for the log: which setting does not fit the proxy in front."""
    forwarded = request.headers.get("X-Forwarded-Host", "").rpartition(",")[2].strip()
    if not forwarded or not _is_own(forwarded):
        return " If it is that already, let the proxy in front hand on Host."
    hops = current_settings().trusted_proxies
    return (
        f" X-Forwarded-Host says {quoted(forwarded)}: if a proxy of yours wrote that,"
        f" set TRUSTED_PROXIES, now {hops}, to the number of proxies in front."
    )


def _public_url() -> str:
    return current_settings().public_url
