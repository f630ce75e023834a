"""Shares these tests out: mostly they wait, so that several can run at once."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Its tests share one shop, which opens once; all others stand by themselves.
ONE_SHOP = "test_every_failpoint.py"


class OneShopTogether(LoadScopeScheduling):  # type: ignore[misc]
    """Gives the tests that share a shop to one worker, and the others to any."""

    def _split_scope(self, nodeid: str) -> str:
        return ONE_SHOP if ONE_SHOP in nodeid else nodeid


def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> OneShopTogether:
    return OneShopTogether(config, log)
