"""A version is deployed only beside those that it fits, and git alone knows which."""

import pytest

from contract_kit.deployment import UsageError

from .sample_repository import TEA, WATER, verdict


def test_what_runs_already_may_be_deployed(running):
    answer = running.ask("tea-service")

    assert verdict(answer).startswith("Yes: tea-service ")


def test_application_is_checked_as_consumer_and_as_provider(running):
    running.interaction("tea-service", "water-service", {"/water": WATER})
    running.commit("ask for water")

    answer = running.ask("tea-service")

    assert answer.count("1 interaction  yes") == 2
    assert running.runs == ["water-service", "tea-service"]


def test_provider_that_drops_a_read_field_is_refused(running):
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    commit = running.commit("forget the price")[:9]
    deployed = running.git("rev-parse", "deployed/test/counter")[:9]

    answer = running.ask("tea-service")

    assert answer == (
        f"counter {deployed} (in test)  →  tea-service {commit}  1 interaction  NO\n"
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
    running.commit("name the origin")

    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_field_may_go_when_its_last_reader_has_gone(running):
    running.interaction("counter", "tea-service", {"/tea": {"name": "Assam"}})
    running.commit("do without the price")
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    running.commit("forget the price")
    assert verdict(running.ask("tea-service")).startswith("No")

    running.deploy("counter")

    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_consumer_may_not_come_before_its_provider(running):
    running.serves("tea-service", {"/tea": TEA, "/cups": {"left": 3}})
    running.interaction("counter", "tea-service", {"/tea": TEA, "/cups": {"left": 3}})
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
    running.interaction("counter", "tea-service", {"/tea": TEA}, providerStates=given)
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


def test_consumer_from_elsewhere_holds_its_provider(running):
    running.interaction("old-phone", "tea-service", {"/tea": {"price": "4.20"}})
    running.commit("note what the old phone reads")
    running.deploy("old-phone")
    running.interaction("counter", "tea-service", {"/tea": {"name": "Assam"}})
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    running.commit("forget the price")
    running.deploy("counter")

    answer = running.ask("tea-service")

    assert "NO  old-phone → tea-service" in answer
    assert "NO  counter" not in answer


def test_pending_interaction_holds_its_consumer_alone(running):
    wish = {"pending": True, "comments": {"owner": "Ada", "until": "2030-01-01"}}
    running.interaction("counter", "tea-service", {"/cups": {"left": 3}}, **wish)
    running.commit("wish for cups")

    as_consumer = running.ask("counter")
    running.deploy("counter")
    as_provider = running.ask("tea-service")

    assert "pending, followed up by Ada until 2030-01-01" in as_consumer
    assert verdict(as_consumer).startswith("No")
    assert verdict(as_provider).startswith("Yes")


def test_pact_without_interactions_is_no_success(running):
    running.interaction("counter", "tea-service", {})
    running.commit("rely on nothing")
    running.deploy("counter")

    answer = running.ask("tea-service")

    assert "counter-tea-service.json holds no interaction" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_pending_interaction_holds_its_provider_after_its_day(running):
    wish = {"pending": True, "comments": {"owner": "Ada", "until": "2001-01-01"}}
    running.interaction("counter", "tea-service", {"/cups": {"left": 3}}, **wish)
    running.commit("wish for cups, long ago")
    running.deploy("counter")

    assert verdict(running.ask("tea-service")).startswith("No: tea-service")


def test_pact_that_nobody_can_read_is_named_with_its_commit(running):
    running.write("pacts/counter-tea-service.json", "<<<<<<< ours\n{}\n=======\n")
    commit = running.commit("merge in a hurry")[:9]

    with pytest.raises(
        UsageError, match=rf"At {commit}, counter-tea-s.*marks of a merge"
    ):
        running.ask("tea-service")


def test_json_that_is_no_pact_is_passed_by_with_its_name(running, caplog):
    running.write("pacts/package.json", '{"name": "furrow"}')
    running.commit("leave something among the pacts")

    assert verdict(running.ask("tea-service")).startswith("Yes: tea-service ")
    assert "package.json is JSON and no pact" in caplog.text
