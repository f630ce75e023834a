import pytest

from testing.resilience.database_cluster.required_packages import (
    install_missing,
    missing,
)
from tools.errors import Refusal


def test_machine_without_the_servers_gets_the_command_that_installs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CI", raising=False)

    assert "rsync" in missing()
    with pytest.raises(Refusal, match="apt-get install .*rsync"):
        install_missing()
