"""Which secret lies where: a folder for each container, and who may read it.

Below `SECRETS` each container has a volume of its own; it is all that it ever sees,
mounted at /run/secrets. `keys` and `setup` alone see several.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SECRETS = Path("/secrets")
SETUP = "setup"
DATABASE, REDIS = "database", "redis"
ADMINISTRATOR_PASSWORD = "administrator-password"  # noqa: S105 (the name of a file)
ROOT_PASSWORD = "root-password"  # noqa: S105 (the name of a file)
SESSIONS_PASSWORD = "redis-password"  # noqa: S105 (the name of a file)
SIGNING_KEY = "signing-key.pem"
DATABASE_URL = "database-url"

# The users that containers run as: ours, and those of the official images.
SHOP, SERVERS = 10001, 999


@dataclass(frozen=True)
class Application:
    """An application: where its secrets are, its package, and its database."""

    folder: str
    package: str
    # What each of its secrets is called there, by what `keys` calls it.
    secrets: Mapping[str, str]

    @property
    def database(self) -> str:
        """The name of its database, which is that of its user there as well."""
        return self.folder.replace("-", "_")

    @property
    def password(self) -> str:
        """How `keys` calls the password of its database user."""
        return f"{self.folder}-database-password"


APPLICATIONS = (
    Application(
        "user-service",
        "user_service",
        {
            SIGNING_KEY: SIGNING_KEY,
            "order-service-secret": "order-service-secret",
            "frontend-secret": "frontend-secret",
        },
    ),
    Application("product-service", "product_service", {}),
    Application(
        "order-service",
        "order_service",
        {"order-service-secret": "service-secret", "payment-secret": "payment-secret"},
    ),
    Application(
        "payment-sandbox", "payment_sandbox", {"payment-secret": "payment-secret"}
    ),
    Application(
        "frontend",
        "storefront",
        {"frontend-secret": "service-secret", "frontend-key": "secret-key"},
    ),
)
