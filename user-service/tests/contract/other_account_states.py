"""States in which others are about: several people, and several browsers of one."""

from collections.abc import Sequence

from flask import Flask

from contract_kit import States
from user_service import accounts, administration
from user_service.administration import Rights
from user_service.log_in import NewSignIn

from . import actions
from .actions import EMAIL, PASSWORD

_NEXT = {"current_password": PASSWORD, "new_password": "a kettle on the stove"}


def register_other_account_states(states: States, app: Flask) -> None:
    """Register who else is there, and what they have done."""
    _register_browsers(states, app)
    _register_people(states, app)


def _register_browsers(states: States, app: Flask) -> None:
    def do(
        method: str, path: str, body: object = None, *, ended: Sequence[int]
    ) -> dict[str, str]:
        """Do in the first of three browsers what ends some of them."""
        with app.app_context():
            browsers = _three_browsers()
            tokens = [actions.token(browser) for browser in browsers]
            where = path.format(second=browsers[1].sign_in.id)
            actions.ask(method, where, tokens[0], body)
            (alive, *_) = (n for n in range(3) if n not in ended)
            return {"token": tokens[alive], "ended": tokens[ended[-1]]}

    @states.state("the first of three browsers signs itself out")
    def first_signs_itself_out() -> dict[str, str]:
        return do("POST", "/api/user/logout", ended=[0])

    @states.state("the first of three browsers logs itself out at the gateway")
    def first_logs_itself_out() -> dict[str, str]:
        return do("POST", "/auth/logout", ended=[0])

    @states.state("the first of three browsers signs the second out")
    def first_signs_the_second_out() -> dict[str, str]:
        return do("DELETE", "/api/user/sessions/{second}", ended=[1])

    @states.state("the first of three browsers signs both others out")
    def first_signs_both_others_out() -> dict[str, str]:
        return do("DELETE", "/api/user/sessions", ended=[1, 2])

    @states.state("the first of three browsers changes the password")
    def first_changes_the_password() -> dict[str, str]:
        return do("PUT", "/api/user/password", _NEXT, ended=[1, 2])

    @states.state("the shopper is signed in by an id of many letters")
    def shopper_is_signed_in_by_an_id(sign_in: str) -> None:
        with app.app_context():
            actions.begin("ada", sign_in)


def _three_browsers() -> list[NewSignIn]:
    actions.register("ada", EMAIL, PASSWORD)
    names = ("Firefox", "Lynx", "Opera")
    browsers = [actions.sign_in("ada", PASSWORD, name) for name in names]
    actions.make_newer(browsers[-1])
    return browsers


def _register_people(states: States, app: Flask) -> None:
    @states.state("somebody else has told about themselves")
    def somebody_else_has_entered() -> None:
        members = {"bio": "Bob's beans.", "avatar": "", "preferences": {"bed": 9}}
        with app.app_context():
            actions.register("bob", "bob@furrow.example", PASSWORD)
            token = actions.token(actions.sign_in("bob", PASSWORD))
            actions.ask("PUT", "/api/user/profile", token, members)

    @states.state("somebody else is an administrator")
    def somebody_else_is_an_administrator() -> None:
        with app.app_context():
            actions.register("bob", "bob@furrow.example", PASSWORD)
            _give_rights("bob", Rights(is_admin=True))

    @states.state("the administrator is one no longer")
    def administrator_is_one_no_longer() -> None:
        with app.app_context():
            _give_rights("ada", Rights(is_admin=False))

    @states.state("an administrator has shut the account and opened it again")
    def account_was_opened_again() -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.shut("ada")
            _give_rights("ada", Rights(is_active=True))

    @states.state("somebody else is signed in in a hundred browsers")
    def somebody_else_is_everywhere() -> None:
        with app.app_context():
            actions.register("bob", "bob@furrow.example", PASSWORD)
            actions.begin_many("bob", 100)


def _give_rights(username: str, rights: Rights) -> None:
    user = accounts.named(username)
    administration.change_rights(user.id, rights, by=0)
