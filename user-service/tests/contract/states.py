"""What must be true at user-service before it is held to a promise."""

from datetime import timedelta
from typing import NoReturn

from flask import Flask
from sqlalchemy import Dialect, event

from contract_kit import States
from user_service import accounts, ends
from user_service.database import db
from user_service.equipment import Equipment
from user_service.visitors import Visitor

from . import deeds
from .bounds import register_bounds
from .deeds import EMAIL, PASSWORD


def states_of(app: Flask) -> States:
    """Register all states of a user-service."""
    states = States()
    _register_house(states, app)
    _register_services(states, app)
    _register_accounts(states, app)
    _register_sign_ins(states, app)
    _register_others(states, app)
    _register_ends(states, app)
    _register_limits(states, app)
    register_bounds(states, app)
    return states


def _register_house(states: States, app: Flask) -> None:
    @states.reset
    def begin_anew() -> None:
        with app.app_context():
            if event.contains(db.engine, "do_connect", _refuse_to_connect):
                event.remove(db.engine, "do_connect", _refuse_to_connect)
            db.drop_all()
            db.create_all()
        deeds.give_turns_back()

    @states.state("the database does not answer")
    def database_is_silent() -> None:
        with app.app_context():
            db.engine.dispose()
            event.listen(db.engine, "do_connect", _refuse_to_connect)

    @states.state("an answer is known already")
    def answer_is_known(path: str) -> dict[str, str]:
        return {"etag": app.test_client().get(path).headers["ETag"]}


def _register_services(states: States, app: Flask) -> None:
    tools: Equipment = app.extensions["equipment"]

    @states.state("a service has a secret")
    def service_has_a_secret(service: str) -> dict[str, str]:
        return {"secret": tools.service_secrets[service].get_secret_value()}

    @states.state("the storefront has a token of its own")
    def storefront_has_a_token() -> dict[str, str]:
        with app.app_context():
            return {"own_token": deeds.service_token("frontend")}


def _register_accounts(states: States, app: Flask) -> None:
    @states.state("somebody has an account")
    def somebody_has_an_account(username: str, email: str, password: str) -> None:
        with app.app_context():
            deeds.register(username, email, password)


def _register_sign_ins(states: States, app: Flask) -> None:
    @states.state("a shopper is signed in")
    def shopper_is_signed_in(password: str = PASSWORD) -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, password)
            return {"token": deeds.token(deeds.sign_in("ada", password))}

    @states.state("a shopper of many languages is signed in")
    def shopper_of_many_languages_is_signed_in(
        first_name: str, last_name: str
    ) -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD, names=(first_name, last_name))
            return {"token": deeds.token(deeds.sign_in("ada", PASSWORD))}

    @states.state("the shopper has signed in here before")
    def shopper_has_signed_in_before(username: str) -> dict[str, str]:
        with app.app_context():
            return {"device": deeds.device(deeds.sign_in(username, PASSWORD))}

    @states.state("somebody else has signed in here before")
    def somebody_else_has_signed_in_before() -> dict[str, str]:
        with app.app_context():
            deeds.register("eve", "eve@furrow.example", PASSWORD)
        return shopper_has_signed_in_before("eve")

    @states.state("the shopper has another password since")
    def shopper_has_another_password_since() -> dict[str, str]:
        with app.app_context():
            opened = deeds.sign_in("ada", PASSWORD)
            device = deeds.device(opened)
            words = {"current_password": PASSWORD, "new_password": "a kettle of tea"}
            deeds.ask("PUT", "/api/user/password", deeds.token(opened), words)
            return {"device": device}

    @states.state("a shopper without a name is signed in")
    def nameless_shopper_is_signed_in() -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD, names=("", ""))
            return {"token": deeds.token(deeds.sign_in("ada", PASSWORD))}

    @states.state("a shopper is signed in with a nameless browser")
    def nameless_browser_is_signed_in() -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            return {"token": deeds.token(deeds.sign_in("ada", PASSWORD, browser=""))}

    @states.state("the shopper is signed in elsewhere too")
    def shopper_is_elsewhere_too() -> dict[str, str]:
        with app.app_context():
            elsewhere = deeds.sign_in("ada", PASSWORD, browser="Lynx")
            deeds.make_newer(elsewhere)
            return {"sign_in": elsewhere.sign_in.id}

    @states.state("the shopper has told about themselves")
    def shopper_has_told(bio: str, avatar: str, preferences: dict[str, object]) -> None:
        told = {"bio": bio, "avatar": avatar, "preferences": preferences}
        with app.app_context():
            token = deeds.token(deeds.sign_in("ada", PASSWORD))
            deeds.ask("PUT", "/api/user/profile", token, told)

    @states.state("the shopper has changed the bio alone")
    def shopper_has_changed_the_bio(bio: str) -> None:
        with app.app_context():
            token = deeds.token(deeds.sign_in("ada", PASSWORD))
            deeds.ask("PUT", "/users/profile", token, {"bio": bio})

    @states.state("the shopper has taken back most of a profile")
    def shopper_has_taken_back() -> None:
        far_away = "https://pictures.example/ada.png"
        wishes = {"delivery": "express", "picture": "poppy"}
        shopper_has_told("Clay.", far_away, wishes)
        shopper_has_told("", "", {"delivery": "standard"})

    @states.state("an administrator is signed in")
    def administrator_is_signed_in() -> dict[str, str]:
        with app.app_context():
            deeds.appoint("ada")
            return {"token": deeds.token(deeds.sign_in("ada", PASSWORD))}

    @states.state("a sign-in has ended")
    def sign_in_has_ended() -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            opened = deeds.sign_in("ada", PASSWORD)
            deeds.end(opened)
            return {"token": deeds.token(opened)}

    @states.state("more sign-ins have ended than stand on a page")
    def more_have_ended_than_stand_on_a_page() -> None:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            deeds.end_many("ada", ends.ON_ONE_PAGE + 1)

    @states.state("more sign-ins have ended at once than stand on a page")
    def more_have_ended_at_once() -> None:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            deeds.end_many("ada", ends.ON_ONE_PAGE + 1, at_once=True)

    @states.state("as many sign-ins have ended as stand on a page")
    def just_as_many_have_ended() -> None:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            deeds.end_many("ada", ends.ON_ONE_PAGE)

    @states.state("no sign-in has ended since a page was read")
    def nothing_is_new() -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            deeds.end(deeds.sign_in("ada", PASSWORD))
            return {"cursor": ends.ends_after(ends.BEGINNING).cursor}

    @states.state("another sign-in has ended since a page was read")
    def another_has_ended() -> dict[str, str]:
        read = nothing_is_new()
        with app.app_context():
            deeds.end(deeds.sign_in("ada", PASSWORD))
        return read

    @states.state("the database was restored from before a page was read")
    def database_was_restored() -> dict[str, str]:
        read = nothing_is_new()
        with app.app_context():
            db.drop_all()
            db.create_all()
        sign_in_has_ended()
        return read

    @states.state("a shopper has signed in this morning")
    def shopper_signed_in_this_morning() -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            opened = deeds.sign_in("ada", PASSWORD)
            return {"token": deeds.age(opened, timedelta(hours=11))}

    @states.state("the sign-in of a shopper has run out")
    def sign_in_has_run_out() -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            return {"token": deeds.old_token(deeds.sign_in("ada", PASSWORD))}


