"""An interaction counts by what was found, whatever its test is called or marked."""

import json
from datetime import date, timedelta

import pytest

from contract_kit.pact_files import read_pacts
from contract_kit.provider.outcomes import read_outcomes

pytest_plugins = ["pytester"]

COUNTER_OF_TEA = ("counter", "tea-service")
OTHER = date.today() + timedelta(days=9), date.today() - timedelta(days=1)
FORGETFUL = ("verification.assert_kept(interaction)", "pass")


@pytest.fixture
def test_of_provider(service):
    """The test that holds the tea-service to its interactions, with a part replaced."""
    module = service.path / "test_service.py"

    def change(old, new):
        text = module.read_text()
        assert old in text
        module.write_text(text.replace(old, new))

    return change


@pytest.fixture
def broken(service):
    """The tea-service forgets its prices."""
    shop = service.path / "tea_service.py"
    shop.write_text(shop.read_text().replace('"price"', '"cost"'))
    return service


@pytest.fixture
def found(service):
    """What a run finds out, with options of pytest."""

    def run(*options):
        folder = service.path / "outcomes"
        words = ("test_service.py", f"--contract-outcomes={folder}", *options)
        result = service.runpytest_subprocess(*words)
        return result, read_outcomes(folder, read_pacts(service.path / "pacts"))

    return run


def change_first(service, **parts):
    (path,) = (service.path / "pacts").iterdir()
    document = json.loads(path.read_text())
    document["interactions"][0] |= parts
    path.write_text(json.dumps(document))


@pytest.mark.parametrize("options", [(), ("-n2",), ("-n2", "--dist", "loadfile")])
def test_kept_interactions_are_counted(found, options):
    result, outcomes = found(*options)

    assert result.ret == 0
    assert outcomes.kept == {COUNTER_OF_TEA: 11}
    assert outcomes.broken == ()


@pytest.mark.usefixtures("broken")
def test_broken_interaction_is_not_counted_but_reported(found):
    result, outcomes = found()

    assert result.ret == 1
    assert 0 < outcomes.kept[COUNTER_OF_TEA] < 11
    assert len(outcomes.broken) == 11 - outcomes.kept[COUNTER_OF_TEA]
    assert "counter expects: a request for a tea" in outcomes.broken[0]


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("options", [(), ("-n2",)])
def test_test_that_forgets_to_assert_is_red(found, test_of_provider, options):
    test_of_provider(*FORGETFUL)

    result, outcomes = found(*options)

    assert result.ret == 1
    assert outcomes.broken
    result.stdout.fnmatch_lines(["*passed and asserts nothing: counter: a request*"])


def test_test_that_asserts_another_interaction_is_red(found, test_of_provider):
    test_of_provider(
        FORGETFUL[0], "verification.assert_kept(interactions_of('tea-service')[0])"
    )

    result, _ = found()

    assert result.ret == 1
    result.assert_outcomes(passed=11, errors=10)


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("mark", ["xfail", "skip", "xfail(run=False)"])
def test_mark_on_the_whole_verification_is_red(found, test_of_provider, mark):
    test_of_provider(
        "@pytest.mark.parametrize", f"@pytest.mark.{mark}\n@pytest.mark.parametrize"
    )

    result, outcomes = found()

    assert result.ret == 1
    assert outcomes.kept[COUNTER_OF_TEA] < 11
    result.stdout.fnmatch_lines(["*Take the mark away: an interaction that may fail*"])


@pytest.mark.usefixtures("broken")
def test_expected_failure_of_all_interactions_at_once_is_red(service):
    service.makepyfile(
        test_service="""
import pytest
from contract_kit import verify_provider
from tea_service import Storeroom, create_app
from tea_states import states_of

@pytest.mark.xfail
def test_interactions_are_kept():
    room = Storeroom()
    found = verify_provider("tea-service", create_app(room), states_of(room))
    found.assert_all_kept()
"""
    )

    service.runpytest_subprocess("test_service.py").assert_outcomes(failed=1)


LENIENT = {
    "caught": """
    with contextlib.suppress(AssertionError):
        verification.assert_kept(interaction)
""",
    "skipped": """
    try:
        verification.assert_kept(interaction)
    except AssertionError:
        pytest.skip("not today")
""",
    "excused": """
    if any(each.interaction == interaction for each in verification.broken):
        pytest.xfail("not today")
""",
}


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("lenience", LENIENT.values(), ids=LENIENT)
def test_test_that_looks_away_from_a_broken_interaction_is_red(
    found, test_of_provider, lenience
):
    test_of_provider(FORGETFUL[0], f"import contextlib\n{lenience}")

    result, outcomes = found()

    assert result.ret == 1
    assert outcomes.broken
    counts = result.parseoutcomes()
    assert counts.get("errors", 0) + counts.get("failed", 0) == len(outcomes.broken)


def write_test_of_all_interactions(folder, ending):
    folder.makepyfile(
        test_service=f"""
import contextlib
import pytest
from contract_kit import interactions_of, verify_provider
from tea_service import Storeroom, create_app
from tea_states import states_of

def test_interactions_are_kept():
    room = Storeroom()
    found = verify_provider("tea-service", create_app(room), states_of(room))
{ending}
"""
    )


ALL_AT_ONCE = {
    "skipped": "    if found.broken:\n        pytest.skip('not today')",
    "excused": "    if found.broken:\n        pytest.xfail('not today')",
    "caught": """
    try:
        found.assert_all_kept()
    except AssertionError:
        pytest.xfail('not today')
""",
}


