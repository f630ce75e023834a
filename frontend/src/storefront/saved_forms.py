"""What was typed into a form that came after its session had ended.

It waits in the new session, on the server, for the person who typed it and for nobody
else: whoever signs in under another name does not see it.
"""

from dataclasses import dataclass

from flask import request, url_for
from werkzeug.wrappers import Response

from storefront import next_url
from storefront.flash_messages import note
from storefront.htmx import go, go_to
from storefront.sessions import session

_KEY = "kept_form"
# Room for the longest text that a form takes, with two signs for each of its breaks.
_MOST_SIGNS = 5_000
CHECKOUT, PROFILE = "checkout.submit", "profile.save"
_KEPT = "Sign in, and what you typed is here again."
_TOO_LATE = "You were signed out before this was sent, so nothing was done."
_STALE = "That page was not up to date any more, so nothing was done."
_GUEST_AWAY = (
    "Nothing was done: a guest’s basket is kept for an hour, and yours has gone back."
)
RETURNED = (
    "This is what you typed, and it is not sent yet. Look at it, and send it again."
)


@dataclass(frozen=True)
class _Form:
    """Where a form stands, and which of its answers are worth keeping."""

    page: str
    fields: tuple[str, ...] = ()


_FORMS = {
    CHECKOUT: _Form(
        "checkout.show",
        (
            *("name", "line1", "line2", "postcode", "city", "country"),
            *("delivery", "method", "seen"),
        ),
    ),
    PROFILE: _Form("profile.show", ("picture", "delivery", "bio")),
    "account.change_password": _Form("account.show"),
    "account.end_sign_in": _Form("account.show"),
    "account.end_other_sign_ins": _Form("account.show"),
    "closing.submit": _Form("closing.show"),
    "orders.cancel": _Form("orders.confirm_cancel"),
    "orders.buy_again": _Form("orders.show_one"),
    "basket.change": _Form("basket.show"),
    "basket.remove": _Form("basket.show"),
}


def lead_to_sign_in(owner: int | None, *, is_untouched: bool = True) -> Response:
    """Keep what a shopper typed, and lead them back to it by way of sign-in.

    It is untouched where nobody has begun to do what the form asks for.
    """
    words = _TOO_LATE if is_untouched else "You were signed out."
    again = "Sign in, and send it again." if is_untouched else "Please sign in again."
    note(f"{words} {_KEPT if _keep(owner) else again}")
    next_url.remember(_page())
    return go_to("login.show")


def lead_back(owner: int | None) -> Response:
    """Lead whoever is still here to a fresh page with what they typed."""
    if not _keep(owner):
        is_gone = owner is None and session.has_ended
        note(_GUEST_AWAY if is_gone else f"{_STALE} Have a look, and send it again.")
    return go(_page())


def take(form: str, owner: int) -> dict[str, str] | None:
    """Return what this shopper typed into this form, if it waits for them."""
    found = session.get(_KEY)
    if not found or (found["form"], found["owner"]) != (form, owner):
        return None
    answers: dict[str, str] = found["answers"]
    return answers


def forget() -> None:
    """Forget what has been sent by now."""
    session.pop(_KEY, None)


def forget_those_of_others(owner: int) -> None:
    """Forget what somebody else has typed in this browser."""
    if _KEY in session and session[_KEY]["owner"] != owner:
        forget()


def _keep(owner: int | None) -> bool:
    answers, room = {}, _MOST_SIGNS
    for name in _FORMS[request.endpoint].fields if request.endpoint in _FORMS else ():
        if typed := " ".join(request.form.getlist(name))[:room]:
            answers[name] = typed
            room -= len(typed)
    if owner is None or not answers:
        return False
    session[_KEY] = {"form": request.endpoint, "owner": owner, "answers": answers}
    return True


def _page() -> str:
    """Return the path of the page on which the form stands."""
    form = _FORMS.get(request.endpoint or "")
    if form is None:
        return next_url.page_before() or url_for("catalogue.show")
    number = (request.view_args or {}).get("number")
    return url_for(form.page, **({"number": number} if number else {}))
