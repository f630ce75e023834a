"""How long the other applications may take to answer is a setting."""

import pytest

from order_service import service_clients
from order_service.config import Settings
from service_kit.http_client import Connection


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The seconds that each connection of the application waits, by provider."""
    seconds: dict[str, float] = {}

    class Recorded(Connection):
        def __init__(self, *words: str, read: float) -> None:
            super().__init__(*words, read=read)
            seconds[self.provider] = read

    monkeypatch.setattr(service_clients, "Connection", Recorded)
    return seconds


def test_every_application_may_take_as_long_as_is_set(
    settings: Settings, made: dict[str, float]
) -> None:
    service_clients.connect_services(settings.model_copy(update={"read_timeout": 4.0}))

    assert made == {"user-service": 4, "product-service": 4, "payment-sandbox": 4}
