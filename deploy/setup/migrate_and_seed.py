"""Migrate the databases; give a new shop its stock and an administrator."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from setup.database_servers import make_database, server_of
from setup.errors import SetupFailed
from setup.secret_paths import (
    ADMINISTRATOR_PASSWORD,
    APPLICATIONS,
    ROOT_PASSWORD,
    SETUP,
    Application,
)
from setup.waiting import reach

_ADMINISTRATOR = ("--username", "admin", "--email", "admin@furrow.example")
_HOW_TO_LOG_IN = (
    "The administrator of the API is `admin`; this shows the first password:\n"
    "  docker compose run --rm setup password"
)


def set_up(secrets: Path) -> None:
    """Migrate every database; add stock and an administrator if there are none."""
    _make_databases(secrets)
    for application in APPLICATIONS:
        print(f"Bringing the database of {application.folder} up to date.", flush=True)
        _flask(secrets, application, "db", "upgrade")
    users, products = APPLICATIONS[:2]
    _flask(secrets, products, "catalogue", "stock", "--if-empty")
    password = ("--password-file", str(secrets / SETUP / ADMINISTRATOR_PASSWORD))
    words = ("administrator", *_ADMINISTRATOR, *password, "--if-missing")
    _flask(secrets, users, *words)
    print(_HOW_TO_LOG_IN, flush=True)


def _make_databases(secrets: Path) -> None:
    server = server_of(os.environ)
    originals = secrets / SETUP
    root = (originals / ROOT_PASSWORD).read_text()
    engine = create_engine(server.superuser_url(root), isolation_level="AUTOCOMMIT")
    try:
        with reach(engine) as connection:
            for application in APPLICATIONS:
                password = (originals / application.password).read_text()
                make_database(server, connection, application, password)
    except SQLAlchemyError as error:
        # The driver's message contains the statement, and the statement a password.
        raise SetupFailed(
            f"The database server refuses: {type(error).__name__}. Does the volume"
            f" `{server.volume}` belong to the volumes of secrets? `docker compose"
            f"{server.files} down --volumes` removes both, and every order with them."
        ) from None
    finally:
        engine.dispose()


def _flask(secrets: Path, application: Application, *words: str) -> None:
    line = (sys.executable, "-m", "flask", "--app", application.package, *words)
    environment = {
        **os.environ,
        **_settings(secrets, application),
        "LOG_LEVEL": "WARNING",
    }
    done = subprocess.run(line, env=environment, check=False)
    if done.returncode:
        raise SetupFailed(f"{application.folder} cannot run `{' '.join(words[:2])}`.")


def _settings(secrets: Path, application: Application) -> dict[str, str]:
    """Return the files of its secrets, and URLs that no command here calls."""
    files = {
        f"{path.stem.upper().replace('-', '_')}_FILE": str(path)
        for path in (secrets / application.folder).iterdir()
        if path.suffix != ".new"
    }
    urls = ("USER_SERVICE_URL", "PRODUCT_SERVICE_URL", "ORDER_SERVICE_URL")
    return files | dict.fromkeys((*urls, "PAYMENT_URL"), "http://nobody.invalid")
