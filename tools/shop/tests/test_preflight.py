import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tools.applications import FRONTEND
from tools.errors import Refusal
from tools.shop import preflight
from tools.shop.developer_settings import Settings, read_settings


def test_free_ports_pass(settings: Settings) -> None:
    preflight.check_ports(settings)


def test_taken_port_is_named_with_its_way_out(
    settings: Settings, taken_port: int
) -> None:
    settings = with_frontend_at(settings, taken_port)

    with pytest.raises(Refusal) as refusal:
        preflight.check_ports(settings)

    assert f"Port {taken_port} for frontend is taken by another program" in str(
        refusal.value
    )
    assert "set FRONTEND_PORT to another port" in str(refusal.value)


def test_port_of_another_furrow_is_recognised(settings: Settings) -> None:
    with another_furrow() as port, pytest.raises(Refusal) as refusal:
        preflight.check_ports(with_frontend_at(settings, port))

    assert "taken by the order-service of another Furrow" in str(refusal.value)


def test_second_shop_in_a_folder_is_refused(
    settings: Settings, reported: list[str]
) -> None:
    with (
        preflight.only_shop_in(settings.run, reported.append),
        pytest.raises(Refusal, match=f"Another Furrow \\(process {os.getpid()}\\)"),
        preflight.only_shop_in(settings.run, reported.append),
    ):
        pass


def test_folder_is_free_after_its_shop(settings: Settings, reported: list[str]) -> None:
    with preflight.only_shop_in(settings.run, reported.append):
        pass

    with preflight.only_shop_in(settings.run, reported.append):
        assert reported == []


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")

    with pytest.raises(Refusal, match="or set SHOP_VAR to a folder that is"):
        preflight.make_folders(read_settings({"SHOP_VAR": str(tmp_path / "var")}))


def test_folders_are_for_their_owner_alone(settings: Settings) -> None:
    folders = (settings.var, settings.data, settings.logs, settings.run)

    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def with_frontend_at(settings: Settings, port: int) -> Settings:
    return replace(settings, ports={**settings.ports, FRONTEND: port})


@contextmanager
def another_furrow() -> Iterator[int]:
    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"service": "order-service"}).encode())

        def log_message(self, *_words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
