"""A shopper's own pages: the account, the profile, and leaving for good."""

from e2e.shopping import PASSWORD
from tools.gallery.looks import EVERYWHERE
from tools.gallery.scene import Scene, at, signed_in_at
from tools.gallery.visit import Visit

_ACCOUNT, _PROFILE, _CLOSE = "Account", "Profile", "Close the account"
_BIO = "Heavy clay behind a terraced house.\n\nLast year: beans good, carrots forked."


def _with_profile(visit: Visit) -> None:
    visit.sign_up()
    wishes = {"picture": "snail", "bio": _BIO, "delivery": "express"}
    visit.send("/account/profile", wishes, script=False)
    visit.keeper.sign_in(visit.name, PASSWORD)
    visit.keeper.sign_in(visit.name, PASSWORD)
    visit.open("/account")


def _change_password(visit: Visit, present: str, new: str) -> None:
    visit.page.get_by_label("Present password", exact=True).fill(present)
    visit.page.get_by_label("New password", exact=True).fill(new)
    visit.press("Change password")


def _password_too_short(visit: Visit) -> None:
    visit.sign_up()
    visit.open("/account")
    _change_password(visit, PASSWORD, "short")


def _password_wrong(visit: Visit) -> None:
    visit.sign_up()
    visit.open("/account")
    _change_password(visit, "not the password", "another walled garden")


def _password_changed(visit: Visit) -> None:
    visit.sign_up()
    visit.open("/account")
    _change_password(visit, PASSWORD, "another walled garden")


def _profile_with_mistakes(visit: Visit) -> None:
    visit.sign_up()
    visit.open("/account/profile")
    field = visit.page.get_by_label("About your garden")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("Slugs. " * 400)
    visit.press("Save your profile")


def _profile_saved(visit: Visit) -> None:
    visit.sign_up()
    visit.open("/account/profile")
    visit.page.get_by_label("Bee").check()
    visit.press("Save your profile")


def _closing_with_orders(visit: Visit) -> None:
    visit.sign_up()
    visit.place_order("chives")
    visit.place_order("foxglove", method="tok_requires_action")
    visit.open("/account/close")


def _close(visit: Visit, password: str) -> None:
    visit.sign_up()
    visit.open("/account/close")
    visit.page.get_by_label("Your password", exact=True).fill(password)
    visit.press("Close my account for good")


ACCOUNTS = (
    Scene(_ACCOUNT, "new", signed_in_at("/account"), "You are signed in nowhere else"),
    Scene(
        _ACCOUNT,
        "with a profile, signed in elsewhere",
        _with_profile,
        "End all others",
        looks=EVERYWHERE,
    ),
    Scene(_ACCOUNT, "password too short", _password_too_short, "problem", 422),
    Scene(_ACCOUNT, "password wrong", _password_wrong, "problem", 422),
    Scene(_ACCOUNT, "password changed", _password_changed, "is changed"),
    Scene(
        _ACCOUNT,
        "user-service away",
        at("/account"),
        "The garden gate is stuck",
        503,
        before=lambda visit: visit.sign_up(),
        without="user-service",
    ),
    Scene(
        _ACCOUNT,
        "password sent, user-service away",
        lambda visit: _change_password(visit, PASSWORD, "another walled garden"),
        "We could not hear",
        503,
        before=signed_in_at("/account"),
        without="user-service",
        looks=EVERYWHERE,
    ),
    Scene(_PROFILE, "new", signed_in_at("/account/profile"), "Your picture"),
    Scene(_PROFILE, "mistakes", _profile_with_mistakes, "problem", 422),
    Scene(_PROFILE, "saved", _profile_saved, "Your profile is saved"),
    Scene(_CLOSE, "asked", signed_in_at("/account/close"), "This cannot be undone"),
    Scene(_CLOSE, "orders under way", _closing_with_orders, "Think of these first"),
    Scene(
        _CLOSE,
        "password wrong",
        lambda visit: _close(visit, "not the password"),
        "There is a problem",
        422,
    ),
    Scene(
        _CLOSE,
        "closed",
        lambda visit: _close(visit, PASSWORD),
        "Your account is closed",
    ),
)
