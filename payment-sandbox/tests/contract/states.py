"""What must be true at the sandbox before it is held to a promise."""

from flask import Flask

from contract_kit import States
from payment_sandbox import payments
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

    return states
