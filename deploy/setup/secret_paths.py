"""Where each secret is, and who may read it: a folder for each container.

Below `SECRETS` each container has a volume of its own, mounted at /run/secrets; it sees
no other. Only `keys` and `setup` see several.
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

# The users that containers run as: the shop's images, and the official ones.
SHOP, SERVERS = 10001, 999


@dataclass(frozen=True)
class Application:
    """An application: where its secrets are, its package, and its database."""

    folder: str
    package: str
    # The name of each original in `setup`, and of its copy in this folder.
    secrets: Mapping[str, str]

    @property
    def database(self) -> str:
        """The name of its database and of its database user."""
        return self.folder.replace("-", "_")

    @property
    def password(self) -> str:
        """The name of the original of its database password."""
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
