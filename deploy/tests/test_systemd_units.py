"""systemd accepts the units without a warning; they start what the Procfile starts."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.applications import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
VERIFIERS = [path for path in [shutil.which("systemd-analyze")] if path]


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_units_are_accepted_without_a_warning(verifier: str, tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text().replace("/opt/furrow/.venv/bin", programs())
        (tmp_path / unit.name).write_text(text.replace("/opt/furrow", str(ROOT)))

    line = (verifier, "verify", *map(str, tmp_path.iterdir()))
    done = subprocess.run(line, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_units_start_what_the_procfile_starts() -> None:
    web, worker = (unit.read_text() for unit in UNITS)

    assert "gunicorn -c python:service_kit.gunicorn_conf ${PACKAGE}:create_app()" in web
    for line in (ROOT / "Procfile").read_text().splitlines():
        name, _, command = line.partition(": ")
        if name.endswith("-worker"):
            assert f"WORK={command.split(maxsplit=3)[3]}" in worker


def programs() -> str:
    return str(Path(sys.executable).parent)
