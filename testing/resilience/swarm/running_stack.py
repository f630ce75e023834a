"""Deploys the stack on the engine of this machine, for the length of a `with`."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from testing.resilience.swarm.stack_file import STACK
from tools.applications import APPLICATIONS
from tools.containers.engine import Engine
from tools.shop import RunningShop
from tools.shop.health import is_ready
from tools.waiting import wait_until

# A name of its own: whoever has a stack open here keeps it.
NAME = "furrow-trial"
_PORT = 8000
_URL = f"http://127.0.0.1:{_PORT}"
_PATIENCE = 240.0


@contextmanager
def running_stack(engine: Engine, variables: dict[str, str]) -> Iterator[RunningShop]:
    """Deploy the stack, and yield the shop when every task runs; nothing stays."""
    with _swarm(engine), _stack(engine, variables):
        wait_until(lambda: is_ready(_PORT), "The stack does not open", _PATIENCE)
        wait_until(lambda: _is_whole(engine), "Not every task runs", _PATIENCE)
        # Swarm starts all at once: there may be nothing to buy yet.
        wait_until(lambda: _is_set_up(engine), "The setup does not end", _PATIENCE)
        yield _shop(engine)


@contextmanager
def _swarm(engine: Engine) -> Iterator[None]:
    """Make the engine a swarm of one, unless it is in one already."""
    state = engine.run("info", "--format", "{{.Swarm.LocalNodeState}}")
    if state == "active":
        yield
        return
    engine.run("swarm", "init", "--advertise-addr", "127.0.0.1")
    try:
        yield
    finally:
        engine.run("swarm", "leave", "--force")


@contextmanager
def _stack(engine: Engine, variables: dict[str, str]) -> Iterator[None]:
    ours = f"label=com.docker.stack.namespace={NAME}"
    replace(engine, variables=variables).run(
        "stack", "deploy", "--compose-file", str(STACK), NAME
    )
    try:
        yield
    finally:
        engine.run("stack", "rm", NAME)
        wait_until(
            lambda: not engine.run("ps", "--all", "--quiet", "--filter", ours),
            "Not every task ends",
            _PATIENCE,
        )
        volumes = engine.run("volume", "ls", "--quiet", "--filter", ours).split()
        engine.run("volume", "rm", *volumes)


def _is_whole(engine: Engine) -> bool:
    """Return whether every service that stays has the tasks that it wants."""
    listed = engine.run("stack", "services", "--format", "{{json .}}", NAME)
    counts = {
        service["Name"]: service["Replicas"].split()[0].split("/")
        for service in map(json.loads, listed.splitlines())
    }
    ended = {f"{NAME}_{name}" for name in ("keys", "setup")}
    return all(
        have == want for name, (have, want) in counts.items() if name not in ended
    )


def _is_set_up(engine: Engine) -> bool:
    """Return whether the setup has run to its end, which stocks the catalogue last."""
    line = ("service", "ps", "--format", "{{.CurrentState}}", f"{NAME}_setup")
    return "Complete" in engine.run(*line)


def _shop(engine: Engine) -> RunningShop:
    volume = f"{NAME}_secrets-setup:/secrets/setup:ro"
    line = ("run", "--rm", "--volume", volume, "--entrypoint", "python")
    password = engine.run(*line, "furrow/setup", "-m", "setup", "password")
    services = {each.folder: _URL for each in APPLICATIONS}
    nowhere = Path(os.devnull)
    return RunningShop(_URL, services, "admin", password.strip(), nowhere, nowhere)
