"""What must be true at user-service before it is held to an interaction."""

from datetime import timedelta
from typing import NoReturn

from flask import Flask
from sqlalchemy import Dialect, event

from contract_kit import States
from user_service import accounts, revocations
from user_service.client_address import Visitor
from user_service.database import db
from user_service.security_settings import SecuritySettings

from . import actions
from .actions import EMAIL, PASSWORD
from .attempt_states import register_attempt_states
from .clock_and_key_states import register_clock_and_key_states
from .limit_states import register_limit_states
from .other_account_states import register_other_account_states


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
    register_limit_states(states, app)
    register_other_account_states(states, app)
    register_clock_and_key_states(states, app)
    register_attempt_states(states, app)
    return states


def _register_house(states: States, app: Flask) -> None:
    @states.reset
    def begin_anew() -> None:
        with app.app_context():
            if event.contains(db.engine, "do_connect", _refuse_to_connect):
                event.remove(db.engine, "do_connect", _refuse_to_connect)
            db.drop_all()
            db.create_all()
        actions.give_turns_back()

    @states.state("the database does not answer")
    def database_is_silent() -> None:
        with app.app_context():
            db.engine.dispose()
            event.listen(db.engine, "do_connect", _refuse_to_connect)

    @states.state("an answer is known already")
    def answer_is_known(path: str) -> dict[str, str]:
        return {"etag": app.test_client().get(path).headers["ETag"]}


def _register_services(states: States, app: Flask) -> None:
    tools: SecuritySettings = app.extensions["security_settings"]

    @states.state("a service has a secret")
    def service_has_a_secret(service: str) -> dict[str, str]:
        return {"secret": tools.service_secrets[service].get_secret_value()}

    @states.state("the storefront has a token of its own")
    def storefront_has_a_token() -> dict[str, str]:
        with app.app_context():
            return {"own_token": actions.service_token("frontend")}


def _register_accounts(states: States, app: Flask) -> None:
    @states.state("somebody has an account")
    def somebody_has_an_account(username: str, email: str, password: str) -> None:
        with app.app_context():
            actions.register(username, email, password)


def _register_sign_ins(states: States, app: Flask) -> None:
    @states.state("a shopper is signed in")
    def shopper_is_signed_in(password: str = PASSWORD) -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, password)
            return {"token": actions.token(actions.sign_in("ada", password))}

    @states.state("a shopper of many languages is signed in")
    def shopper_of_many_languages_is_signed_in(
        first_name: str, last_name: str
    ) -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD, names=(first_name, last_name))
            return {"token": actions.token(actions.sign_in("ada", PASSWORD))}

    @states.state("the shopper has signed in here before")
    def shopper_has_signed_in_before(username: str) -> dict[str, str]:
        with app.app_context():
            return {"device": actions.device(actions.sign_in(username, PASSWORD))}

    @states.state("somebody else has signed in here before")
    def somebody_else_has_signed_in_before() -> dict[str, str]:
        with app.app_context():
            actions.register("eve", "eve@furrow.example", PASSWORD)
        return shopper_has_signed_in_before("eve")

    @states.state("the shopper has another password since")
    def shopper_has_another_password_since() -> dict[str, str]:
        with app.app_context():
            started = actions.sign_in("ada", PASSWORD)
            device = actions.device(started)
            words = {"current_password": PASSWORD, "new_password": "a kettle of tea"}
            actions.ask("PUT", "/api/user/password", actions.token(started), words)
            return {"device": device}

    @states.state("a shopper without a name is signed in")
    def nameless_shopper_is_signed_in() -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD, names=("", ""))
            return {"token": actions.token(actions.sign_in("ada", PASSWORD))}

    @states.state("a shopper is signed in with a nameless browser")
    def nameless_browser_is_signed_in() -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            return {
                "token": actions.token(actions.sign_in("ada", PASSWORD, browser=""))
            }

    @states.state("the shopper is signed in elsewhere too")
    def shopper_is_elsewhere_too() -> dict[str, str]:
        with app.app_context():
            elsewhere = actions.sign_in("ada", PASSWORD, browser="Lynx")
            actions.make_newer(elsewhere)
            return {"sign_in": elsewhere.sign_in.id}

    @states.state("the shopper has told about themselves")
    def shopper_has_entered(
        bio: str, avatar: str, preferences: dict[str, object]
    ) -> None:
        members = {"bio": bio, "avatar": avatar, "preferences": preferences}
        with app.app_context():
            token = actions.token(actions.sign_in("ada", PASSWORD))
            actions.ask("PUT", "/api/user/profile", token, members)

    @states.state("the shopper has changed the bio alone")
    def shopper_has_changed_the_bio(bio: str) -> None:
        with app.app_context():
            token = actions.token(actions.sign_in("ada", PASSWORD))
            actions.ask("PUT", "/users/profile", token, {"bio": bio})

    @states.state("the shopper has taken back most of a profile")
    def shopper_has_taken_back() -> None:
        far_away = "https://pictures.example/ada.png"
        wishes = {"delivery": "express", "picture": "poppy"}
        shopper_has_entered("Clay.", far_away, wishes)
        shopper_has_entered("", "", {"delivery": "standard"})

    @states.state("an administrator is signed in")
    def administrator_is_signed_in() -> dict[str, str]:
        with app.app_context():
            actions.appoint("ada")
            return {"token": actions.token(actions.sign_in("ada", PASSWORD))}

    @states.state("a sign-in has ended")
    def sign_in_has_ended() -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            started = actions.sign_in("ada", PASSWORD)
            actions.end(started)
            return {"token": actions.token(started)}

    @states.state("more sign-ins have ended than stand on a page")
    def more_have_ended_than_stand_on_a_page() -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.end_many("ada", revocations.ON_ONE_PAGE + 1)

    @states.state("more sign-ins have ended at once than stand on a page")
    def more_have_ended_at_once() -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.end_many("ada", revocations.ON_ONE_PAGE + 1, at_once=True)

    @states.state("as many sign-ins have ended as stand on a page")
    def just_as_many_have_ended() -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.end_many("ada", revocations.ON_ONE_PAGE)

    @states.state("no sign-in has ended since a page was read")
    def nothing_is_new() -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.end(actions.sign_in("ada", PASSWORD))
            return {"cursor": revocations.ends_after(revocations.BEGINNING).cursor}

    @states.state("another sign-in has ended since a page was read")
    def another_has_ended() -> dict[str, str]:
        read = nothing_is_new()
        with app.app_context():
            actions.end(actions.sign_in("ada", PASSWORD))
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
            actions.register("ada", EMAIL, PASSWORD)
            started = actions.sign_in("ada", PASSWORD)
            return {"token": actions.age(started, timedelta(hours=11))}

    @states.state("the sign-in of a shopper has run out")
    def sign_in_has_run_out() -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            return {"token": actions.old_token(actions.sign_in("ada", PASSWORD))}


