"""What must be true at the sandbox before it is held to an interaction."""

import contextlib
from typing import NoReturn

from flask import Flask
from sqlalchemy import Dialect, event

from contract_kit import States
from payment_sandbox import cardholder_confirmations, payment_listing, payments
from payment_sandbox.database import db
from payment_sandbox.errors import CaptureRefused, Stumbled
from payment_sandbox.models import Payment, PaymentState
from service_kit.money import Money

SECRET = "a-secret-that-only-the-contracts-know-4711"
PRICE = Money(1240, "EUR")


def states_of(app: Flask) -> States:
    """Register all states of a sandbox."""
    states = States()

    settings = app.extensions["settings"]

    @states.reset
    def forget_all_payments() -> None:
        app.extensions["settings"] = settings
        with app.app_context():
            if event.contains(db.engine, "do_connect", _refuse_to_connect):
                event.remove(db.engine, "do_connect", _refuse_to_connect)
            db.drop_all()
            db.create_all()

    @states.state("the database does not answer")
    def database_is_silent() -> None:
        with app.app_context():
            db.engine.dispose()
            event.listen(db.engine, "do_connect", _refuse_to_connect)

    @states.state("shoppers find the bank elsewhere")
    def bank_is_elsewhere(url: str) -> None:
        elsewhere = settings.model_copy(update={"payment_public_url": url})
        app.extensions["settings"] = elsewhere

    @states.state("the sandbox knows the shop by a secret")
    def shop_is_known() -> dict[str, str]:
        return {"secret": SECRET}

    _register_payments(states, app)
    _register_shoppers(states, app)
    return states


def _register_payments(states: States, app: Flask) -> None:
    @states.state("a payment is authorised")
    def payment_is_authorised(
        payment_id: str, amount: str = "12.40", method: str = "tok_ok"
    ) -> None:
        with app.app_context():
            payments.authorise(payment_id, Money.parse(amount, "EUR"), method)

    @states.state("a payment was declined")
    def payment_was_declined(payment_id: str, method: str) -> None:
        with app.app_context():
            payments.authorise(payment_id, PRICE, method)

    @states.state("a payment was captured")
    def payment_was_captured(payment_id: str, times: int = 1) -> None:
        payment_is_authorised(payment_id)
        with app.app_context():
            for _ in range(times):
                payments.capture(payment_id)

    @states.state("a payment was cancelled")
    def payment_was_cancelled(payment_id: str) -> None:
        with app.app_context():
            payments.cancel(payment_id, "EUR")

    @states.state("a payment was given back")
    def payment_was_given_back(payment_id: str) -> None:
        payment_was_captured(payment_id)
        payment_was_cancelled(payment_id)

    @states.state("the sandbox has stumbled over a payment")
    def sandbox_has_stumbled(payment_id: str) -> None:
        with app.app_context(), contextlib.suppress(Stumbled):
            payments.authorise(payment_id, PRICE, "tok_500_once")

    @states.state("the bank will not pay out a payment")
    def bank_will_not_pay_out(payment_id: str) -> None:
        with app.app_context():
            payments.authorise(payment_id, PRICE, "tok_capture_refused")

    @states.state("the bank has refused to pay out a payment")
    def bank_has_refused_to_pay_out(payment_id: str) -> None:
        bank_will_not_pay_out(payment_id)
        with app.app_context(), contextlib.suppress(CaptureRefused):
            payments.capture(payment_id)

    _register_many(states, app)


def _register_many(states: States, app: Flask) -> None:
    @states.state("as many payments were made as are listed at once")
    def as_many_payments_as_listed_at_once() -> None:
        with app.app_context():
            _make_many(100)

    @states.state("more payments were made than are listed at once")
    def more_payments_than_listed_at_once() -> dict[str, str]:
        with app.app_context():
            _make_many(101)
            return {"cursor": str(payment_listing.after("", 100).next)}


def _register_shoppers(states: States, app: Flask) -> None:
    def let_decide(payment_id: str, *, agrees: bool) -> None:
        shopper_is_asked(payment_id)
        decide_again(payment_id, agrees=agrees)

    @states.state("the shopper has answered once more")
    def decide_again(payment_id: str, *, agrees: bool) -> None:
        with app.app_context():
            key = str(payments.find(payment_id).action_key)
            cardholder_confirmations.decide(key, agrees=agrees)

    @states.state("the shopper is asked to confirm a payment")
    def shopper_is_asked(payment_id: str) -> None:
        with app.app_context():
            payments.authorise(payment_id, PRICE, "tok_requires_action")

    @states.state("the shopper has confirmed a payment")
    def shopper_has_confirmed(payment_id: str) -> None:
        let_decide(payment_id, agrees=True)

    @states.state("the shopper confirms on a page of before the shop asked again")
    def shopper_confirms_on_an_open_page(payment_id: str) -> None:
        shopper_is_asked(payment_id)
        with app.app_context():
            key = str(payments.find(payment_id).action_key)
        shopper_is_asked(payment_id)
        with app.app_context():
            cardholder_confirmations.decide(key, agrees=True)

    @states.state("the shopper has refused a payment")
    def shopper_has_refused(payment_id: str) -> None:
        let_decide(payment_id, agrees=False)


def _make_many(count: int) -> None:
    # In one go: how each came about is no story.
    db.session.add_all(
        Payment(
            id=f"order-{number:03}",
            state=PaymentState.AUTHORISED,
            amount=PRICE.minor,
            currency=PRICE.currency,
            method="tok_ok",
        )
        for number in reversed(range(count))
    )
    db.session.commit()


def _refuse_to_connect(dialect: Dialect, *_: object) -> NoReturn:
    raise dialect.loaded_dbapi.OperationalError("the database is away")
