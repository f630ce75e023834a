"""A small shop on paper: settings over an empty folder, and what it reports."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.shop import preflight
from tools.shop.developer_settings import Settings, on_free_ports, read_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = on_free_ports(read_settings({"SHOP_VAR": str(tmp_path / "var")}))
    preflight.make_folders(settings)
    return settings


@pytest.fixture
def reported() -> list[str]:
    return []


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]
