"""The applications of the shop: one list for every command."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVICE_KIT = ROOT / "service-kit"
CONTRACT_KIT = ROOT / "contract-kit"


@dataclass(frozen=True)
class Application:
    """One application: its folder is its public name."""

    folder: str
    package: str
    port: int

    @property
    def path(self) -> Path:
        """Where it lives."""
        return ROOT / self.folder

    @property
    def variable(self) -> str:
        """How names of the environment begin that are about it: `USER_SERVICE`."""
        return self.folder.upper().replace("-", "_")


FRONTEND = Application("frontend", "storefront", 5000)
USER_SERVICE = Application("user-service", "user_service", 5001)
PRODUCT_SERVICE = Application("product-service", "product_service", 5002)
ORDER_SERVICE = Application("order-service", "order_service", 5003)
PAYMENT_SANDBOX = Application("payment-sandbox", "payment_sandbox", 5004)

APPLICATIONS = (
    FRONTEND,
    USER_SERVICE,
    PRODUCT_SERVICE,
    ORDER_SERVICE,
    PAYMENT_SANDBOX,
)

# Who calls whom, and nobody else anybody.
CALLS = (
    (FRONTEND, ORDER_SERVICE),
    (FRONTEND, PRODUCT_SERVICE),
    (FRONTEND, USER_SERVICE),
    (ORDER_SERVICE, PAYMENT_SANDBOX),
    (ORDER_SERVICE, PRODUCT_SERVICE),
    (ORDER_SERVICE, USER_SERVICE),
    (PRODUCT_SERVICE, USER_SERVICE),
)
