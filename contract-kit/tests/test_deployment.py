"""A version is deployed only beside those that it fits, and git alone knows which."""

import os
import shutil
import stat
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

import contract_kit
from contract_kit.deployment import Misuse, Repository, record_deployment

from .little_shop import LAYOUT, TEA, WATER, LittleShop

WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@tea.example")
DEPLOYED = "+refs/tags/deployed/*:refs/tags/deployed/*"
ALL = ("counter", "tea-service", "water-service")


@pytest.fixture
def shop(tmp_path):
    """Everything is committed, and nothing was ever deployed."""
    shop = LittleShop(tmp_path / "shop")
    shop.open()
    return shop


@pytest.fixture
def running(shop):
    """Everything runs in `test`."""
    shop.deploy(*ALL)
    return shop


def verdict(answer):
    return answer.splitlines()[-1]


def test_what_runs_already_may_be_deployed(running):
    answer = running.ask("tea-service")

    assert verdict(answer).startswith("Yes: tea-service ")


def test_application_is_judged_as_consumer_and_as_provider(running):
    running.promise("tea-service", "water-service", {"/water": WATER})
    running.commit("ask for water")

    answer = running.ask("tea-service")

    assert answer.count("1 promise  yes") == 2
    assert running.runs == ["water-service", "tea-service"]


def test_provider_that_drops_a_read_field_is_refused(running):
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    commit = running.commit("forget the price")[:9]
    deployed = running.git("rev-parse", "deployed/test/counter")[:9]

    answer = running.ask("tea-service")

    assert answer == (
        f"counter {deployed} (in test)  →  tea-service {commit}  1 promise  NO\n"
        "\n"
        "NO  counter → tea-service\n"
        "  counter expects: a request for tea\n"
        "      body $: Actual map is missing the following keys: price\n"
        f"  counter {deployed} in test relies on it: keep it until a version of "
        "counter that does without it runs there.\n"
        "\n"
        f"No: tea-service {commit} may not be deployed to test."
    )


def test_provider_that_only_adds_may_be_deployed(running):
    running.serves("tea-service", {"/tea": TEA | {"origin": "India"}, "/cups": {}})
    running.commit("tell the origin")

    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_field_may_go_when_its_last_reader_has_gone(running):
    running.promise("counter", "tea-service", {"/tea": {"name": "Assam"}})
    running.commit("do without the price")
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    running.commit("forget the price")
    assert verdict(running.ask("tea-service")).startswith("No")

    running.deploy("counter")

    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_consumer_may_not_come_before_its_provider(running):
    running.serves("tea-service", {"/tea": TEA, "/cups": {"left": 3}})
    running.promise("counter", "tea-service", {"/tea": TEA, "/cups": {"left": 3}})
    running.commit("offer cups")

    early = running.ask("counter")
    running.deploy("tea-service")
    late = running.ask("counter")

    assert "counter expects: a request for cups" in early
    assert "status: expected 200 but was 404" in early
    assert "First deploy a tea-service to test that does this." in early
    assert verdict(early).startswith("No")
    assert verdict(late).startswith("Yes")


def test_state_that_the_deployed_provider_does_not_know_is_refused(running):
    given = [{"name": "it rains"}]
    running.promise("counter", "tea-service", {"/tea": TEA}, providerStates=given)
    running.commit("ask for tea in the rain")

    answer = running.ask("counter")

    assert "The state 'it rains' is unknown" in answer
    assert verdict(answer).startswith("No")


def test_provider_that_does_not_run_has_to_come_first(shop):
    shop.deploy("water-service")

    answer = shop.ask("counter")

    assert "tea-service (absent)" in answer
    assert "No tea-service runs in test.\n  Deploy tea-service to test first." in answer
    assert verdict(answer).startswith("No")
    assert shop.runs == []


def test_consumer_that_does_not_run_holds_nobody(shop):
    shop.deploy("tea-service")
    shop.serves("tea-service", {"/tea": {"name": "Assam"}})
    shop.commit("forget the price")
    shop.deploy("water-service")

    assert verdict(shop.ask("tea-service")).startswith("Yes")


def test_application_without_pacts_may_be_deployed(running):
    folders = {**LAYOUT.folders, "clock": "clock"}
    running.layout = replace(LAYOUT, folders=folders, silent=("clock", "water-service"))

    assert "nobody in test asks clock" in verdict(running.ask("clock"))


