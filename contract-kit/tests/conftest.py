"""A tea shop of two applications, and its interactions as they were written down."""

import sys
from pathlib import Path

import pytest
import requests  # noqa: F401

import contract_kit.quality.unused_fields  # noqa: F401
from contract_kit import pact_python_loader
from contract_kit.provider.unasserted_verifications import (
    close_assertion_log,
    open_assertion_log,
)

# Pytester forgets what is first imported inside it, and pact cannot be loaded twice.
pact_python_loader.load()

SAMPLE = Path(__file__).parent / "sample"
sys.path.insert(0, str(SAMPLE))


@pytest.fixture(autouse=True)
def own_assertion_log():
    """Keep what tests of the kit verify apart: there, broken interactions are meant."""
    log = open_assertion_log(None)
    yield log
    close_assertion_log(log)


@pytest.fixture
def pytester(pytester, monkeypatch):
    """Runs of pytest inside a test, without what other plugins load each time."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:hypothesispytest -p no:cacheprovider")
    return pytester


@pytest.fixture
def tea_shop(pytester):
    """The sample's modules in a folder of their own, with nothing tested yet."""
    for path in SAMPLE.glob("tea_*.py"):
        pytester.makepyfile(**{path.stem: path.read_text("utf-8")})
    return pytester


@pytest.fixture
def counter(tea_shop):
    """The tea shop with the tests of its consumer."""
    tea_shop.makepyfile(test_counter=_text("counter_interactions"))
    return tea_shop


@pytest.fixture(scope="session")
def larder():
    """What the consumer's tests write, kept once they have written it."""
    return {}


@pytest.fixture
def pacts(counter, larder):
    """The interactions that the consumer's tests have written."""
    folder = counter.path / "pacts"
    if not larder:
        result = counter.runpytest(f"--pact-output={folder}", "test_counter.py")
        result.assert_outcomes(passed=11)
        larder |= {path.name: path.read_bytes() for path in folder.iterdir()}
    folder.mkdir(exist_ok=True)
    for name, content in larder.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def service(counter, pacts):
    """The tea shop with the interactions written, and the test of its provider."""
    counter.makepyfile(test_service=_text("provider_verification"))
    return counter


def _text(module):
    return (SAMPLE / f"{module}.py").read_text("utf-8")
