"""Accounts, passwords, sign-ins, profiles, and the key that signs every token.

It knows who people are and nothing of what they buy.
"""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from service_kit.access import set_authenticator
from service_kit.application import new_service
from service_kit.configuration import load
from service_kit.database import connect
from service_kit.migrations import allow_migrations
from user_service import models  # noqa: F401  (the tables belong to the database)
from user_service.auth import AccountAuthenticator
from user_service.commands import administrator
from user_service.config import Settings
from user_service.database import db
from user_service.routes import BLUEPRINTS
from user_service.security_settings import SecuritySettings, read_security_settings

NAME = "user-service"
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def create_app(
    settings: Settings | None = None, security_settings: SecuritySettings | None = None
) -> Flask:
    """Build the application; what is not given comes from the environment."""
    settings = settings or load(Settings, NAME)
    security_settings = security_settings or read_security_settings(settings)
    app = new_service(__name__, NAME, settings, db, BLUEPRINTS)
    app.extensions["security_settings"] = security_settings
    connect(app, db, settings.database_url)
    allow_migrations(app, db, MIGRATIONS)
    set_authenticator(app, AccountAuthenticator(security_settings.signing_key))
    app.cli.add_command(administrator)
    _trust_proxies(app, settings.trusted_proxies)
    return app


def _trust_proxies(app: Flask, hops: int) -> None:
    """Believe the proxies in front about the visitor's address, and of nothing else."""
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=0, x_host=0
        )
