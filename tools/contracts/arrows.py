"""Who may call whom, and where the tests of both sides are."""

from pathlib import Path

from contract_kit.results import Arrow
from tools.applications import APPLICATIONS, ROOT

PACTS = ROOT / "pacts"
ARROWS: tuple[Arrow, ...] = (
    ("catalogue-client", "product-service"),
    ("catalogue-client", "user-service"),
    ("course-client", "order-service"),
    ("course-client", "product-service"),
    ("course-client", "user-service"),
    ("crud-client", "product-service"),
    ("crud-client", "user-service"),
    ("frontend", "order-service"),
    ("frontend", "product-service"),
    ("frontend", "user-service"),
    ("gateway-client", "user-service"),
    ("order-service", "payment-sandbox"),
    ("order-service", "product-service"),
    ("order-service", "user-service"),
    ("product-service", "user-service"),
)
CONSUMERS = sorted({consumer for consumer, _ in ARROWS})
PROVIDERS = sorted({provider for _, provider in ARROWS})


def consumer_tests() -> list[Path]:
    """List the modules in which consumers make their promises."""
    modules = "tests/contract/test_*_pact.py"
    return sorted([*ROOT.glob(f"*/{modules}"), *ROOT.glob(f"examples/*/{modules}")])


def provider_tests() -> list[Path]:
    """List the modules that hold the providers to their promises."""
    held = [application.path / "tests/contract" for application in APPLICATIONS]
    return [path for folder in held if (path := folder / "test_pacts.py").exists()]
