"""The Procfile starts what the shop starts, and its lines run."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.applications import APPLICATIONS, ROOT, Application
from tools.containers.compose_files import MARIADB, read
from tools.free_ports import free_port
from tools.shop import application_commands, keys
from tools.shop.developer_settings import read_settings
from tools.shop.health import is_ready
from tools.waiting import comes_true

PROGRAMS = Path(sys.executable).parent
PATIENCE = 30.0
LINES = dict(
    line.split(": ", 1)
    for line in (ROOT / "Procfile").read_text().splitlines()
    if not line.startswith("#")
)
SWEEPERS = {
    "product-service-worker": "stock-sweeper",
    "order-service-worker": "order-sweeper",
}


def test_every_application_has_a_line_and_so_has_every_sweeper() -> None:
    webs = {f"{application.folder}-web" for application in APPLICATIONS}

    assert LINES.keys() == webs | SWEEPERS.keys()


@pytest.mark.parametrize("line", SWEEPERS)
def test_sweepers_are_started_as_in_containers(line: str) -> None:
    there = read(*MARIADB)["services"][SWEEPERS[line]]["command"]

    assert [word for word in words(line) if word in there] == there


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda it: it.folder)
def test_line_serves(application: Application, tmp_path: Path) -> None:
    variables = environment(application, tmp_path)
    upgrade = application_commands.command_line(application, "db", "upgrade")
    subprocess.run(upgrade, env=variables, check=True, capture_output=True)

    with subprocess.Popen(words(f"{application.folder}-web"), env=variables) as served:
        try:
            assert comes_true(lambda: is_ready(int(variables["PORT"])), PATIENCE)
        finally:
            served.send_signal(signal.SIGTERM)


def words(line: str) -> list[str]:
    return shlex.split(LINES[line])


def environment(application: Application, folder: Path) -> dict[str, str]:
    settings = read_settings({"SHOP_VAR": str(folder)})
    settings.data.mkdir()
    keys.make_keys(settings.secrets)
    path = os.pathsep.join((str(PROGRAMS), os.environ["PATH"]))
    own = application_commands.environment(application, settings)
    return (
        application_commands.shell_environment()
        | own
        | {"PORT": str(free_port()), "PATH": path}
    )
