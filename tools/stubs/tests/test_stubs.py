import os
import re
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from contract_kit import read_pacts
from tools.applications import PRODUCT_SERVICE, ROOT, USER_SERVICE
from tools.dev_environment import PYTHON
from tools.errors import Refusal
from tools.shop import DidNotOpen
from tools.shop.developer_settings import on_free_ports, read_settings
from tools.stubs import RunningStubs, running_stubs, startup_message
from tools.stubs.stdin_listener import StdinListener
from tools.stubs.storefront_on_stubs import in_passing_folder
from tools.stubs.stub_servers import STUBBED, Preferences, known_names, states_of
from tools.waiting import comes_true

PATIENCE = 20.0

INTERACTIONS = read_pacts(ROOT / "pacts")
KNOWN = known_names(INTERACTIONS)
SHELVES = "/api/products?sort=featured&limit=12"
NO_PRODUCTS = "there are no products"


@pytest.fixture(scope="module")
def stubs() -> Iterator[RunningStubs]:
    with running_stubs() as stubs:
        yield stubs


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened.getsockname()[1]


@pytest.fixture
def own_ports() -> dict[str, str]:
    """Ports that nobody uses, as the environment names them."""
    ports = on_free_ports(read_settings({})).ports
    return {f"{who.variable}_PORT": str(port) for who, port in ports.items()}


def test_every_application_behind_the_storefront_is_played(stubs: RunningStubs) -> None:
    assert '"gateway":"healthy"' in page(f"{stubs.url}/health")
    assert set(stubs.services) == {who.folder for who in STUBBED}
    assert "Basil" in page(f"{stubs.url}/product/basil")


def test_call_without_a_contract_is_reported_with_the_nearest(
    stubs: RunningStubs,
) -> None:
    answer = requests.get(f"{products(stubs)}/api/product/basil/roots", timeout=10)

    assert answer.status_code == 501
    assert "No contract knows GET /api/product/basil/roots." in stubs.gaps[-1]
    assert re.search(r"The nearest interaction is '[^']* product ", stubs.gaps[-1])


def test_state_is_preferred_while_the_stubs_run(stubs: RunningStubs) -> None:
    output = stubs.prefer(NO_PRODUCTS)
    empty = page(products(stubs) + SHELVES)
    forgotten = stubs.prefer("")
    full = page(products(stubs) + SHELVES)

    assert output == f"Preferred from now on: {NO_PRODUCTS}"
    assert forgotten == "Nothing is preferred any more."
    assert ("Basil" in empty, "Basil" in full) == (False, True)


def test_unknown_state_is_refused_with_the_nearest(stubs: RunningStubs) -> None:
    output = stubs.prefer("there is no product")

    assert output == (
        "No interaction of the storefront speaks of 'there is no product'. "
        f"The nearest is '{NO_PRODUCTS}'."
    )


def test_nothing_that_the_stubs_give_has_ended(stubs: RunningStubs) -> None:
    asked = {"client_id": "frontend", "client_secret": "any"}
    users = stubs.services[USER_SERVICE.folder]

    answer = requests.post(f"{users}/api/service-token", json=asked, timeout=10)

    ends = datetime.fromisoformat(answer.json()["result"]["expires_at"])
    assert ends > datetime.now(UTC) + timedelta(hours=20)


def test_sessions_live_in_a_folder_that_goes_again() -> None:
    settings = read_settings({"SESSION_REDIS_URL": "redis://127.0.0.1:6379/0"})

    with in_passing_folder(settings) as passing:
        kept, folder = passing.passed_on, passing.var
        assert folder.is_dir()

    assert kept == {}
    assert not folder.exists()


def test_what_is_always_preferred_is_in_the_pacts() -> None:
    always = Preferences(KNOWN, [])

    assert always
    assert set(always) <= KNOWN


def test_refused_wish_leaves_the_others() -> None:
    preferences = Preferences(KNOWN, [NO_PRODUCTS])

    with pytest.raises(Refusal):
        preferences.prefer(["the moon is made of cheese"])

    assert preferences[0] == NO_PRODUCTS


def test_states_are_listed_by_service() -> None:
    listed = startup_message.listed(states_of(INTERACTIONS)).splitlines()

    assert "product-service" in listed
    assert f"  {NO_PRODUCTS}" in listed


