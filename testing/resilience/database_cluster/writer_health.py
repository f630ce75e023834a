"""Answers the balancer whether one database server may be written to: 200, or 503.

`DATABASE_URL=… python -m testing.resilience.database_cluster.writer_health 9200` is for
one server. A balancer that only connects would take a standby, or a server that has
lost its cluster, for a writer.
"""

import contextlib
import os
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer

from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import SQLAlchemyError

_QUESTIONS = {
    # It belongs to the majority, and has all that the others have: 4 is "Synced".
    "mariadb": "SELECT count(*) = 2 FROM information_schema.global_status WHERE"
    " (variable_name, variable_value)"
    " IN (('WSREP_READY', 'ON'), ('WSREP_LOCAL_STATE', '4'))",
    "postgresql": "SELECT NOT pg_is_in_recovery()",
}
_PATIENCE = {
    "mariadb": {"connect_timeout": 2, "read_timeout": 2},
    "postgresql": {"connect_timeout": 2, "options": "-c statement_timeout=2000"},
}


def writer_check(address: str) -> Callable[[], bool]:
    """Return the question whether the server at an address may be written to."""
    kind = address.partition("+")[0]
    engine = create_engine(
        address,
        connect_args=_PATIENCE[kind],
        poolclass=NullPool,
        # A server that has lost its cluster refuses even to roll back.
        pool_reset_on_return=None,
    )

    def may_write() -> bool:
        try:
            with engine.connect() as connection:
                answer = connection.exec_driver_sql(_QUESTIONS[kind]).scalar()
        except SQLAlchemyError:
            return False
        return bool(answer)

    return may_write


def main() -> None:
    """Answer at the port that is named, until somebody ends it."""
    may_write = writer_check(os.environ["DATABASE_URL"])

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # A balancer that has waited long enough has hung up.
            with contextlib.suppress(ConnectionError):
                self.send_response(200 if may_write() else 503)
                self.end_headers()

        def log_message(self, *_words: object) -> None:
            pass

    HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()


if __name__ == "__main__":
    main()
