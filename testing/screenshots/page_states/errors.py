"""Pages that nobody wants to see, and the pages that help."""

from testing.driver.example_accounts import PASSWORD
from testing.screenshots.page_state import State, at
from testing.screenshots.viewports import EVERYWHERE
from testing.screenshots.visitor import Visitor

_ERROR, _HELP = "Error", "Help"
# A page of somebody else, which sends a form of ours.
_FOREIGN_PAGE = """<form method="post" action="{}/theme">
<button name="theme" value="dark">You have won</button></form>"""


def _too_old(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.open("/account/profile")
    field = visitor.page.locator("main input[name=csrf_token]").first
    field.evaluate("field => { field.value = 'of yesterday' }")
    visitor.press("Save your profile")


def _forged(visitor: Visitor) -> None:
    visitor.page.set_content(_FOREIGN_PAGE.format(visitor.shop.url))
    visitor.page.get_by_role("button", name="You have won").click()


def _too_fast(visitor: Visitor) -> None:
    visitor.sign_up()
    wrong = {"current_password": "not the password", "new_password": PASSWORD}
    for _ in range(4):
        fields = visitor.browser.fields("/account", "/account/password") | wrong
        visitor.browser.send("/account", "/account/password", fields)
    visitor.open("/account")
    visitor.page.get_by_label("Current password", exact=True).fill("not the password")
    visitor.page.get_by_label("New password", exact=True).fill(PASSWORD)
    visitor.press("Change password")


def _broken(visitor: Visitor) -> None:
    visitor.sign_up()
    visitor.sessions.spoil_session()
    visitor.open("/help")


def _sessions_away(visitor: Visitor) -> None:
    visitor.forms.add("chives")
    with visitor.sessions.hidden():
        visitor.open("/login")


def _offline(visitor: Visitor) -> None:
    visitor.open("/product/foxglove")
    visitor.page.context.set_offline(True)
    visitor.press("Add to basket")
    visitor.sees("We could not confirm")
    visitor.page.context.set_offline(False)


def _add(visitor: Visitor) -> None:
    visitor.press("Add", asks="**/basket/add")


ERRORS = (
    State(_ERROR, "400, page too old", _too_old, "Please send the form again", 400),
    State(_ERROR, "403, from elsewhere", _forged, "did not come from our shop", 403),
    State(_ERROR, "404", at("/a/path/into/the/woods"), "We cannot find", 404),
    State(
        _ERROR,
        "404, no such product",
        at("/product/giant-beanstalk"),
        "We do not have that packet",
        404,
        on=EVERYWHERE,
    ),
    State(_ERROR, "405", at("/theme"), "That does not work here", 405),
    State(_ERROR, "429", _too_fast, "That was a little fast", 429),
    State(_ERROR, "500", _broken, "Something broke on our side", 500),
    State(
        _ERROR,
        "503, product-service away",
        at("/?sort=newest"),
        "The shop is temporarily unavailable",
        503,
        without="product-service",
        on=EVERYWHERE,
    ),
    State(
        _ERROR,
        "503, sessions away",
        _sessions_away,
        "We cannot remember you just now",
        503,
    ),
    State(
        _ERROR,
        "offline, in words",
        _offline,
        "We could not confirm",
        expects="Failed to (fetch|load)",
    ),
    State(
        _ERROR,
        "product-service away, in words",
        _add,
        "The shop is temporarily unavailable",
        before=at("/?category=herbs"),
        without="product-service",
        expects="answer: 503 .*/basket/add",
    ),
)
HELP = (
    State(_HELP, "help", at("/help"), "Help", on=EVERYWHERE),
    State(_HELP, "accessibility", at("/accessibility"), "Accessibility"),
    State(_HELP, "patterns", at("/patterns"), "Every macro and every partial"),
)
