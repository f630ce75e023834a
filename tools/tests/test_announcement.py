import os
import signal
from collections.abc import Iterator

import pytest

from tools.shop.announcement import way_to_stop


@pytest.fixture
def deaf_to_ctrl_c() -> Iterator[None]:
    """As whatever a shell starts in the background, or nohup."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_stops_what_listens_to_it() -> None:
    assert way_to_stop() == "Ctrl-C"


@pytest.mark.usefixtures("deaf_to_ctrl_c")
def test_where_ctrl_c_is_switched_off_the_command_is_named() -> None:
    assert way_to_stop().startswith(f"kill {os.getpid()} (Ctrl-C is switched off")