@pytest.mark.parametrize("lenience", ALL_AT_ONCE.values(), ids=ALL_AT_ONCE)
def test_test_of_all_interactions_that_looks_away_is_red(broken, lenience):
    write_test_of_all_interactions(broken, lenience)

    broken.runpytest_subprocess("test_service.py").assert_outcomes(failed=1)


LOOKS_AWAY = {
    "caught": """
    with contextlib.suppress(AssertionError):
        found.assert_all_kept()
""",
    "caught one by one": """
    for interaction in interactions_of("tea-service"):
        with contextlib.suppress(AssertionError):
            found.assert_kept(interaction)
""",
    "printed": "    print(*found.broken)",
}


@pytest.mark.parametrize("lenience", LOOKS_AWAY.values(), ids=LOOKS_AWAY)
def test_passing_test_that_was_shown_a_failed_interaction_is_red(broken, lenience):
    write_test_of_all_interactions(broken, lenience)

    result = broken.runpytest_subprocess("test_service.py")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*a test was shown, and that test has passed: let*"])


def test_one_red_test_answers_for_an_interaction_that_others_print(broken):
    broken.makepyfile(
        test_service="""
from contract_kit import verify_provider
from tea_service import Storeroom, create_app
from tea_states import states_of

room = Storeroom()
found = verify_provider("tea-service", create_app(room), states_of(room))

def test_failures_are_printed():
    print(*found.broken)

def test_interactions_are_kept():
    found.assert_all_kept()
"""
    )

    result = broken.runpytest_subprocess("test_service.py")

    result.assert_outcomes(passed=1, failed=1)


def test_expected_failure_of_a_test_case_is_red(broken):
    broken.makepyfile(
        test_service="""
import unittest
from contract_kit import verify_provider
from tea_service import Storeroom, create_app
from tea_states import states_of

class TeaService(unittest.TestCase):
    @unittest.expectedFailure
    def test_interactions_are_kept(self):
        room = Storeroom()
        verify_provider("tea-service", create_app(room), states_of(room)
        ).assert_all_kept()
"""
    )

    broken.runpytest_subprocess("test_service.py").assert_outcomes(failed=1)


def test_second_verification_does_not_hide_the_first(broken):
    broken.makepyfile(
        test_service="""
from contract_kit import States, verify_provider
from tea_service import Storeroom, create_app
from tea_states import states_of

def held(app):
    room = Storeroom()
    return verify_provider("tea-service", app or create_app(room), states_of(room))

def test_interactions_are_kept():
    held(None)
    held(None).broken
"""
    )

    result = broken.runpytest_subprocess("test_service.py")

    result.assert_outcomes(passed=1, errors=1)


@pytest.mark.parametrize("asserted", ["", "found.assert_kept(interactions[-1])"])
def test_broken_interaction_that_nobody_asserts_is_red(broken, asserted):
    broken.makepyfile(
        test_service=f"""
from contract_kit import interactions_of, verify_provider
from tea_service import Storeroom, create_app
from tea_states import states_of

def test_interactions_are_kept():
    room = Storeroom()
    interactions = interactions_of("tea-service")
    found = verify_provider("tea-service", create_app(room), states_of(room))
    {asserted}
"""
    )

    result = broken.runpytest_subprocess("test_service.py")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*test*assert*"])


def test_some_of_the_tests_may_be_run_alone(service):
    result = service.runpytest_subprocess("test_service.py", "-k", "packets")

    assert result.ret == 0


def test_pending_interaction_may_fail_until_its_day(service, found):
    comments = {"owner": "Ada", "until": OTHER[0].isoformat()}
    change_first(service, pending=True, comments=comments, response={"status": 418})

    result, outcomes = found()

    assert result.ret == 0
    assert outcomes.pending == {COUNTER_OF_TEA: 1}
    assert outcomes.kept == {COUNTER_OF_TEA: 10}


@pytest.mark.parametrize("day", [OTHER[1].isoformat(), "some day"])
def test_pending_interaction_past_its_day_is_broken(service, found, day):
    comments = {"owner": "Ada", "until": day}
    change_first(service, pending=True, comments=comments, response={"status": 418})

    result, outcomes = found()

    assert result.ret == 1
    assert len(outcomes.broken) == 1


def test_pact_without_interactions_is_red_beside_a_good_one(service):
    (path,) = (service.path / "pacts").iterdir()
    empty = json.loads(path.read_text()) | {"interactions": []}
    empty["consumer"]["name"] = "kiosk"
    (path.parent / "kiosk-tea-service.json").write_text(json.dumps(empty))

    result = service.runpytest_subprocess("test_service.py")

    assert result.ret != 0
    result.stdout.fnmatch_lines(["*kiosk-tea-service.json holds no interaction*"])


def test_interaction_of_another_folder_is_not_counted(service, found):
    elsewhere = service.path / "elsewhere"
    (service.path / "pacts").rename(elsewhere)
    result, _ = found("--pacts=elsewhere")
    assert result.ret == 0
    elsewhere.rename(service.path / "pacts")
    change_first(service, response={"status": 418})

    folder = service.path / "outcomes"
    counted = read_outcomes(folder, read_pacts(service.path / "pacts"))

    assert counted.kept == {COUNTER_OF_TEA: 10}