def _register_others(states: States, app: Flask) -> None:
    """Register what must make no difference: others, and what is over."""

    @states.state("somebody else has an account")
    def somebody_else_has_an_account() -> None:
        with app.app_context():
            deeds.register("bob", "bob@furrow.example", PASSWORD)

    @states.state("somebody else is signed in")
    def somebody_else_is_signed_in() -> dict[str, str]:
        somebody_else_has_an_account()
        with app.app_context():
            return {"stranger": deeds.sign_in("bob", PASSWORD).sign_in.id}

    @states.state("the shopper was signed in yesterday")
    def shopper_was_signed_in_yesterday() -> None:
        with app.app_context():
            deeds.age(deeds.sign_in("ada", PASSWORD), timedelta(days=1))

    @states.state("the shopper was signed in elsewhere")
    def shopper_was_signed_in_elsewhere() -> dict[str, str]:
        with app.app_context():
            over = deeds.sign_in("ada", PASSWORD)
            deeds.end(over)
            return {"over": over.sign_in.id}


def _register_ends(states: States, app: Flask) -> None:
    """Register what ends a sign-in, done as the storefront does it."""

    def ask(method: str, path: str, body: object = None) -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            elsewhere = deeds.sign_in("ada", PASSWORD)
            here = deeds.token(deeds.sign_in("ada", PASSWORD))
            deeds.ask(method, path.format(id=elsewhere.sign_in.id), here, body)
            return {"token": here, "ended": deeds.token(elsewhere)}

    @states.state("a sign-in was ended in another browser")
    def sign_in_was_ended() -> dict[str, str]:
        return ask("DELETE", "/api/user/sessions/{id}")

    @states.state("all other sign-ins were ended")
    def other_sign_ins_were_ended() -> dict[str, str]:
        return ask("DELETE", "/api/user/sessions")

    @states.state("the password was changed")
    def password_was_changed(password: str) -> dict[str, str]:
        passwords = {"current_password": PASSWORD, "new_password": password}
        return ask("PUT", "/api/user/password", passwords)

    @states.state("the account was closed")
    def account_was_closed() -> dict[str, str]:
        return ask("DELETE", "/api/user", {"password": PASSWORD})

    @states.state("an administrator has shut the account")
    def account_was_shut() -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            opened = deeds.sign_in("ada", PASSWORD)
            deeds.shut("ada")
            return {"ended": deeds.token(opened)}


def _register_limits(states: States, app: Flask) -> None:
    limits = app.extensions["equipment"].limits

    @states.state("nothing more may be tried from an address")
    def address_may_try_nothing_more(address: str, kind: str) -> None:
        used_up = {
            "log-ins": limits.network,
            "registrations": limits.registrations,
            "refused registrations": limits.refused_registrations,
            "name checks": limits.name_checks,
        }
        with app.app_context():
            deeds.use_up(used_up[kind], Visitor(address).network)

    @states.state("strangers have used up what may be tried")
    def strangers_have_tried(username: str) -> None:
        with app.app_context():
            deeds.guess_in_vain(username)

    @states.state("the shopper may mistype the password once more")
    def shopper_may_mistype_once_more(address: str) -> None:
        with app.app_context():
            deeds.mistype("ada", address, limits.pair.attempts - 1)

    @states.state("the shopper has mistyped the password as often as may be")
    def shopper_has_mistyped_often(address: str) -> None:
        with app.app_context():
            deeds.mistype("ada", address, limits.pair.attempts)

    @states.state("many passwords are being checked")
    def many_passwords_are_being_checked() -> None:
        deeds.take_all_turns(app.extensions["equipment"].passwords)

    @states.state("the shopper has given too many wrong passwords")
    def shopper_gave_wrong_passwords() -> None:
        with app.app_context():
            user = accounts.named("ada")
            deeds.use_up(limits.own_password, str(user.id))


def _refuse_to_connect(dialect: Dialect, *_: object) -> NoReturn:
    raise dialect.loaded_dbapi.OperationalError("the database is away")
