"""What must be true at the sandbox before it is held to a promise."""

from flask import Flask

from contract_kit import States
from payment_sandbox import actions, listing, payments
from payment_sandbox.database import db
from service_kit.money import Money

SECRET = "a-secret-that-only-the-contracts-know-4711"


def states_of(app: Flask) -> States:
    """Register all states of a sandbox."""
    states = States()

    @states.reset
    def forget_all_payments() -> None:
        with app.app_context():
            db.drop_all()
            db.create_all()

    @states.state("the sandbox knows the shop by a secret")
    def shop_is_known() -> dict[str, str]:
        return {"secret": SECRET}

    @states.state("a payment is authorised")
    def payment_is_authorised(payment_id: str) -> None:
        with app.app_context():
            payments.authorise(payment_id, Money(1240, "EUR"), "tok_ok")

    @states.state("a payment was cancelled")
    def payment_was_cancelled(payment_id: str) -> None:
        with app.app_context():
            payments.cancel(payment_id, "EUR")

    @states.state("the shopper has confirmed a payment")
    def shopper_has_confirmed(payment_id: str) -> None:
        with app.app_context():
            money, method = Money(1240, "EUR"), "tok_requires_action"
            payment = payments.authorise(payment_id, money, method).payment
            actions.decide(payment.action_key, agrees=True)

    @states.state("the shopper has refused a payment")
    def shopper_has_refused(payment_id: str) -> None:
        with app.app_context():
            money, method = Money(1240, "EUR"), "tok_requires_action"
            payment = payments.authorise(payment_id, money, method).payment
            actions.decide(payment.action_key, agrees=False)

    @states.state("the bank will not pay out a payment")
    def bank_will_not_pay_out(payment_id: str) -> None:
        with app.app_context():
            payments.authorise(payment_id, Money(1240, "EUR"), "tok_capture_refused")

    @states.state("more payments were made than are listed at once")
    def more_payments_than_listed_at_once() -> dict[str, str]:
        with app.app_context():
            for number in range(101):
                payments.authorise(f"order-{number}", Money(1240, "EUR"), "tok_ok")
            return {"cursor": str(listing.after("", 100).next)}

    return states
