"""Wait for the database server, which may start later than `setup`.

Compose starts `setup` when the server is healthy; Swarm and others start all at once.
"""

import time

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from setup.errors import SetupFailed

_PATIENCE = 120.0
_BETWEEN_TRIES = 0.5
# The errors of MariaDB and PostgreSQL for a wrong password, which waiting cannot fix.
_REFUSALS = ("Access denied", "authentication failed")


def reach(
    engine: Engine, patience: float = _PATIENCE, pause: float = _BETWEEN_TRIES
) -> Connection:
    """Connect as soon as the server answers; raise SetupFailed if it never does."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return engine.connect()
        except OperationalError as error:
            if any(refusal in str(error.orig) for refusal in _REFUSALS):
                raise
            if time.monotonic() >= deadline:
                raise SetupFailed(
                    f"The database server at `{engine.url.host}` did not answer within"
                    f" {patience:.0f} seconds: does it run, and what does it log?"
                ) from None
        # A starting server gives no event to wait for; the deadline bounds this.
        time.sleep(pause)
