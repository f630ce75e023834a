"""An application that nobody knows by its name is never taken for one that fits."""

from dataclasses import replace

import pytest

from contract_kit.deployment import UsageError

from .sample_repository import LAYOUT, TEA, verdict


def test_application_without_pacts_may_be_deployed(running):
    folders = {**LAYOUT.folders, "clock": "clock"}
    running.layout = replace(LAYOUT, folders=folders, silent=("clock", "water-service"))

    assert "nobody in test asks clock" in verdict(running.ask("clock"))


def test_application_that_no_pact_names_is_unknown(running):
    running.git("mv", "tea-service", "teahouse")
    running.commit("find a better name")
    folders = {"counter": "counter", "teahouse": "teahouse"}
    running.layout = replace(LAYOUT, folders=folders)

    with pytest.raises(
        UsageError, match="names teahouse, so nobody knows.*was renamed"
    ):
        running.ask("teahouse")


def test_new_name_for_what_runs_is_unknown(running):
    running.interaction("counter", "teahouse", {"/tea": TEA})
    (running.root / "pacts" / "counter-tea-service.json").unlink()
    running.git("mv", "tea-service", "teahouse")
    running.commit("find a better name, and adapt the counter")
    folders = {"counter": "counter", "teahouse": "teahouse"}
    running.layout = replace(LAYOUT, folders=folders)

    with pytest.raises(
        UsageError, match="teahouse is new in test, and tea-service, which"
    ):
        running.ask("teahouse")


def test_consumer_that_runs_under_another_name_is_unknown(running):
    running.git("update-ref", "refs/tags/deployed/test/desk", "deployed/test/counter")
    running.git("update-ref", "-d", "refs/tags/deployed/test/counter")

    with pytest.raises(
        UsageError, match=r"names desk, .* Known there: counter, tea-serv"
    ):
        running.ask("tea-service")


def test_consumer_of_whom_nobody_knows_where_it_lives_is_unknown(running):
    running.interaction("new-phone", "tea-service", {"/tea": {"price": "4.20"}})
    running.commit("note what the new phone reads")
    running.deploy("new-phone")

    answer = running.ask("tea-service")

    assert "Nobody knows where new-phone lives" in answer
    assert verdict(answer).startswith("No: nobody could find out")