def _register_others(states: States, app: Flask) -> None:
    """Register what must make no difference: others, and what is over."""

    @states.state("somebody else has an account")
    def somebody_else_has_an_account() -> None:
        with app.app_context():
            actions.register("bob", "bob@furrow.example", PASSWORD)

    @states.state("somebody else is signed in")
    def somebody_else_is_signed_in() -> dict[str, str]:
        somebody_else_has_an_account()
        with app.app_context():
            started = actions.sign_in("bob", PASSWORD)
            return {"stranger": started.sign_in.id, "other": actions.token(started)}

    @states.state("the shopper was signed in yesterday")
    def shopper_was_signed_in_yesterday() -> None:
        with app.app_context():
            actions.age(actions.sign_in("ada", PASSWORD), timedelta(days=1))

    @states.state("the shopper was signed in elsewhere")
    def shopper_was_signed_in_elsewhere() -> dict[str, str]:
        with app.app_context():
            over = actions.sign_in("ada", PASSWORD)
            actions.end(over)
            return {"over": over.sign_in.id}


def _register_ends(states: States, app: Flask) -> None:
    """Register what ends a sign-in, done as the storefront does it."""

    def ask(method: str, path: str, body: object = None) -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            elsewhere = actions.sign_in("ada", PASSWORD)
            here = actions.token(actions.sign_in("ada", PASSWORD))
            answer = actions.ask(
                method, path.format(id=elsewhere.sign_in.id), here, body
            )
            note = {"device": answer["device"]} if "device" in answer else {}
            return {"token": here, "ended": actions.token(elsewhere)} | note

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
            actions.register("ada", EMAIL, PASSWORD)
            started = actions.sign_in("ada", PASSWORD)
            actions.shut("ada")
            return {"ended": actions.token(started)}


def _register_limits(states: States, app: Flask) -> None:
    limits = app.extensions["security_settings"].limits

    @states.state("nothing more may be tried from an address")
    def address_may_try_nothing_more(address: str, kind: str) -> None:
        used_up = {
            "log-ins": limits.network,
            "registrations": limits.registrations,
            "refused registrations": limits.refused_registrations,
            "name checks": limits.name_checks,
        }
        with app.app_context():
            actions.use_up(used_up[kind], Visitor(address).network)

    @states.state("strangers have used up what may be tried")
    def strangers_have_tried(username: str) -> None:
        with app.app_context():
            actions.guess_in_vain(username)

    @states.state("the shopper may mistype the password once more")
    def shopper_may_mistype_once_more(address: str) -> None:
        with app.app_context():
            actions.mistype("ada", address, limits.pair.attempts - 1)

    @states.state("the shopper has mistyped the password as often as may be")
    def shopper_has_mistyped_often(address: str) -> None:
        with app.app_context():
            actions.mistype("ada", address, limits.pair.attempts)

    @states.state("many passwords are being checked")
    def many_passwords_are_being_checked() -> None:
        actions.take_all_turns(app.extensions["security_settings"].passwords)

    @states.state("the shopper has given too many wrong passwords")
    def shopper_gave_wrong_passwords() -> None:
        with app.app_context():
            user = accounts.named("ada")
            actions.use_up(limits.own_password, str(user.id))


def _refuse_to_connect(dialect: Dialect, *_: object) -> NoReturn:
    raise dialect.loaded_dbapi.OperationalError("the database is away")