def test_application_that_no_pact_names_is_unknown(running):
    running.git("mv", "tea-service", "teahouse")
    running.commit("find a better name")
    folders = {"counter": "counter", "teahouse": "teahouse"}
    running.layout = replace(LAYOUT, folders=folders)

    with pytest.raises(Misuse, match="names teahouse, so nobody knows.*was renamed"):
        running.ask("teahouse")


def test_new_name_for_what_runs_is_unknown(running):
    running.promise("counter", "teahouse", {"/tea": TEA})
    (running.root / "pacts" / "counter-tea-service.json").unlink()
    running.git("mv", "tea-service", "teahouse")
    running.commit("find a better name, and tell the counter")
    folders = {"counter": "counter", "teahouse": "teahouse"}
    running.layout = replace(LAYOUT, folders=folders)

    with pytest.raises(Misuse, match="teahouse is new in test, and tea-service, which"):
        running.ask("teahouse")


def test_consumer_that_runs_under_another_name_is_unknown(running):
    running.git("update-ref", "refs/tags/deployed/test/desk", "deployed/test/counter")
    running.git("update-ref", "-d", "refs/tags/deployed/test/counter")

    with pytest.raises(Misuse, match=r"names desk, .* Known there: counter, tea-serv"):
        running.ask("tea-service")


def test_consumer_of_whom_nobody_knows_where_it_lives_is_unknown(running):
    running.promise("new-phone", "tea-service", {"/tea": {"price": "4.20"}})
    running.commit("note what the new phone reads")
    running.deploy("new-phone")

    answer = running.ask("tea-service")

    assert "Nobody knows where new-phone lives" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_pact_that_does_not_say_what_its_client_reads_is_unknown(running):
    running.promise("counter", "tea-service", {"/tea": TEA})
    file = "pacts/counter-tea-service.json"
    written = (running.root / file).read_text()
    running.write(file, written.replace('"price": "4.20"', '"name2": "x"'))
    running.commit("forget to write the pact anew")
    running.deploy("counter")

    as_provider = running.ask("tea-service")
    as_consumer = running.ask("counter")

    for answer in (as_provider, as_consumer):
        assert "is not what its own tests write at that commit" in answer
        assert "response.body.content.price is new" in answer
        assert verdict(answer).startswith("No: nobody could find out")


def test_pact_that_no_test_writes_any_more_is_unknown(running):
    (running.root / "counter/tests/contract/test_tea_service_pact.py").unlink()
    running.commit("test less")
    running.deploy("counter")

    assert "could write its pact anew" in running.ask("tea-service")


@pytest.mark.parametrize("how", ["forgotten", "ignored", "a folder", "elsewhere"])
def test_pact_that_was_written_and_not_committed_is_unknown(running, how):
    file = "pacts/counter-water-service.json"
    running.promise("counter", "water-service", {"/steam": WATER})
    if how == "ignored":
        running.write(".gitignore", "/pacts/*water*\n")
    else:
        (running.root / file).unlink()
    if how == "a folder":
        running.write(f"{file}/README.md", "Here are pacts.\n")
    if how == "elsewhere":
        running.promise("old-phone", "water-service", {"/water": WATER})
    running.commit("ask for steam, too")
    running.deploy("counter")

    as_consumer, as_provider = running.ask("counter"), running.ask("water-service")

    for answer in (as_consumer, as_provider):
        assert "write counter-water-service.json, and it is not in that" in answer
        assert verdict(answer).startswith("No: nobody could find out")
    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_consumer_that_may_ask_unseen_is_unknown(running):
    broken = "def test_promises_are_made():\n    raise RuntimeError\n"
    running.write("tea-service/tests/contract/test_water_service_pact.py", broken)
    running.commit("begin to ask for water")
    running.deploy("tea-service")

    with pytest.raises(Misuse, match="contract tests of tea-service .* fail"):
        running.ask("water-service")


