"""What a request holds changes neither addresses nor the form of the log."""

import gc
import json
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from service_kit.gunicorn_conf import on_starting

from .gunicorn_server import GET, Server, serving

CLAIMS = [
    "SCRIPT_NAME: /evil",
    "Script_Name: /evil",
    "SCRIPT-NAME: /evil",
    "PATH_INFO: /evil",
    "REMOTE_ADDR: 192.0.2.66",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Protocol: ssl",
    "X-Forwarded-Ssl: on",
    "X-Forwarded-Prefix: /evil",
    "X-Forwarded-Port: 666",
    "Forwarded: host=evil.example;proto=https",
    "X-Script-Name: /evil",
    "X-Original-Host: evil.example",
    "X-Host: evil.example",
    "X-Rewrite-Url: /evil",
    "X-Original-Url: /evil",
    "X-Url-Scheme: https",
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("service_kit.gunicorn_worker.Worker") as found:
        yield found


@pytest.mark.parametrize("claim", CLAIMS)
def test_header_of_a_caller_changes_no_address(server: Server, claim: str) -> None:
    answer = server.ask(GET[:-2] + f"{claim}\r\n\r\n".encode())

    assert answer.endswith("\r\n\r\nhttp://tea.example/")


def test_every_line_of_gunicorn_is_json() -> None:
    with serving("service_kit.gunicorn_worker.Worker") as server:
        server.ask(b"NONSENSE\r\n\r\n")
        server.process.send_signal(signal.SIGTERM)
        _, output = server.process.communicate(timeout=30)

    lines = [json.loads(line) for line in output.splitlines()]
    assert [line["logger"] for line in lines] == ["gunicorn.error"]
    assert lines[0]["message"].startswith("Invalid request from ip=127.0.0.1")


def test_failed_start_is_logged_in_json() -> None:
    with serving(
        "service_kit.gunicorn_worker.Worker", "gunicorn_app:break_down()"
    ) as server:
        _, output = server.process.communicate(timeout=30)

    lines = [json.loads(line) for line in output.splitlines()]
    assert {line["logger"] for line in lines} == {"gunicorn.error"}
    assert "The kettle is empty." in output


def test_memory_of_the_master_is_out_of_reach_of_garbage_collection() -> None:
    assert gc.get_freeze_count() == 0

    on_starting(None)

    assert gc.get_freeze_count() > 10_000
    gc.unfreeze()


def test_master_reads_nothing_that_workers_alone_need() -> None:
    # Twenty megabytes in each application, which none of them shares.
    read = "import service_kit.gunicorn_conf, service_kit.gunicorn_log, sys"
    asked = f"{read}; print('sqlalchemy' in sys.modules)"

    output = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert output.stdout.strip() == "False"
