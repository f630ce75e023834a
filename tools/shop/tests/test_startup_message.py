import os
import signal
from collections.abc import Iterator

import pytest

from tools.shop.startup_message import way_to_stop


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Give Ctrl-C back as it was: who tests in the background has it switched off."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_stops_what_listens_to_it() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)

    assert way_to_stop() == "Ctrl-C"


@pytest.mark.usefixtures("ctrl_c")
def test_where_ctrl_c_is_switched_off_the_command_is_named() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    assert way_to_stop().startswith(f"kill {os.getpid()} (Ctrl-C is switched off")
