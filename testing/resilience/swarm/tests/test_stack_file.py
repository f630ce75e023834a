from typing import Any

import yaml

from testing.resilience.swarm.rolling_update import Update
from testing.resilience.swarm.stack_file import STACK, derived
from tools.containers.compose_files import MARIADB, read

# What Swarm refuses, or takes no notice of.
UNKNOWN = {"build", "depends_on", "profiles", "restart", "security_opt", "tmpfs"}


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(STACK.read_text())["services"]
    return found


def test_stack_is_that_of_the_compose_file() -> None:
    written = STACK.read_text()

    assert written == derived(), "Run `nox -s swarm -- --write`."


def test_stack_has_no_word_that_swarm_does_not_know() -> None:
    assert services().keys() == read(*MARIADB)["services"].keys()
    for name, service in services().items():
        assert not service.keys() & UNKNOWN, name


def test_only_what_sells_stands_twice() -> None:
    twice = {
        name for name, it in services().items() if it["deploy"].get("replicas") == 2
    }

    assert twice == services().keys() - {
        "gateway",
        "database",
        "redis",
        "keys",
        "setup",
    }


def test_what_is_no_success_is_a_failure() -> None:
    update = Update({"frontend": 12.5})
    for status in (200, 201, 0, 429, 503):
        update.note("GET /", status)

    assert update.failures == ["GET /: 0", "GET /: 429", "GET /: 503"]
    assert "5 requests meanwhile, 3 failed" in str(update)
