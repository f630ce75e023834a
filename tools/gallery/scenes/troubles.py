"""Pages that nobody wants to see, and the pages that help."""

from e2e.shopping import PASSWORD
from tools.gallery.looks import EVERYWHERE
from tools.gallery.scene import Scene, at
from tools.gallery.visit import Visit

_TROUBLE, _HELP = "Trouble", "Help"
# A page of somebody else, which sends a form of ours.
_FOREIGN_PAGE = """<form method="post" action="{}/theme">
<button name="theme" value="dark">You have won</button></form>"""


def _too_old(visit: Visit) -> None:
    visit.sign_up()
    visit.open("/account/profile")
    field = visit.page.locator("main input[name=csrf_token]").first
    field.evaluate("field => { field.value = 'of yesterday' }")
    visit.press("Save your profile")


def _forged(visit: Visit) -> None:
    visit.page.set_content(_FOREIGN_PAGE.format(visit.keeper.shop.url))
    visit.page.get_by_role("button", name="You have won").click()


def _too_fast(visit: Visit) -> None:
    visit.sign_up()
    wrong = {"current_password": "not the password", "new_password": PASSWORD}
    for _ in range(4):
        visit.attempt("/account/password", wrong, script=False)
    visit.open("/account")
    visit.page.get_by_label("Present password", exact=True).fill("not the password")
    visit.page.get_by_label("New password", exact=True).fill(PASSWORD)
    visit.press("Change password")


def _broken(visit: Visit) -> None:
    visit.sign_up()
    visit.vault.spoil_session()
    visit.open("/help")


def _sessions_away(visit: Visit) -> None:
    visit.put_in("chives")
    with visit.vault.hidden():
        visit.open("/login")


def _offline(visit: Visit) -> None:
    visit.open("/product/foxglove")
    visit.page.context.set_offline(True)
    visit.press("Add to basket")
    visit.sees("No connection")
    visit.page.context.set_offline(False)


def _add(visit: Visit) -> None:
    with visit.page.expect_response("**/basket/add"):
        visit.press("Add")


TROUBLES = (
    Scene(_TROUBLE, "400, page too old", _too_old, "open for too long", 400),
    Scene(_TROUBLE, "403, from elsewhere", _forged, "did not come from our shop", 403),
    Scene(_TROUBLE, "404", at("/a/path/into/the/woods"), "We cannot find", 404),
    Scene(
        _TROUBLE,
        "404, no such packet",
        at("/product/giant-beanstalk"),
        "We do not have that packet",
        404,
        looks=EVERYWHERE,
    ),
    Scene(_TROUBLE, "405", at("/theme"), "That does not work here", 405),
    Scene(_TROUBLE, "429", _too_fast, "That was a little fast", 429),
    Scene(_TROUBLE, "500", _broken, "Something broke on our side", 500),
    Scene(
        _TROUBLE,
        "503, product-service away",
        at("/?sort=newest"),
        "The shelves are closed",
        503,
        without="product-service",
        looks=EVERYWHERE,
    ),
    Scene(
        _TROUBLE,
        "503, sessions away",
        _sessions_away,
        "We cannot remember you just now",
        503,
    ),
    Scene(
        _TROUBLE,
        "offline, in words",
        _offline,
        "No connection",
        expects="Failed to (fetch|load)",
    ),
    Scene(
        _TROUBLE,
        "product-service away, in words",
        _add,
        "The shelves are closed for a moment",
        before=at("/?category=herbs"),
        without="product-service",
        expects="answer: 503 .*/basket/add",
    ),
)
HELP = (
    Scene(_HELP, "help", at("/help"), "Help", looks=EVERYWHERE),
    Scene(_HELP, "accessibility", at("/accessibility"), "Accessibility"),
    Scene(_HELP, "patterns", at("/patterns"), "Every macro and every partial"),
)
