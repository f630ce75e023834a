"""How many rows an UPDATE or a DELETE has changed, which no type of a session says."""

from typing import Any, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, Delete, Update


def changed_rows(db: SQLAlchemy, statement: Update | Delete) -> int:
    """Run the statement and return how many rows it changed."""
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount
