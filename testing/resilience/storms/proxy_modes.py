"""What the proxy of a link can do to requests and responses."""

from enum import StrEnum


class ProxyMode(StrEnum):
    """How the proxy of a link treats requests and responses."""

    PASS = "pass"  # noqa: S105 (the name of a mode)
    BLACKHOLE = "blackhole"
    HOLD = "hold"
    RESET = "reset"
    LATENCY = "latency"
    HALF_RESPONSE = "half response"
    LOST_RESPONSE = "lost response"
    SLOW = "slow"
    CANNED_RESPONSE = "canned response"


# What a storm is made of; the others last, and belong to outages.
_OF_OUTAGES = {ProxyMode.SLOW, ProxyMode.CANNED_RESPONSE}
STORM_MODES = tuple(
    mode for mode in ProxyMode if mode not in {ProxyMode.PASS, *_OF_OUTAGES}
)
