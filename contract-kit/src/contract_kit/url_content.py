"""Reads what a URL holds, past any proxy where it is of this machine.

`urllib.request.urlopen` keeps the proxies of the first call in a process, whatever the
environment holds later; so each call has an opener of its own.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

_SECONDS = 30


def url_content(url: str) -> bytes:
    """Read an http or https URL in half a minute; raise `OSError`."""
    proxies = [ProxyHandler({})] if _is_here(urlsplit(url).hostname or "") else []
    with build_opener(*proxies).open(url, timeout=_SECONDS) as answer:
        content: bytes = answer.read()
    return content


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
