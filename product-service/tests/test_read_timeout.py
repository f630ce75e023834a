"""How long the other applications may take to answer is a setting."""

import pytest

import product_service
from service_kit.http_client import Connection

from .conftest import settings


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The seconds that each connection of the application waits, by provider."""
    seconds: dict[str, float] = {}

    class Recorded(Connection):
        def __init__(self, *words: str, read: float) -> None:
            super().__init__(*words, read=read)
            seconds[self.provider] = read

    monkeypatch.setattr(product_service, "Connection", Recorded)
    return seconds


def test_user_service_may_take_as_long_as_is_set(made: dict[str, float]) -> None:
    chosen = settings("sqlite://").model_copy(update={"read_timeout": 4.0})

    product_service.create_app(chosen)

    assert made == {"user-service": 4}
