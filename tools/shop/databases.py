"""Brings every application's database up to date, and fills what a new shop needs."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from tools.applications import (
    APPLICATIONS,
    PRODUCT_SERVICE,
    USER_SERVICE,
    Application,
)
from tools.errors import Refusal
from tools.shop import application_commands, forked_programs, keys
from tools.shop.developer_settings import Settings
from tools.shop.logs import end_of_log

ADMINISTRATOR = "admin"
_EMAIL = "admin@furrow.example"

Notify = Callable[[str], None]


def prepare_databases(settings: Settings, notify: Notify) -> None:
    """Migrate what is behind; stock and staff the shop at its first start."""
    for application in APPLICATIONS:
        is_new = not (settings.data / f"{application.folder}.db").exists()
        if is_new:
            _mark(application, settings).unlink(missing_ok=True)
        if _is_behind(application, settings):
            verb = "Making" if is_new else "Updating"
            notify(f"{verb} the database of {application.folder}.")
            _command(application, settings, "db", "upgrade")
    _stock_catalogue(settings, notify)
    _appoint_administrator(settings, notify)


def _is_behind(application: Application, settings: Settings) -> bool:
    # Imported late: what is wrong with ports or keys must be reported without the wait.
    from sqlalchemy.exc import DBAPIError

    from service_kit.migrations import needs_migration

    url = application_commands.database_url(application, settings)
    try:
        return needs_migration(url, application.path / "migrations")
    except DBAPIError as error:
        if application.folder in settings.databases:
            raise Refusal(
                f"Cannot reach the database of {application.folder} ({error.orig})."
            ) from None
        raise Refusal(
            f"Cannot read {settings.data / application.folder}.db ({error.orig}): put a"
            " backup in its place, or move it away and the next start makes a new one."
        ) from None


def _stock_catalogue(settings: Settings, notify: Notify) -> None:
    mark = _mark(PRODUCT_SERVICE, settings)
    if not mark.exists():
        notify("Stocking the catalogue.")
        _command(PRODUCT_SERVICE, settings, "catalogue", "stock")
        mark.write_text("stocked\n")


def _appoint_administrator(settings: Settings, notify: Notify) -> None:
    # The mark remembers which password was set: a new one in the file is set anew.
    mark = _mark(USER_SERVICE, settings)
    password = keys.read_key(settings.secrets, keys.ADMINISTRATOR_PASSWORD)
    digest = hashlib.sha256(password.encode()).hexdigest()
    if mark.exists() and mark.read_text().strip() == digest:
        return
    notify("Giving the administrator a password.")
    file = settings.secrets / keys.ADMINISTRATOR_PASSWORD
    _command(
        USER_SERVICE,
        settings,
        "administrator",
        *("--username", ADMINISTRATOR, "--email", _EMAIL, "--password-file", str(file)),
    )
    mark.write_text(digest + "\n")


def _mark(application: Application, settings: Settings) -> Path:
    return settings.data / f"{application.folder}.prepared"


def _command(application: Application, settings: Settings, *words: str) -> None:
    output = settings.logs / f"{application.folder}-preparation.log"
    output.unlink(missing_ok=True)
    environment = (
        application_commands.shell_environment()
        | application_commands.environment(application, settings)
    )
    line = application_commands.command_line(application, *words)
    if forked_programs.run(line, environment, output) != 0:
        raise Refusal(
            f"{application.folder} could not run `{' '.join(words[:2])}`:\n"
            f"{end_of_log(output)}"
        )
