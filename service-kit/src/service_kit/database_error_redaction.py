"""Removes values of rows from the messages of database errors.

`hide_parameters` hides what a statement carried, but PostgreSQL quotes whole rows in
its DETAIL, and MariaDB the value that was there already. What broke is still there:
the statement, the constraint, the column.
"""

import re
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

# Data exceptions, the one class of PostgreSQL whose first line quotes a value.
_ABOUT_A_VALUE = "22"
_KEY_OF_MARIADB = re.compile(r" for key '([^']*)'$")
_QUOTED = re.compile(r"'.*'", re.DOTALL)


def redact_values(engine: Engine) -> None:
    """Remove the values from every error of the engine."""
    event.listen(engine, "handle_error", _redact)


def _redact(context: ExceptionContext) -> None:
    original: Any = context.original_exception
    wrapped = context.sqlalchemy_exception
    if wrapped is None:
        return
    words = _words(original, is_of_driver=isinstance(wrapped, DBAPIError))
    if words is None:
        return
    code = original.args[:1] if _is_from("pymysql", original) else ()
    original.args = (*code, words)
    kind = type(original)
    wrapped.args = (f"({kind.__module__}.{kind.__name__}) {original}",)


def _words(original: Any, *, is_of_driver: bool) -> str | None:
    """Return the message without values; None where it may stay as it is."""
    if not is_of_driver:
        return "a value does not fit its column"
    if _is_from("psycopg", original):
        return _of_postgresql(original)
    if _is_from("pymysql", original) and len(original.args) > 1:
        return _of_mariadb(str(original.args[1]))
    return None


def _of_postgresql(original: Any) -> str | None:
    if original.sqlstate is None:
        return None
    about = original.sqlstate.startswith(_ABOUT_A_VALUE)
    primary = None if about else original.diag.message_primary
    return f"{original.sqlstate}: {primary or 'a value does not fit its column'}"


def _of_mariadb(text: str) -> str:
    key = _KEY_OF_MARIADB.search(text)
    return _QUOTED.sub("…", text) + (f" (key {key[1]})" if key else "")


def _is_from(library: str, original: object) -> bool:
    return type(original).__module__.partition(".")[0] == library
