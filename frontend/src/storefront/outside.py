"""Addresses that lead out of the shop, or into it from outside: safe ones alone.

What crosses a network must be encrypted; what stays on this machine need not be.
"""

import ipaddress
from urllib.parse import urlsplit


def is_safe(url: str) -> bool:
    """Tell whether a browser may be sent there: https, or http on this machine."""
    if not (url.isascii() and url.isprintable()) or " " in url or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None:
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and is_loopback(parts.hostname)
    )


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