def test_consumer_whose_contract_tests_fail_is_unknown(running):
    path = "counter/tests/contract/test_tea_service_pact.py"
    text = (running.root / path).read_text()
    running.write(path, f"{text}    assert not 'hot'\n")
    running.commit("break a test")
    running.deploy("counter")

    answer = running.ask("tea-service")

    assert "The contract tests of counter" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_pact_is_written_anew_once_for_the_same_content(running):
    running.ask("tea-service")
    running.write("README.md", "A shop.\n")
    running.commit("say what it is")
    running.deploy("counter")

    running.ask("tea-service")

    assert running.rewritten == ["counter-tea-service.json"]


@pytest.fixture
def clone(running, tmp_path):
    """A clone of the shop as it runs."""

    def make(*options):
        clone = LittleShop(tmp_path / "clone")
        source = running.root.as_uri()
        running.git("clone", "-q", *options, source, str(clone.root))
        return clone

    return make


def test_shallow_clone_without_all_tags_is_no_yes(running, clone):
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    running.commit("forget the price")
    running.deploy("water-service")
    assert verdict(running.ask("tea-service")).startswith("No")
    shallow = clone("--depth=1")

    with pytest.raises(
        Misuse, match=r"deployed/test/counter is missing.*git fetch --p"
    ):
        shallow.ask("tea-service")

    shallow.git("fetch", "-q", "--depth=1", "--prune", "origin", DEPLOYED)
    assert verdict(shallow.ask("tea-service")).startswith("No: tea-service")


def test_tags_that_others_have_moved_are_no_yes(running, clone):
    stale = clone()
    running.promise("counter", "tea-service", {"/tea": {"name": "Assam"}})
    later = running.commit("do without the price")[:9]
    running.deploy("counter")
    stale.git("fetch", "-q")

    with pytest.raises(Misuse, match=f"counter is on .*, and there on {later}"):
        stale.ask("tea-service")

    stale.git("fetch", "-q", "--prune", "origin", DEPLOYED)
    assert verdict(stale.ask("tea-service")).startswith("Yes")


def test_tag_that_nobody_else_has_is_to_be_pushed(clone):
    mine = clone()
    mine.git("update-ref", "refs/tags/deployed/test/old-phone", "HEAD")

    with pytest.raises(Misuse, match="deployed/test/old-phone is not at origin.*push"):
        mine.ask("tea-service", ref="HEAD")


def test_others_that_do_not_answer_are_no_yes(running, clone):
    lonely = clone()
    running.root.rename(running.root.parent / "gone")

    with pytest.raises(Misuse, match="origin does not say what runs in 'test'.*--off"):
        lonely.ask("tea-service")
    assert verdict(lonely.ask("tea-service", is_offline=True)).startswith("Yes")


