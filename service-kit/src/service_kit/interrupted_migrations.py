"""Lets the next migration finish one that was killed on MariaDB.

MariaDB commits each change of a table by itself, while the number of the revision is
written at its end: a revision that was killed in between runs again from its beginning.
SQLite and PostgreSQL take everything back instead.
"""

import logging
from typing import Any

from sqlalchemy import Engine, event

# The table, the column or the index is there already, or is gone already.
_DONE_ALREADY = {1050, 1060, 1061, 1051, 1091}

log = logging.getLogger(__name__)


def skip_what_is_done(engine: Engine) -> None:
    """Pass over changes of tables that an earlier migration has made."""
    if engine.dialect.name in ("mysql", "mariadb"):
        event.listen(engine, "do_execute", _execute)


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Execute a statement in place of the driver."""
    try:
        cursor.execute(statement, parameters)
    except context.dialect.loaded_dbapi.Error as error:
        # What a revision writes as plain SQL declares itself whether it may run twice.
        if not context.isddl or error.args[0] not in _DONE_ALREADY:
            raise
        log.warning("An earlier migration has made this change: %s", error.args[1])
    return True
