"""The settings of the storefront, from its environment."""

from typing import Annotated, cast
from urllib.parse import urlsplit

from flask import current_app
from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from service_kit import configuration
from service_kit.configuration import PublicUrl, ReadTimeout, StrongSecret
from service_kit.http_client import READ_SECONDS
from service_kit.loopback import is_loopback


def _safe_address(url: str) -> str:
    """Demand https of a shop that others can reach: its cookie opens an account."""
    parts = urlsplit(url)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("must begin with https:// unless the shop is on this machine")
    return url


class Settings(configuration.Settings):
    """Its session store, the services behind it, and how the world reaches it."""

    database_url: str
    user_service_url: str
    product_service_url: str
    order_service_url: str
    read_timeout: ReadTimeout = READ_SECONDS
    service_secret: StrongSecret
    secret_key: StrongSecret
    public_url: Annotated[PublicUrl, AfterValidator(_safe_address)] = (
        "http://127.0.0.1:5000"
    )
    session_redis_url: str | None = None
    # How many proxies of our own stand in front and pass the shopper's address on.
    trusted_proxies: Annotated[int, Field(ge=0, le=5, validate_default=True)] = 0

    # Whether /patterns shows the parts of all pages, for those who make them.
    show_patterns: bool = False

    @field_validator("trusted_proxies")
    @classmethod
    def _knows_its_shoppers(cls, hops: int, info: ValidationInfo) -> int:
        """Refuse a shop on https that would take the whole world for one network."""
        if not hops and info.data.get("public_url", "").startswith("https://"):
            raise ValueError(
                "is 0 although PUBLIC_URL is https, so a proxy ends the encryption and"
                " every shopper would come from its address. Set it to the number of"
                " proxies of yours in front, as a rule 1"
            )
        return hops

    @property
    def is_encrypted(self) -> bool:
        """Return whether shoppers come over https."""
        return self.public_url.startswith("https://")


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])
