import re

import pytest

from tools import lock_file_hosts
from tools.applications import ROOT
from tools.lock_file_hosts import hosts_in, npm_locks
from tools.lock_requirements import locks

PIN = r"^([\w.-]+)==(\S+)(.*)\\$"


def test_no_lock_names_a_host() -> None:
    lock_file_hosts.main()


def test_npm_locks_are_found_wherever_they_lie() -> None:
    folders = {file.relative_to(ROOT).parent.as_posix() for file in npm_locks()}

    assert folders == {"assets", "examples/price-watch"}


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "-i mirror",
        "--extra-index-url=mirror",
        "--find-links /opt/wheels",
        "flask @ git+ssh://example/flask",
        '      "resolved": "registry/htmx.tgz",',
        '      "version": "git+ssh://example/htmx",',
        '        "url": "https://example.org/donate"',
    ],
)
def test_line_that_names_a_host_is_found(line: str) -> None:
    assert hosts_in(f"flask==3.1.0\n{line}\n") == [f"2: {line.strip()}"]


def test_all_locks_share_one_set_of_versions() -> None:
    versions: dict[str, set[str]] = {}
    for file in locks():
        for name, version, where in re.findall(PIN, file.read_text(), re.MULTILINE):
            versions.setdefault(name + where, set()).add(version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_every_pin_has_its_hash() -> None:
    for file in locks():
        pins = re.findall(r"^[\w.-]+==.*", file.read_text(), re.MULTILINE)
        assert pins, file.relative_to(ROOT)
        assert all(pin.endswith("\\") for pin in pins)
