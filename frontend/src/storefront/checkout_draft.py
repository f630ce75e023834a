"""What was typed and seen at the last checkout, so that the next one begins there.

It stays in the session, on the server, until an order was paid or the shopper leaves.
"""

from dataclasses import dataclass, field

from flask import request

from storefront.forms import CheckoutForm
from storefront.sessions import session

_KEY = "checkout_attempt"
_FIELDS = (
    *("name", "line1", "line2", "postcode", "city", "country"),
    *("delivery", "method"),
)
_MOST_LINES = 50
_LONGEST = 25


@dataclass(frozen=True)
class CheckoutDraft:
    """The answers of a checkout form, and the prices that it showed, as `7:2.40`."""

    answers: dict[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()


def keep(form: CheckoutForm) -> None:
    """Keep every answer in which there was no mistake."""
    good = {name: form[name].data for name in _FIELDS if not form[name].errors}
    session[_KEY] = {
        "answers": {name: answer for name, answer in good.items() if answer},
        "seen": _bounded(request.form.getlist("seen")),
    }


def keep_late(typed: dict[str, str]) -> None:
    """Keep what was typed into a form that came after its session had ended."""
    seen = typed.pop("seen", "").split()
    session[_KEY] = {"answers": typed, "seen": _bounded(seen)}


def kept() -> CheckoutDraft:
    """Give what was kept, or nothing."""
    found = session.get(_KEY)
    return (
        CheckoutDraft(found["answers"], tuple(found["seen"]))
        if found
        else CheckoutDraft()
    )


def forget() -> None:
    """Forget what an order has made use of."""
    session.pop(_KEY, None)


def _bounded(seen: list[str]) -> list[str]:
    return [line[:_LONGEST] for line in seen[:_MOST_LINES]]
