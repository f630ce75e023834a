"""The environment of each application, and the command line that starts it."""

import os
import sys

from tools.applications import (
    FRONTEND,
    ORDER_SERVICE,
    PAYMENT_SANDBOX,
    PRODUCT_SERVICE,
    USER_SERVICE,
    Application,
)
from tools.shop import keys
from tools.shop.developer_settings import HOST, TRAFFIC, Settings

# Nothing else of a person's shell reaches the shop: neither proxies nor DATABASE_URL.
_FROM_THE_SHELL = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ", "USER")

_SECRETS = {
    USER_SERVICE: {
        "SIGNING_KEY": keys.SIGNING_KEY,
        "ORDER_SERVICE_SECRET": keys.ORDER_SERVICE_SECRET,
        "FRONTEND_SECRET": keys.FRONTEND_SECRET,
    },
    PRODUCT_SERVICE: {},
    ORDER_SERVICE: {
        "SERVICE_SECRET": keys.ORDER_SERVICE_SECRET,
        "PAYMENT_SECRET": keys.PAYMENT_SECRET,
    },
    PAYMENT_SANDBOX: {"PAYMENT_SECRET": keys.PAYMENT_SECRET},
    FRONTEND: {
        "SERVICE_SECRET": keys.FRONTEND_SECRET,
        "SECRET_KEY": keys.SESSION_KEY,
    },
}
_CALLED = {
    "USER_SERVICE_URL": USER_SERVICE,
    "PRODUCT_SERVICE_URL": PRODUCT_SERVICE,
    "ORDER_SERVICE_URL": ORDER_SERVICE,
    "PAYMENT_URL": PAYMENT_SANDBOX,
}
# Strangers call the storefront, and here no proxy waits for those who send slowly.
_THREADS = {FRONTEND: {"WEB_THREADS": "160"}}


def shell_environment() -> dict[str, str]:
    """Keep of the present environment what programs need in order to run at all."""
    kept = {name: os.environ[name] for name in _FROM_THE_SHELL if name in os.environ}
    return kept | {"FLASK_SKIP_DOTENV": "1"}


def environment(application: Application, settings: Settings) -> dict[str, str]:
    """Return the environment of an application."""
    secrets = {
        f"{name}_FILE": str(settings.secrets / file)
        for name, file in _SECRETS[application].items()
    }
    addresses = {
        name: settings.address_for(application, callee)
        for name, callee in _CALLED.items()
    }
    return {
        "HOST": HOST,
        "PORT": str(settings.ports[application]),
        "DATABASE_URL": database_url(application, settings),
        "PUBLIC_URL": settings.public_url,
        "PAYMENT_PUBLIC_URL": settings.url(PAYMENT_SANDBOX),
        # The public course's client names no card: here its orders are paid.
        "COURSE_CHECKOUT_METHOD": "tok_ok",
        # Who has a shop on their own machine may be working on its pages.
        "SHOW_PATTERNS": "true",
        **addresses,
        **secrets,
        **_THREADS.get(application, {}),
        **settings.passed_on,
        **({TRAFFIC: str(settings.traffic)} if settings.traffic else {}),
    }


def database_url(application: Application, settings: Settings) -> str:
    """Name the application's own SQLite file, or its database on a server."""
    file = f"sqlite:///{settings.data / application.folder}.db"
    return settings.databases.get(application.folder, file)


def server(application: Application, *, is_recorded: bool = False) -> list[str]:
    """Name the words that start an application under gunicorn."""
    factory = f"{application.package}:create_app()"
    # Nobody but browsers calls the storefront, and they have no contract with it.
    if is_recorded and application != FRONTEND:
        factory = f"tools.traffic_recording_app:create_app({application.folder!r})"
    config = "python:service_kit.gunicorn_conf"
    return [sys.executable, "-m", "gunicorn", "-c", config, factory]


def command_line(application: Application, *words: str) -> list[str]:
    """Name the words that run a command of an application."""
    return [sys.executable, "-m", "flask", "--app", application.package, *words]
