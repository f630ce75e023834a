"""What the compose files promise of every container, laid over another or not."""

from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from tools.applications import APPLICATIONS, ROOT
from tools.containers.compose_files import MARIADB, POSTGRESQL, REPLICAS, read

KINDS = pytest.mark.parametrize(
    "files", [MARIADB, POSTGRESQL, REPLICAS, (*POSTGRESQL, REPLICAS[-1])]
)
ONCE = {"keys", "setup"}
BOUGHT = {"database", "redis"}
# The one container that is root: it gives each volume to its owner.
GIVES_FILES_AWAY = "keys"

Service = dict[str, Any]


def services(files: tuple[str, ...]) -> dict[str, Service]:
    found: dict[str, Service] = read(*files)["services"]
    return found


@KINDS
def test_files_follow_the_specification(files: tuple[str, ...]) -> None:
    composed = PyCompose.from_yaml(yaml.safe_dump(read(*files)))

    composed.validate()


def test_misspelt_word_is_seen() -> None:
    wrong = read(*MARIADB)
    wrong["services"]["frontend"]["depends_on"]["setup"]["condition"] = "happy"

    with pytest.raises(ValueError, match="happy"):
        PyCompose.from_yaml(yaml.safe_dump(wrong))


@KINDS
def test_only_the_gateway_publishes_a_port(files: tuple[str, ...]) -> None:
    published = {name for name, each in services(files).items() if each.get("ports")}
    outside = {
        name
        for name, each in services(files).items()
        if "outside" in each.get("networks", [])
    }

    assert published == outside == {"gateway"}
    assert read(*files)["networks"]["inside"] == {"internal": True}


@KINDS
def test_every_application_stands_there(files: tuple[str, ...]) -> None:
    assert {each.folder for each in APPLICATIONS} < services(files).keys()


@KINDS
def test_what_is_ours_may_do_as_little_as_possible(files: tuple[str, ...]) -> None:
    for name, each in services(files).items():
        assert each["security_opt"] == ["no-new-privileges:true"], name
        if name not in BOUGHT:
            assert each["read_only"] is True, name
            assert each["cap_drop"] == ["ALL"], name
            assert not each.get("privileged"), name
        if name not in BOUGHT | {GIVES_FILES_AWAY}:
            assert "user" not in each, f"{name} runs as the user of its image"
            assert "cap_add" not in each, name


def test_images_of_ours_run_as_nobody_in_particular() -> None:
    for file in ("Dockerfile", "gateway/Dockerfile"):
        lines = (ROOT / file).read_text().splitlines()
        users = [line for line in lines if line.startswith("USER")]
        assert users == ["USER 10001:10001"]


@KINDS
def test_everything_waits_by_health_not_by_time(files: tuple[str, ...]) -> None:
    for name, each in services(files).items():
        waits = each.get("depends_on", {})
        assert waits or name == "keys", f"{name} waits for nobody"
        for other, how in waits.items():
            wanted = "completed_successfully" if other in ONCE else "healthy"
            assert how == {"condition": f"service_{wanted}"}, (name, other)


@KINDS
def test_whoever_is_waited_for_says_how_it_is(files: tuple[str, ...]) -> None:
    found = services(files)
    mute = {
        name
        for name, each in found.items()
        if each.get("healthcheck", {}).get("disable") and name not in ONCE
    }

    assert mute == {"order-sweeper", "stock-sweeper"}
    assert not mute & {other for each in found.values() for other in waits_for(each)}


def waits_for(service: Service) -> set[str]:
    return set(service.get("depends_on", {}))


@KINDS
def test_what_serves_comes_back_by_itself(files: tuple[str, ...]) -> None:
    for name, each in services(files).items():
        assert each.get("restart") == (None if name in ONCE else "unless-stopped")


def test_replicas_stand_two_by_two() -> None:
    twice = {
        name
        for name, each in services(REPLICAS).items()
        if each.get("deploy") == {"replicas": 2}
    }

    sweepers = {"order-sweeper", "stock-sweeper"}
    assert twice == {each.folder for each in APPLICATIONS} | sweepers


@KINDS
def test_orders_and_sessions_outlive_their_containers(files: tuple[str, ...]) -> None:
    named = set(read(*files)["volumes"])
    for name, each in services(files).items():
        for volume in each.get("volumes", []):
            assert volume.split(":")[0] in named, (name, volume)
