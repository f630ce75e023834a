"""Ends the connection of a request at a chosen moment, as a server that goes does."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, text

# How a connection gets its own number, and how another one ends it.
_WAYS = {
    "postgresql": ("SELECT pg_backend_pid()", "SELECT pg_terminate_backend({}, 5000)"),
    "mysql": ("SELECT CONNECTION_ID()", "KILL {}"),
    "mariadb": ("SELECT CONNECTION_ID()", "KILL {}"),
}
_MOMENTS = ("before_cursor_execute", "after_cursor_execute", "commit", "rollback")


class Breaker:
    """Counts the moments of a request, and breaks its connection at one of them.

    Moments are before and after each statement, at each COMMIT and each ROLLBACK.
    """

    def __init__(self, engine: Engine) -> None:
        """Watch what the engine does."""
        self.has_broken, self._moments_left = False, 0
        self._ask, self._end = _WAYS[engine.dialect.name]
        self._engine = engine
        self._other = create_engine(engine.url, isolation_level="AUTOCOMMIT")

    @contextmanager
    def breaking_at(self, moment: int) -> Iterator[None]:
        """Break the connection at this moment, counted from one."""
        self._moments_left, self.has_broken = moment, False
        yield
        self._moments_left = 0

    def __enter__(self) -> "Breaker":
        for name in _MOMENTS:
            event.listen(self._engine, name, self._pass)
        return self

    def __exit__(self, *_: object) -> None:
        for name in _MOMENTS:
            event.remove(self._engine, name, self._pass)
        self._other.dispose()

    def _pass(self, connection: Connection, *_: object) -> None:
        self._moments_left -= 1
        if self._moments_left == 0:
            self.has_broken = True
            self._break(connection)

    def _break(self, connection: Connection) -> None:
        # By the driver's own cursor: nobody is to count this statement.
        cursor = connection.connection.cursor()
        cursor.execute(self._ask)
        ((number,),) = cursor.fetchall()
        with self._other.connect() as other:
            other.execute(text(self._end.format(number)))
