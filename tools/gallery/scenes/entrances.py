"""Opening an account and signing in, as they go well and otherwise."""

from e2e.shopping import PASSWORD
from tools.gallery.looks import EVERYWHERE, USUAL
from tools.gallery.scene import Deed, Scene, at
from tools.gallery.visit import Visit

_REGISTER, _SIGN_IN = "Register", "Sign in"


def _register_nothing(visit: Visit) -> None:
    visit.open("/register")
    visit.press("Create account")


def _register_with_mistakes(visit: Visit) -> None:
    visit.open("/register")
    visit.page.get_by_label("Username").fill("ada lovelace!")
    visit.page.get_by_label("E-mail").fill("ada at example")
    visit.page.get_by_label("Password", exact=True).fill("short")
    visit.press("Create account")


def _type_name(name: str) -> Deed:
    def go(visit: Visit) -> None:
        visit.open("/register")
        _type(visit, name)

    return go


def _type(visit: Visit, name: str) -> None:
    with visit.page.expect_response("**/register/username*"):
        visit.page.get_by_label("Username").press_sequentially(name)


def _register_kept_name(visit: Visit) -> None:
    visit.open("/register")
    visit.page.get_by_label("Username").fill("admin")
    visit.page.get_by_label("E-mail").fill(f"{visit.name}@example.org")
    visit.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.press("Create account")


def _ask_for_many_names(visit: Visit) -> None:
    visit.open("/register")
    for number in range(40):
        visit.read(f"/register/username?username=ada-{number}")
    _type(visit, "augusta")


def _open_many_accounts(visit: Visit) -> None:
    for number in range(3):
        account = {"username": f"{visit.name}-{number}", "password": PASSWORD}
        mail = {"email": f"{visit.name}-{number}@example.org"}
        visit.attempt("/register", account | mail, "/register")
        visit.page.context.clear_cookies()
    visit.open("/register")
    visit.page.get_by_label("Username").fill(f"{visit.name}-again")
    visit.page.get_by_label("E-mail").fill(f"{visit.name}@example.org")
    visit.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.press("Create account")


def _begin_to_register(visit: Visit) -> None:
    visit.open("/register")
    visit.page.get_by_label("E-mail").fill(f"{visit.name}@example.org")
    visit.page.get_by_label("Password", exact=True).fill(PASSWORD)


def _type_name_then(visit: Visit) -> None:
    _type(visit, visit.name)


def _register_then(visit: Visit) -> None:
    visit.page.get_by_label("Username").fill(visit.name)
    visit.press("Create account")


def _sign_in_with_nothing(visit: Visit) -> None:
    visit.open("/login")
    visit.press("Sign in")


def _sign_in_wrongly(visit: Visit) -> None:
    visit.shopper.sign_in("not the password")


def _try_too_often(visit: Visit) -> None:
    wrong = {"username": visit.name, "password": "not the password"}
    for _ in range(4):
        visit.attempt("/login", wrong, "/login", script=False)
    _sign_in_wrongly(visit)


def _leave_elsewhere(visit: Visit) -> None:
    visit.sign_up()
    visit.keeper.sign_out_everywhere(visit.name, PASSWORD)
    visit.open("/account")


def _stay_away(visit: Visit) -> None:
    visit.sign_up()
    visit.vault.end_session()
    visit.open("/account")


def _come_back(visit: Visit) -> None:
    visit.sign_up()
    visit.page.context.clear_cookies()
    visit.put_in("chives", quantity=2)
    visit.shopper.sign_in()


def _leave(visit: Visit) -> None:
    visit.sign_up()
    visit.open("/")
    visit.shopper.sign_out()


def _open_sign_in(visit: Visit) -> None:
    visit.open("/login")


def _sign_in_then(visit: Visit) -> None:
    visit.page.get_by_label("Username or e-mail").fill(visit.name)
    visit.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.press("Sign in")


ENTRANCES = (
    Scene(_REGISTER, "empty", at("/register"), "Create an account"),
    Scene(_REGISTER, "nothing filled in", _register_nothing, "There is a problem", 422),
    Scene(
        _REGISTER,
        "mistakes",
        _register_with_mistakes,
        "Leave out spaces",
        422,
        looks=EVERYWHERE,
    ),
    Scene(_REGISTER, "name free", _type_name("augusta"), "augusta is free"),
    Scene(_REGISTER, "name kept", _type_name("admin"), "admin is kept for the shop"),
    Scene(_REGISTER, "name that does not fit", _type_name("ada b"), "Leave out"),
    Scene(_REGISTER, "too many names", _ask_for_many_names, "That were many names"),
    Scene(_REGISTER, "name kept when sent", _register_kept_name, "is kept for", 422),
    Scene(_REGISTER, "too many accounts", _open_many_accounts, "Too many", 429),
    Scene(
        _REGISTER,
        "name unchecked, user-service away",
        _type_name_then,
        "We cannot check just now",
        before=_begin_to_register,
        without="user-service",
        expects="answer: 503 .*/register/username",
    ),
    Scene(
        _REGISTER,
        "sent, user-service away",
        _register_then,
        "Nobody can be signed in",
        503,
        before=_begin_to_register,
        without="user-service",
    ),
    Scene(_SIGN_IN, "empty", at("/login"), "New here?"),
    Scene(_SIGN_IN, "nothing filled in", _sign_in_with_nothing, "problem", 422),
    Scene(_SIGN_IN, "wrong", _sign_in_wrongly, "is not right", 422, looks=EVERYWHERE),
    Scene(_SIGN_IN, "locked out", _try_too_often, "Too many failed", 429),
    Scene(_SIGN_IN, "signed out elsewhere", _leave_elsewhere, "You were signed out"),
    Scene(_SIGN_IN, "session over while away", _stay_away, "after an hour"),
    Scene(_SIGN_IN, "back, basket brought along", _come_back, "The 2 packets"),
    Scene(_SIGN_IN, "signed out", _leave, "See you at sowing time", looks=USUAL),
    Scene(
        _SIGN_IN,
        "user-service away",
        _sign_in_then,
        "Nobody can be signed in",
        503,
        before=_open_sign_in,
        without="user-service",
    ),
)
