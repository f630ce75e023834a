"""The settings of product-service, read from its environment."""

from typing import cast

from flask import current_app

from service_kit import configuration
from service_kit.configuration import Currency, ReadTimeout
from service_kit.http_client import READ_SECONDS


class Settings(configuration.Settings):
    """The catalogue's database, where user-service is, and what the shop sells in."""

    database_url: str
    user_service_url: str
    read_timeout: ReadTimeout = READ_SECONDS
    currency: Currency = "EUR"


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])
