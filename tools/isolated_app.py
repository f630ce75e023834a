"""An application in this process, with neither data nor neighbours."""

import importlib
import secrets

from flask import Flask

from service_kit.configuration import load
from tools.applications import (
    APPLICATIONS,
    ORDER_SERVICE,
    PAYMENT_SANDBOX,
    PRODUCT_SERVICE,
    USER_SERVICE,
    Application,
)
from tools.shop.keys import new_signing_key

_NOWHERE = "http://fake-this-call.invalid"


def isolated_app(application: Application) -> Flask:
    """Make an application that calls nobody."""
    package = importlib.import_module(application.package)
    config = importlib.import_module(f"{application.package}.config")
    settings = load(config.Settings, application.folder, _environment())
    app: Flask = package.create_app(settings)
    return app


def user_service() -> Flask:
    """Make user-service; contract-kit reads its OpenAPI document."""
    return isolated_app(USER_SERVICE)


def product_service() -> Flask:
    """Make product-service, likewise."""
    return isolated_app(PRODUCT_SERVICE)


def order_service() -> Flask:
    """Make order-service, likewise."""
    return isolated_app(ORDER_SERVICE)


def payment_sandbox() -> Flask:
    """Make the payment sandbox, likewise."""
    return isolated_app(PAYMENT_SANDBOX)


def _environment() -> dict[str, str]:
    """Return settings with which any application can be made."""
    addresses = (f"{application.variable}_URL" for application in APPLICATIONS)
    secret = ("ORDER_SERVICE", "FRONTEND", "SERVICE", "PAYMENT")
    return {
        "ENVIRONMENT": "test",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": "sqlite://",
        "SIGNING_KEY": new_signing_key(),
        "SECRET_KEY": secrets.token_urlsafe(32),
        **dict.fromkeys((*addresses, "PAYMENT_URL"), _NOWHERE),
        **{f"{name}_SECRET": secrets.token_urlsafe(32) for name in secret},
    }
