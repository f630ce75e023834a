import json
from collections.abc import Callable
from pathlib import Path

import pytest

from contract_kit import Interaction
from tools.contract_map import check, check_impact, new_files, write
from tools.errors import Refusal

INTEGRATION = {"consumer": "storefront", "provider": "tea-house", "promises": 1}
KEPT = {"verified": 1, "noticed": 9, "mutants": 9, "unused": 0}


@pytest.fixture
def interactions() -> list[Interaction]:
    request = {"method": "GET", "path": "/teapots"}
    answer = {"status": 200}
    return [Interaction("storefront", "tea-house", "all teapots", (), request, answer)]


@pytest.fixture
def priced() -> Interaction:
    body = {"content": {"price": "1.00"}, "contentType": "application/json"}
    answer = {"status": 200, "body": body}
    request = {"method": "GET", "path": "/teapots"}
    return Interaction("storefront", "tea-house", "a price", (), request, answer)


@pytest.fixture
def found(tmp_path: Path) -> Callable[[dict[str, object]], Path]:
    def write_down(findings: dict[str, object]) -> Path:
        path = tmp_path / "found.json"
        path.write_text(json.dumps(findings), "utf-8")
        return path

    return write_down


def test_map_that_was_just_written_is_up_to_date(
    interactions: list[Interaction], tmp_path: Path
) -> None:
    write(new_files(interactions, tmp_path, []), tmp_path)

    check(new_files(interactions, tmp_path, []), tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["contracts.html", "contracts.json", "contracts.svg"]


def test_map_of_other_contracts_is_refused(
    interactions: list[Interaction], tmp_path: Path
) -> None:
    write(new_files(interactions, tmp_path, []), tmp_path)

    with pytest.raises(
        Refusal, match=r": contracts.html, contracts.svg. Run `nox -s map`"
    ):
        check(new_files(interactions * 2, tmp_path, []), tmp_path)


def test_other_findings_than_those_written_down_are_refused(
    interactions: list[Interaction],
    tmp_path: Path,
    found: Callable[[dict[str, object]], Path],
) -> None:
    kept = found({"arrows": [INTEGRATION | KEPT]})
    write(new_files(interactions, tmp_path, [kept]), tmp_path)
    check(new_files(interactions, tmp_path, [kept]), tmp_path)

    broken = found({"arrows": [INTEGRATION | KEPT | {"verified": 0}]})

    with pytest.raises(Refusal, match=r"contracts.json, contracts.html, contracts.svg"):
        check(new_files(interactions, tmp_path, [broken]), tmp_path)


def test_findings_are_kept_until_newer_ones_come(
    interactions: list[Interaction],
    tmp_path: Path,
    found: Callable[[dict[str, object]], Path],
) -> None:
    write(new_files(interactions, tmp_path, [found({"calls": []})]), tmp_path)
    write(
        new_files(interactions, tmp_path, [found({"arrows": [INTEGRATION | KEPT]})]),
        tmp_path,
    )

    kept = json.loads((tmp_path / "contracts.json").read_text("utf-8"))
    assert kept == {"arrows": [INTEGRATION | KEPT], "calls": []}


def test_field_that_was_never_tried_is_named(priced: Interaction) -> None:
    with pytest.raises(Refusal, match=r"not know \$.price of GET /teapots for store"):
        check_impact([priced], "{}")


def test_tried_fields_are_not_asked_for_again(priced: Interaction) -> None:
    reader = {"consumer": "storefront", "needed": [], "shown": []}
    read = [{"field": "$.price", "readers": [reader]}]
    address = {"provider": "tea-house", "call": "GET /teapots", "status": 200}

    check_impact(
        [priced], json.dumps({"calls": [address | {"read": read, "free": []}]})
    )
