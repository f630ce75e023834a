"""Whether a host is this machine: what stays here need not be encrypted."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Return whether a host name or an address leads to this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
