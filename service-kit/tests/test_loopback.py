"""This machine is known by its name and by every address that leads to it."""

import pytest

from service_kit.loopback import is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "192.0.2.7", "localhost.example", "127.0.0.1.example", "::"]
)
def test_another_machine_is_not_taken_for_it(host: str) -> None:
    assert not is_loopback(host)
