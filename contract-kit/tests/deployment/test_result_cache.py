"""A pair whose content is known is not verified again."""

import pytest

from .sample_repository import verdict


def test_known_pair_is_not_verified_again(running):
    first = running.ask("tea-service")
    before = list(running.runs)

    second = running.ask("tea-service")

    assert before == ["tea-service"]
    assert running.runs == before
    assert second.count("yes, as known") == 1
    assert verdict(second) == verdict(first)


def test_refusal_is_known_again_with_its_reason(running):
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    running.commit("forget the price")
    first = running.ask("tea-service")
    before = list(running.runs)

    second = running.ask("tea-service")

    assert running.runs == before
    assert second.count("NO, as known") == 1
    assert second.partition("\n\n")[2] == first.partition("\n\n")[2]


def test_commit_that_touches_neither_side_is_known(running):
    running.ask("tea-service")
    before = list(running.runs)
    running.write("counter/README.md", "The counter asks for tea, and pours it.\n")
    running.commit("say more")

    running.ask("tea-service")

    assert running.runs == before


@pytest.mark.parametrize(
    "path", ["tea-service/src/tea_service/more.py", "pyproject.toml"]
)
def test_changed_content_is_verified_again(running, path):
    running.ask("tea-service")
    file = running.root / path
    before = file.read_text() if file.exists() else ""
    running.write(path, before + "# changed\n")
    running.commit("change something")

    answer = running.ask("tea-service")

    assert len(running.runs) == 2
    assert "as known" not in answer


def test_known_pair_is_verified_afresh_on_demand(running):
    running.ask("tea-service")

    answer = running.ask("tea-service", is_fresh=True)

    assert len(running.runs) == 2
    assert "as known" not in answer


def test_damaged_memory_is_verified_again(running):
    running.ask("counter")
    for memory in (running.root.parent / "known").iterdir():
        memory.write_text('{"broken": ')

    assert verdict(running.ask("counter")).startswith("Yes")
    assert running.runs == ["tea-service", "tea-service"]


def test_trouble_is_no_verdict_and_not_remembered(running, tmp_path):
    lost = tmp_path / "kettle"
    path = "tea-service/src/tea_service/__init__.py"
    text = (running.root / path).read_text()
    running.write(path, f"{text}\nopen({str(lost)!r})\n")
    running.commit("need a kettle")

    troubled = running.ask("tea-service")
    lost.write_text("found")
    mended = running.ask("tea-service")

    assert "?  counter → tea-service" in troubled
    assert f"No such file or directory: '{lost}'" in troubled
    assert verdict(troubled).startswith("No: nobody could find out whether tea-service")
    assert verdict(mended).startswith("Yes")
