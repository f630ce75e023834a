"""A shopper's own pages: the account, the profile, and leaving for good."""

from testing.driver.example_accounts import PASSWORD
from testing.screenshots.page_state import Action, State, at, signed_in_at
from testing.screenshots.viewports import EVERYWHERE
from testing.screenshots.visitor import Visitor

_ACCOUNT, _PROFILE, _CLOSE = "Account", "Profile", "Close the account"
_NEW = "another walled garden"
_BIO = "Heavy clay behind a terraced house.\n\nLast year: beans good, carrots forked."


def _with_profile(visitor: Visitor) -> None:
    visitor.sign_up()
    wishes = {"picture": "snail", "bio": _BIO, "delivery": "express"}
    visitor.browser.submit("/account/profile", "/account/profile", wishes)
    visitor.sign_in_elsewhere()
    visitor.sign_in_elsewhere()
    visitor.open("/account")


def _change_password(visitor: Visitor, present: str, new: str) -> None:
    visitor.page.get_by_label("Current password", exact=True).fill(present)
    visitor.page.get_by_label("New password", exact=True).fill(new)
    visitor.press("Change password")


def _password_changed(present: str, new: str) -> Action:
    def go(visitor: Visitor) -> None:
        signed_in_at("/account")(visitor)
        _change_password(visitor, present, new)

    return go


def _profile_with_mistakes(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("/account/profile")
    field = visitor.page.get_by_label("About your garden")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("Slugs. " * 400)
    visitor.press("Save your profile")


def _profile_saved(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("/account/profile")
    visitor.page.get_by_label("Bee").check()
    visitor.press("Save your profile")


def _closing_with_orders(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.forms.buy("chives")
    visitor.forms.buy("foxglove", card="tok_requires_action")
    visitor.open("/account/close")


def _close(visitor: Visitor, password: str) -> None:
    visitor.sign_up()
    visitor.open("/account/close")
    visitor.page.get_by_label("Your password", exact=True).fill(password)
    visitor.press("Close my account for good")


_TOO_SHORT = _password_changed(PASSWORD, "short")
_WRONG = _password_changed("not the password", _NEW)
_CHANGED = _password_changed(PASSWORD, _NEW)
ACCOUNTS = (
    State(_ACCOUNT, "new", signed_in_at("/account"), "You are signed in nowhere else"),
    State(
        _ACCOUNT,
        "with a profile, signed in elsewhere",
        _with_profile,
        "End all others",
        on=EVERYWHERE,
    ),
    State(_ACCOUNT, "password too short", _TOO_SHORT, "problem", 422),
    State(_ACCOUNT, "password wrong", _WRONG, "problem", 422),
    State(_ACCOUNT, "password changed", _CHANGED, "is changed"),
    State(
        _ACCOUNT,
        "user-service away",
        at("/account"),
        "Sign-in is not available right now",
        503,
        before=lambda visitor: visitor.sign_up(),
        without="user-service",
    ),
    State(
        _ACCOUNT,
        "password sent, user-service away",
        lambda visitor: _change_password(visitor, PASSWORD, _NEW),
        "We could not confirm",
        503,
        before=signed_in_at("/account"),
        without="user-service",
        on=EVERYWHERE,
    ),
    State(_PROFILE, "new", signed_in_at("/account/profile"), "Your picture"),
    State(_PROFILE, "mistakes", _profile_with_mistakes, "problem", 422),
    State(_PROFILE, "saved", _profile_saved, "Your profile is saved"),
    State(_CLOSE, "asked", signed_in_at("/account/close"), "This cannot be undone"),
    State(_CLOSE, "orders under way", _closing_with_orders, "Think of these first"),
    State(
        _CLOSE,
        "password wrong",
        lambda visitor: _close(visitor, "not the password"),
        "There is a problem",
        422,
    ),
    State(
        _CLOSE,
        "closed",
        lambda visitor: _close(visitor, PASSWORD),
        "Your account is closed",
    ),
)
