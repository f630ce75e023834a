import subprocess
from pathlib import Path

import pytest

from testing.resilience.database_cluster.haproxy import (
    Backend,
    configuration,
    find_haproxy,
)
from tools.applications import ROOT

TULIP, POPPY = Backend("tulip", 3306, 9200), Backend("poppy", 3307, 9201)


def servers(text: str) -> list[str]:
    lines = map(str.strip, text.splitlines())
    return [line for line in lines if line.startswith("server ")]


def test_one_server_writes_and_the_other_stands_by() -> None:
    first, second = servers(configuration(4711, [TULIP, POPPY]))

    assert first == "server tulip 127.0.0.1:3306 check port 9200"
    assert second == "server poppy 127.0.0.1:3307 check port 9201 backup"


def test_writer_stays_when_an_earlier_one_comes_back() -> None:
    text = configuration(4711, [TULIP, POPPY])

    assert "stick on dst" in text


def test_connections_to_a_server_that_is_gone_are_cut() -> None:
    text = configuration(4711, [TULIP, POPPY])

    assert "on-marked-down shutdown-sessions" in text


@pytest.mark.parametrize("program", [it for it in [find_haproxy()] if it])
def test_haproxy_takes_the_configuration(program: str, tmp_path: Path) -> None:
    file = tmp_path / "haproxy.cfg"
    file.write_text(configuration(4711, [TULIP, POPPY]))

    checked = subprocess.run(
        [program, "-c", "-f", file], capture_output=True, text=True
    )

    assert (checked.returncode, checked.stderr) == (0, "")


def test_docs_show_the_configuration_of_the_trial() -> None:
    docs = (ROOT / "docs" / "how-to" / "scale.md").read_text("utf-8")
    backends = [Backend(f"mariadb-{n}", 3300 + n, 9200 + n) for n in (1, 2)]
    checked = configuration(3310, backends).splitlines()

    block = "\n".join(line for line in checked if "#" not in line)

    assert f"```\n{block}\n```" in docs
