from pathlib import Path

import pytest

from tools.compose.engine import running_engine
from tools.refusal import Refusal


def test_machine_without_an_engine_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody-listens")
    monkeypatch.delenv("CI", raising=False)

    with pytest.raises(Refusal, match="apt-get install docker.io"), running_engine():
        pytest.fail("there is no engine")
