"""The places around each commit and each remote call of an order where a test may kill,
hang or break whoever drives it.
"""

from contextlib import AbstractContextManager

from order_service.states import OrderState
from service_kit.failpoints import around, failpoint, failpoints_around

_NAME = "order-service"
_REMOTE_CALLS = ("reserve", "authorise", "commit", "capture", "cancel", "release")
# An order is placed in its first state; it is moved to all the others.
_MOVES = tuple(f"to-{state}" for state in OrderState if state != OrderState.PENDING)
POINTS = around(_NAME, "place", "lease", *_REMOTE_CALLS, *_MOVES)


def points_around(step: str) -> AbstractContextManager[None]:
    """Pass a point before a step and one after its success."""
    return failpoints_around(_NAME, step)


def failpoint_before(step: str) -> None:
    """Pass the point before a step."""
    failpoint(f"{_NAME}.before-{step}")


def failpoint_after(step: str) -> None:
    """Pass the point after a step."""
    failpoint(f"{_NAME}.after-{step}")
