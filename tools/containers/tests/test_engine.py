import tempfile
from pathlib import Path

import pytest

from tools.containers import engine
from tools.containers.engine import running_engine
from tools.errors import Refusal


def test_machine_without_an_engine_gets_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody-listens")
    monkeypatch.delenv("CI", raising=False)

    with pytest.raises(Refusal, match="apt-get install docker.io"), running_engine():
        pytest.fail("there is no engine")


def test_own_engine_keeps_its_containers_on_a_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where tests write to memory, too, as nox lets them."""
    for name in ("dockerd", "docker-compose", "mmdebstrap"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nexit 1\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody-listens")
    monkeypatch.setattr(engine, "may_install", lambda: True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    with pytest.raises(Refusal, match="does not start"), running_engine():
        pytest.fail("it has ended at once")

    assert "--data-root=/var/tmp/" in (tmp_path / "asked").read_text()