def test_tag_on_a_commit_that_is_gone_is_told(running):
    lost = running.git(*WHO, "commit-tree", "HEAD^{tree}", "-m", "lost")
    running.git("update-ref", "refs/tags/deployed/test/counter", lost)
    (running.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()

    with pytest.raises(Misuse, match=rf"^The tag deployed/test/counter .*{lost[:9]}, "):
        running.ask("tea-service")


def test_consumer_from_elsewhere_holds_its_provider(running):
    running.promise("old-phone", "tea-service", {"/tea": {"price": "4.20"}})
    running.commit("note what the old phone reads")
    running.deploy("old-phone")
    running.promise("counter", "tea-service", {"/tea": {"name": "Assam"}})
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    running.commit("forget the price")
    running.deploy("counter")

    answer = running.ask("tea-service")

    assert "NO  old-phone → tea-service" in answer
    assert "NO  counter" not in answer


def test_pending_promise_holds_its_consumer_alone(running):
    wish = {"pending": True, "comments": {"owner": "Ada", "until": "2030-01-01"}}
    running.promise("counter", "tea-service", {"/cups": {"left": 3}}, **wish)
    running.commit("wish for cups")

    as_consumer = running.ask("counter")
    running.deploy("counter")
    as_provider = running.ask("tea-service")

    assert "pending, followed up by Ada until 2030-01-01" in as_consumer
    assert verdict(as_consumer).startswith("No")
    assert verdict(as_provider).startswith("Yes")


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


def test_verification_that_leaves_promises_out_is_no_success(running):
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    running.write(path, text.replace('promises_of("tea-service")', "[]"))
    running.commit("look away")

    answer = running.ask("tea-service")

    assert "0 of 1 promises were verified" in answer
    assert verdict(answer).startswith("No: nobody could find out")


@pytest.mark.parametrize(
    ("kept", "changed"),
    [
        ("verification.assert_kept(promise)", "pass"),
        ("@pytest.mark.parametrize", "@pytest.mark.xfail\n@pytest.mark.parametrize"),
        ("verification.assert_kept(promise)", "pytest.xfail('some day')"),
        ("verification.assert_kept(promise)", "pytest.skip('today')"),
    ],
)
def test_broken_promise_is_found_whatever_the_test_makes_of_it(running, kept, changed):
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    running.write(path, text.replace(kept, changed))
    running.commit("forget the price, and look away")

    answer = running.ask("tea-service")

    assert "missing the following keys: price" in answer
    assert verdict(answer).startswith("No: tea-service")


def test_verification_of_another_pact_is_no_success(running):
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    other = (running.root / "pacts" / "counter-tea-service.json").read_text()
    dearer = other.replace("4.20", "5")
    running.write("tea-service/easy/counter-tea-service.json", dearer)
    easy = 'Path("tea-service/easy")'
    text = f"from pathlib import Path\n{text}".replace(
        '_of("tea-service")', f'_of("tea-service", {easy})'
    )
    running.write(path, text.replace("(), states)", f"(), states, {easy})"))
    running.commit("verify what is easy")

    answer = running.ask("tea-service")

    assert "0 of 1 promises were verified" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_pact_without_promises_is_no_success(running):
    running.promise("counter", "tea-service", {})
    running.commit("rely on nothing")
    running.deploy("counter")

    answer = running.ask("tea-service")

    assert "counter-tea-service.json holds no promise" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_pending_promise_holds_its_provider_after_its_day(running):
    wish = {"pending": True, "comments": {"owner": "Ada", "until": "2001-01-01"}}
    running.promise("counter", "tea-service", {"/cups": {"left": 3}}, **wish)
    running.commit("wish for cups, long ago")
    running.deploy("counter")

    assert verdict(running.ask("tea-service")).startswith("No: tea-service")


def test_pact_that_nobody_can_read_is_named_with_its_commit(running):
    running.write("pacts/counter-tea-service.json", "<<<<<<< ours\n{}\n=======\n")
    commit = running.commit("merge in a hurry")[:9]

    with pytest.raises(Misuse, match=rf"At {commit}, counter-tea-s.*marks of a merge"):
        running.ask("tea-service")


def test_version_older_than_its_contracts_says_so(running):
    shutil.rmtree(running.root / "tea-service" / "tests")
    running.commit("as it was before there were contracts")
    running.deploy("tea-service")

    answer = running.ask("counter")

    assert "it is older than its contracts. Deploy a newer tea-service first." in answer


def test_deployed_code_runs_and_not_the_present(running):
    running.serves("tea-service", {"/tea": {}})
    running.commit("forget everything")

    assert verdict(running.ask("counter")).startswith("Yes")


def test_shared_code_of_the_commit_runs_and_not_the_installed(running):
    # The kit itself is installed from its folder here: it stands for all packages.
    installed = Path(contract_kit.__file__).parent
    copy = running.root / "kit" / "src" / "contract_kit"
    shutil.copytree(installed, copy, ignore=shutil.ignore_patterns("__pycache__"))
    words = (copy / "outcomes.py").read_text().replace("expects:", "hopes for:")
    running.write("kit/src/contract_kit/outcomes.py", words)
    running.serves("tea-service", {"/tea": {}})
    running.commit("speak softly")
    running.layout = replace(LAYOUT, sources=("kit/src",))

    assert "counter hopes for: a request for tea" in running.ask("tea-service")


def test_present_code_in_the_place_of_the_old_is_no_verdict(running):
    present = running.root / "tea-service" / "src"
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    running.write(path, f"import sys; sys.path.insert(0, {str(present)!r})\n{text}")
    running.commit("reach for the present")

    answer = running.ask("tea-service")

    assert f"tea_service was loaded from {present}" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_nothing_is_left_behind(running, tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = _everything(running.root / ".git")

    running.ask("tea-service")

    assert list(place.iterdir()) == []
    assert _everything(running.root / ".git") == before
    assert len(running.git("worktree", "list").splitlines()) == 1
    assert running.git("status", "--porcelain") == ""


def test_uncommitted_work_is_refused(running):
    running.serves("tea-service", {"/tea": {}})
    running.write("tea-service/src/tea_service/new.py", "")

    with pytest.raises(Misuse, match=r"^Not committed yet: tea-service/src/.*commit"):
        running.ask("tea-service")
    with pytest.raises(Misuse, match="Not committed yet"):
        running.deploy("tea-service")
    assert verdict(running.ask("tea-service", ref="HEAD")).startswith("Yes")


def test_uncommitted_work_elsewhere_does_not_matter(running):
    running.write("counter/README.md", "Being rewritten.\n")

    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_unknown_environment_is_never_a_yes(shop):
    with pytest.raises(Misuse, match="clone knows of nothing in 'test'.*git fetch"):
        shop.ask("water-service")


def test_unknown_application_names_the_known(running):
    with pytest.raises(Misuse, match="'tee-service'.*counter, tea-service, water"):
        running.ask("tee-service")


def test_unknown_ref_is_told(running):
    with pytest.raises(Misuse, match="no commit 'v99' here"):
        running.ask("tea-service", ref="v99")


def test_folder_that_is_no_repository_is_told_in_the_words_of_git(tmp_path):
    with pytest.raises(Misuse, match="git did not answer in .*not a git repository"):
        record_deployment(Repository(tmp_path), LAYOUT, "counter", "test")


@pytest.mark.parametrize("name", ["Test", "", "../main", "two words", "-f"])
def test_name_that_makes_no_tag_is_refused(running, name):
    with pytest.raises(Misuse, match="take small letters"):
        record_deployment(Repository(running.root), LAYOUT, "counter", name)


def test_record_says_what_moved_and_how_to_share_it(shop):
    repository = Repository(shop.root)
    first = record_deployment(repository, LAYOUT, "counter", "test")
    shop.promise("counter", "tea-service", {"/tea": {}})
    later = shop.commit("ask for less")

    moved = record_deployment(repository, LAYOUT, "counter", "test")
    back = record_deployment(repository, LAYOUT, "counter", "test", ref="HEAD~1")

    old, new = first.version.commit[:9], later[:9]
    assert str(first).startswith(f"The tag deployed/test/counter is new, at {old}.")
    assert f"moved from {old} to {new}" in str(moved)
    assert f"moved from {new} to {old}" in str(back)
    assert "git push --force origin refs/tags/deployed/test/counter" in str(back)
    assert shop.git("rev-parse", "deployed/test/counter") == first.version.commit


def test_annotated_tag_is_a_deployment_too(shop):
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@tea.example")
    shop.git(*who, "tag", "--annotate", "deployed/test/tea-service", "--message=mine")
    commit = shop.git("rev-parse", "HEAD")[:9]

    assert f"tea-service {commit} (in test)" in shop.ask("counter")


def test_clone_without_history_can_be_asked(running, tmp_path):
    running.serves("tea-service", {"/tea": {}})
    running.commit("forget everything")
    shallow = LittleShop(tmp_path / "shallow")
    source = running.root.as_uri()
    running.git("clone", "-q", "--depth=1", "--no-tags", source, str(shallow.root))
    with pytest.raises(Misuse, match="counter is missing, .*water-service is missing"):
        shallow.ask("counter")

    deployed = "+refs/tags/deployed/*:refs/tags/deployed/*"
    shallow.git("fetch", "-q", "--depth=1", "--prune", "origin", deployed)

    assert verdict(shallow.ask("counter")).startswith("Yes")


def test_hooks_of_the_repository_do_not_run(running, tmp_path):
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        hook = running.root / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\necho {name} >> {tmp_path}/hooked\n")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    # An index that is out of date tempts git to write it anew.
    (running.root / "pyproject.toml").touch()

    running.ask("counter")

    assert not (tmp_path / "hooked").exists()


def test_question_from_inside_a_hook_reads_this_repository(
    running, tmp_path, monkeypatch
):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other-index"))
    question = running.ask

    assert verdict(question("counter")).startswith("Yes")


def _everything(folder):
    return {
        os.path.join(place, name)
        for place, folders, files in os.walk(folder)
        for name in (*folders, *files)
    }
