"""Opening an account and signing in, as they go well and otherwise."""

from testing.driver.example_accounts import PASSWORD
from testing.screenshots.page_state import Action, State, at
from testing.screenshots.viewports import EVERYWHERE, USUAL
from testing.screenshots.visitor import Visitor

_REGISTER, _SIGN_IN = "Register", "Sign in"


def _register_nothing(visitor: Visitor) -> None:
    visitor.open("/register")
    visitor.press("Create account")


def _register(visitor: Visitor, name: str, email: str, password: str) -> None:
    visitor.open("/register")
    visitor.page.get_by_label("Username").fill(name)
    visitor.page.get_by_label("E-mail").fill(email)
    visitor.page.get_by_label("Password", exact=True).fill(password)
    visitor.press("Create account")


def _type_name(name: str) -> Action:
    def go(visitor: Visitor) -> None:
        visitor.open("/register")
        _type(visitor, name)

    return go


def _type(visitor: Visitor, name: str) -> None:
    with visitor.page.expect_response("**/register/username*"):
        visitor.page.get_by_label("Username").press_sequentially(name)


def _ask_for_many_names(visitor: Visitor) -> None:
    visitor.open("/register")
    for number in range(40):
        visitor.browser.open(f"/register/username?username=ada-{number}")
    _type(visitor, "augusta")


def _open_many_accounts(visitor: Visitor) -> None:
    for number in range(3):
        visitor.forms.register(f"{visitor.name}-{number}")
        visitor.page.context.clear_cookies()
    email = f"{visitor.name}@example.org"
    _register(visitor, f"{visitor.name}-again", email, PASSWORD)


def _begin_to_register(visitor: Visitor) -> None:
    visitor.open("/register")
    visitor.page.get_by_label("E-mail").fill(f"{visitor.name}@example.org")
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)


def _register_then(visitor: Visitor) -> None:
    visitor.page.get_by_label("Username").fill(visitor.name)
    visitor.press("Create account")


def _sign_in_with_nothing(visitor: Visitor) -> None:
    visitor.open("/login")
    visitor.press("Sign in")


def _sign_in_wrongly(visitor: Visitor) -> None:
    visitor.shopper.sign_in("not the password")


def _try_too_often(visitor: Visitor) -> None:
    for _ in range(4):
        visitor.forms.try_to_sign_in(visitor.name, "not the password")
    _sign_in_wrongly(visitor)


def _leave_elsewhere(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.sign_out_everywhere()
    visitor.open("/account")


def _stay_away(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.sessions.end_session()
    visitor.open("/account")


def _come_back(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.page.context.clear_cookies()
    visitor.forms.add("chives", quantity=2)
    visitor.shopper.sign_in()


def _leave(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("/")
    visitor.shopper.sign_out()


def _sign_in_then(visitor: Visitor) -> None:
    visitor.page.get_by_label("Username or e-mail").fill(visitor.name)
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.press("Sign in")


REGISTRATION_AND_SIGN_IN = (
    State(_REGISTER, "empty", at("/register"), "Create an account"),
    State(_REGISTER, "nothing filled in", _register_nothing, "There is a problem", 422),
    State(
        _REGISTER,
        "mistakes",
        lambda visitor: _register(visitor, "ada lovelace!", "ada at example", "short"),
        "Leave out spaces",
        422,
        on=EVERYWHERE,
    ),
    State(_REGISTER, "name free", _type_name("augusta"), "augusta is free"),
    State(_REGISTER, "name kept", _type_name("admin"), "admin is kept for the shop"),
    State(_REGISTER, "name that does not fit", _type_name("ada b"), "Leave out"),
    State(_REGISTER, "too many names", _ask_for_many_names, "Too many names checked"),
    State(
        _REGISTER,
        "name kept when sent",
        lambda visitor: _register(visitor, "admin", "ada@example.org", PASSWORD),
        "is kept for",
        422,
    ),
    State(_REGISTER, "too many accounts", _open_many_accounts, "Too many", 429),
    State(
        _REGISTER,
        "name unchecked, user-service away",
        lambda visitor: _type(visitor, visitor.name),
        "We cannot check just now",
        before=_begin_to_register,
        without="user-service",
        expects="answer: 503 .*/register/username",
    ),
    State(
        _REGISTER,
        "sent, user-service away",
        _register_then,
        "Nobody can be signed in",
        503,
        before=_begin_to_register,
        without="user-service",
    ),
    State(_SIGN_IN, "empty", at("/login"), "New here?"),
    State(_SIGN_IN, "nothing filled in", _sign_in_with_nothing, "problem", 422),
    State(_SIGN_IN, "wrong", _sign_in_wrongly, "is not right", 422, on=EVERYWHERE),
    State(_SIGN_IN, "locked out", _try_too_often, "Too many failed", 429),
    State(_SIGN_IN, "signed out elsewhere", _leave_elsewhere, "You were signed out"),
    State(_SIGN_IN, "session over while away", _stay_away, "after an hour"),
    State(_SIGN_IN, "back, basket brought along", _come_back, "The 2 packets"),
    State(_SIGN_IN, "signed out", _leave, "See you at sowing time", on=USUAL),
    State(
        _SIGN_IN,
        "user-service away",
        _sign_in_then,
        "Nobody can be signed in",
        503,
        before=at("/login"),
        without="user-service",
    ),
)
