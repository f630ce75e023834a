"""The currency check at the start: a database with amounts of another is refused."""

import logging

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute

from service_kit.configuration import Misconfigured

log = logging.getLogger(__name__)


def check_currency(
    db: SQLAlchemy, column: InstrumentedAttribute[str], service: str, currency: str
) -> None:
    """Raise `Misconfigured` where that column holds another currency.

    A database without tables holds none, and one that is away cannot be asked: the
    service starts and is not ready.
    """
    try:
        found = _other_currency(db, column, currency)
    except DBAPIError:
        log.warning("The database does not answer, so its currency is not checked.")
        return
    if found:
        raise Misconfigured(
            f"{service}: CURRENCY is {currency}, but the database holds amounts in "
            f"{found}. Set CURRENCY={found}, or give it a database of its own."
        )


def _other_currency(
    db: SQLAlchemy, column: InstrumentedAttribute[str], currency: str
) -> str | None:
    table = column.class_.__tablename__
    with db.engine.connect() as connection:
        if not inspect(connection).has_table(table):
            return None
        asked = select(column).where(column != currency).limit(1)
        return connection.scalar(asked)
