import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from setup.errors import SetupFailed
from setup.waiting import reach

Answer = str | None


def server(*answers: Answer) -> tuple[Engine, Callable[[], int]]:
    """Return an engine whose connections fail with these errors, or succeed at None."""
    left = list(answers)

    def answer() -> sqlite3.Connection:
        if trouble := left.pop(0):
            raise sqlite3.OperationalError(trouble)
        return sqlite3.connect(":memory:")

    return create_engine("sqlite://", creator=answer), lambda: len(left)


def test_server_that_is_still_starting_is_waited_for() -> None:
    engine, _ = server("Connection refused", "the database system is starting up", None)

    with reach(engine, pause=0) as connection:
        assert not connection.closed


def test_server_that_never_answers_fails_the_set_up() -> None:
    engine, _ = server("Connection refused")

    with pytest.raises(SetupFailed, match="did not answer within 0 seconds"):
        reach(engine, patience=0, pause=0)


@pytest.mark.parametrize(
    "refusal",
    [
        "(1045, \"Access denied for user 'root'@'172.18.0.9' (using password: YES)\")",
        'FATAL: password authentication failed for user "postgres"',
    ],
)
def test_wrong_password_is_raised_at_once(refusal: str) -> None:
    engine, left = server(refusal, None)

    with pytest.raises(OperationalError):
        reach(engine, pause=0)

    assert left() == 1