def test_announcement_lists_the_examples_of_the_pacts() -> None:
    message = startup_message.for_a_person(read_settings({}), INTERACTIONS)

    assert "ada, password 'a teapot in the garden'" in message
    assert "/product/basil" in message
    assert "/orders/7K3M-9PQR" in message


def test_lost_contract_is_found_by_the_page(tmp_path: Path) -> None:
    pacts = shutil.copytree(ROOT / "pacts", tmp_path / "pacts")
    path = pacts / "frontend-product-service.json"
    path.write_text(path.read_text().replace('"/api/categories"', '"/api/shelves"'))

    with running_stubs(pacts=pacts) as stubs:
        shown = page(stubs.url)

        assert "Basil" in shown
        assert "No contract knows GET /api/categories." in stubs.gaps[0]


def test_ctrl_c_ends_everything(own_ports: dict[str, str]) -> None:
    with launched(**own_ports) as launcher:
        address = until(launcher, "The storefront is open:").split()[-1]
        logs = Path(until(launcher, "Logs").split()[-1])
        until(launcher, "is printed here")
        shown = page(address)

        # A terminal signals everybody in the foreground at once.
        os.killpg(launcher.pid, signal.SIGINT)
        output, _ = launcher.communicate(timeout=20)

    assert "Basil" in shown
    assert output.splitlines()[-1] == "The storefront is closed."
    assert not anybody_listens(own_ports)
    assert not logs.exists()


def test_nothing_outlives_a_killed_launcher(
    own_ports: dict[str, str], tmp_path: Path
) -> None:
    with launched(**own_ports, TMPDIR=str(tmp_path)) as launcher:
        until(launcher, "is printed here")

        launcher.kill()

    assert comes_true(lambda: not anybody_listens(own_ports), PATIENCE)


def test_stubs_do_not_go_on_without_the_storefront(own_ports: dict[str, str]) -> None:
    with launched(**own_ports) as launcher:
        until(launcher, "is printed here")

        os.kill(child_of(launcher.pid), signal.SIGKILL)
        output, _ = launcher.communicate(timeout=20)

    assert "The storefront stopped. The end of its log:" in output
    assert launcher.returncode == 1
    assert not anybody_listens(own_ports)


def test_taken_port_is_explained(own_ports: dict[str, str], taken_port: int) -> None:
    own_ports["PRODUCT_SERVICE_PORT"] = str(taken_port)
    with launched(**own_ports) as launcher:
        output, _ = launcher.communicate(timeout=20)

    assert f"Port {taken_port} for {PRODUCT_SERVICE.folder} is taken by" in output
    assert launcher.returncode == 1


def test_storefront_that_cannot_start_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "9")

    with pytest.raises(DidNotOpen, match="TRUSTED_PROXIES is wrong"), running_stubs():
        pass


def test_lines_are_read_whole_and_the_end_too() -> None:
    source, writer = os.pipe()
    listener = StdinListener(source)

    received = []
    for sent in (b"there are no pro", b"ducts\nnext\n"):
        os.write(writer, sent)
        received.append(listener.listen(1))
    os.close(writer)
    listener.listen(1)

    assert received == [[], [NO_PRODUCTS, "next"]]
    assert listener.has_ended
    os.close(source)


@contextmanager
def launched(**environment: str) -> Iterator[subprocess.Popen[str]]:
    launcher = subprocess.Popen(
        [str(PYTHON), "-m", "tools.stubs"],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    # Whoever waits for a line that never comes gets the end of the output.
    ending = threading.Timer(3 * PATIENCE, launcher.kill)
    with launcher:
        try:
            ending.start()
            yield launcher
        finally:
            ending.cancel()
            launcher.kill()


def until(launcher: subprocess.Popen[str], words: str) -> str:
    assert launcher.stdout is not None
    found = next((line for line in launcher.stdout if words in line), None)
    assert found, f"{words!r} was never printed"
    return found


def page(url: str) -> str:
    answer = requests.get(url, timeout=10)
    answer.raise_for_status()
    return answer.text


def products(stubs: RunningStubs) -> str:
    return stubs.services[PRODUCT_SERVICE.folder]


def child_of(process: int) -> int:
    listed = subprocess.run(
        ["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True
    )
    pairs = (line.split() for line in listed.stdout.splitlines())
    return next(int(child) for parent, child in pairs if int(parent) == process)


def anybody_listens(own_ports: dict[str, str]) -> bool:
    for port in own_ports.values():
        with socket.socket() as opened:
            if opened.connect_ex(("127.0.0.1", int(port))) == 0:
                return True
    return False
