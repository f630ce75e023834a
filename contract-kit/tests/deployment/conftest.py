"""A little shop, as it is committed and as it runs."""

import pytest

from .sample_repository import SampleRepository

ALL = ("counter", "tea-service", "water-service")


@pytest.fixture
def shop(tmp_path):
    """Everything is committed, and nothing was ever deployed."""
    shop = SampleRepository(tmp_path / "shop")
    shop.open()
    return shop


@pytest.fixture
def running(shop):
    """Everything runs in `test`."""
    shop.deploy(*ALL)
    return shop


@pytest.fixture
def clone(running, tmp_path):
    """A clone of the shop as it runs."""

    def make(*options):
        clone = SampleRepository(tmp_path / "clone")
        source = running.root.as_uri()
        running.git("clone", "-q", *options, source, str(clone.root))
        return clone

    return make
