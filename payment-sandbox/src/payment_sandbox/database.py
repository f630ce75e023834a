"""The sandbox's own database and the decorators of its transactions."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy.orm import DeclarativeBase

from service_kit.database import new_database, new_metadata, reading, transactional
from service_kit.failpoints import failpoint

P = ParamSpec("P")
R = TypeVar("R")


class Base(DeclarativeBase):
    """The base of this service's tables."""

    metadata = new_metadata()


db = new_database(Base)
transaction = transactional(db)
snapshot = reading(db)


def payment_step(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make the decorator of a write transaction with a failpoint on both sides of its
    commit.
    """

    def decorate(use_case: Callable[P, R]) -> Callable[P, R]:
        @transaction
        @functools.wraps(use_case)
        def write(*args: P.args, **kwargs: P.kwargs) -> R:
            result = use_case(*args, **kwargs)
            failpoint(f"payment-sandbox.before-{name}")
            return result

        @functools.wraps(use_case)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            result = write(*args, **kwargs)
            failpoint(f"payment-sandbox.after-{name}")
            return result

        return run

    return decorate
