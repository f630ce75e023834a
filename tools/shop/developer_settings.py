"""What a person may choose about the shop on their machine: ports, folder, limits."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tools.applications import APPLICATIONS, FRONTEND, ROOT, Application
from tools.errors import Refusal
from tools.free_ports import free_ports

HOST = "127.0.0.1"
TRAFFIC = "CONTRACT_TRAFFIC"
DETOURS = "SHOP_DETOURS"
DATABASES = "SHOP_DATABASES"
SETTINGS_FILE = ROOT / ".env"

_FOLDER = "SHOP_VAR"
_PORTS = {f"{application.variable}_PORT": application for application in APPLICATIONS}
# Every application is given these where they are set, and takes what it knows.
PASSED_ON = (
    "ENVIRONMENT",
    "LOG_LEVEL",
    "READ_TIMEOUT",
    "WEB_THREADS",
    "WEB_WORKERS",
    "CURRENCY",
    "PUBLIC_URL",
    "SESSION_REDIS_URL",
    "TRUSTED_PROXIES",
    "COURSE_CHECKOUT_METHOD",
    "SHOW_PATTERNS",
    "DELIVERY_STANDARD",
    "DELIVERY_EXPRESS",
    "LOGIN_FAILURES",
    "LOGIN_FAILURES_PER_ACCOUNT",
    "LOGIN_FAILURES_PER_NETWORK",
    "LOGIN_WINDOW_SECONDS",
    "SIGN_INS_PER_HOUR",
    "REGISTRATIONS_PER_HOUR",
    "NAME_CHECKS_PER_MINUTE",
    "HASH_MEMORY_KIB",
    "HASH_PASSES",
    "FAILPOINTS",
)
# What the files of supervisor cannot hold: quotation marks, and what begins a comment.
_UNFIT = re.compile(r"""["']|\s[;#]""")

READ_HERE = (_FOLDER, *_PORTS, *PASSED_ON)


@dataclass(frozen=True)
class Settings:
    """The shop as this machine wants it."""

    var: Path
    ports: Mapping[Application, int]
    passed_on: Mapping[str, str]
    traffic: Path | None = None
    detours: Mapping[str, str] = field(default_factory=dict)
    databases: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """Where the databases are."""
        return self.var / "data"

    @property
    def logs(self) -> Path:
        """Where every application has its log."""
        return self.var / "log"

    @property
    def run(self) -> Path:
        """Where files are that matter only while the shop is open."""
        return self.var / "run"

    @property
    def secrets(self) -> Path:
        """Where keys and secrets are."""
        return self.var / "secrets"

    def url(self, application: Application) -> str:
        """Return the address of an application."""
        return f"http://{HOST}:{self.ports[application]}"

    def address_for(self, caller: Application, callee: Application) -> str:
        """Return the address at which one application calls another."""
        detour = self.detours.get(f"{caller.folder}>{callee.folder}")
        return detour or self.url(callee)

    @property
    def public_url(self) -> str:
        """Return the address that shoppers see."""
        return self.passed_on.get("PUBLIC_URL") or self.url(FRONTEND)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read and check what is set; refuse with a sentence what cannot be meant."""
    given = {name: value for name, value in environment.items() if value}
    ports = {
        application: _port(name, given.get(name, str(application.port)))
        for name, application in _PORTS.items()
    }
    _refuse_shared_ports(ports)
    passed_on = {name: _text(name, given[name]) for name in PASSED_ON if name in given}
    return Settings(_path(_FOLDER, given.get(_FOLDER, "var")), ports, passed_on)


def read_program_settings(environment: Mapping[str, str]) -> Settings:
    """Read what only a program may choose besides: it listens, disturbs and breaks.

    `CONTRACT_TRAFFIC` is a folder for what applications send each other. The others
    are words between blanks: `caller>callee=address` leads calls by another way, and
    `application=address` keeps a database on a server.
    """
    folder = environment.get(TRAFFIC)
    return replace(
        read_settings(environment),
        traffic=_path(TRAFFIC, folder) if folder else None,
        detours=_pairs(environment, DETOURS),
        databases=_pairs(environment, DATABASES),
    )


def note_unread(file: Mapping[str, str]) -> str | None:
    """Write a note about names of `.env` that a shop on one machine does not read."""
    unread = [name for name in file if name not in READ_HERE]
    return (
        f"Note: `make shop` does not read {', '.join(unread)} from .env;"
        " .env.example lists the names that it reads."
        if unread
        else None
    )


def on_free_ports(settings: Settings) -> Settings:
    """Choose ports that nobody uses, for a shop beside another one."""
    numbers = free_ports(len(APPLICATIONS))
    return replace(settings, ports=dict(zip(APPLICATIONS, numbers, strict=True)))


def _pairs(environment: Mapping[str, str], name: str) -> Mapping[str, str]:
    words = environment.get(name, "").split()
    return dict(word.split("=", 1) for word in words)


def _port(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise Refusal(f"{name} must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def _refuse_shared_ports(ports: Mapping[Application, int]) -> None:
    taken: dict[int, Application] = {}
    for application, port in ports.items():
        if port in taken:
            raise Refusal(
                f"{taken[port].variable}_PORT and {application.variable}_PORT are both"
                f" {port}; every application needs a port of its own."
            )
        taken[port] = application


def _text(name: str, value: str) -> str:
    if not value.isprintable() or _UNFIT.search(value):
        raise Refusal(f"{name} must not have quotation marks or line ends in it.")
    return value


def _path(name: str, value: str) -> Path:
    folder = os.path.abspath(ROOT / Path(value).expanduser())
    if not folder.isprintable() or _UNFIT.search(folder) or set(folder) & set("%?"):
        raise Refusal(
            f"The path {folder} has signs in it that supervisor or SQLite cannot take"
            f" (quotation, question, percent or comment marks); set {name} to"
            " another folder."
        )
    return Path(folder)
