"""Addresses that lead out of the shop, or into it from outside: safe ones alone.

What crosses a network must be encrypted; what stays on this machine need not be.
"""

from urllib.parse import urlsplit

from service_kit.loopback import is_loopback


def is_safe(url: str) -> bool:
    """Return whether a browser may be sent there: https, or http on this machine."""
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
