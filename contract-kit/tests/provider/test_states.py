"""A provider's states are asked for over HTTP, and every trouble is a sentence."""

import pytest
from flask import Flask

from contract_kit import States, add_state_endpoint
from contract_kit.provider.state_endpoint import NotUnderTest

STATE_ENDPOINT = "/_contract/state"


@pytest.fixture
def shelf():
    return ["dust"]


@pytest.fixture
def states(shelf):
    states = States()
    states.reset(shelf.clear)

    @states.state("a tea is on the shelf")
    def tea_on_the_shelf(name, packets=1):
        shelf.extend([name] * packets)
        return {"place": len(shelf)}

    @states.state("the shelf has fallen down")
    def fallen_shelf():
        raise OSError("no nails left")

    @states.state("a tea has a colour")
    def coloured_tea():
        return {"colour": {"green"}}

    return states


@pytest.fixture
def ask(states):
    app = Flask("tea")
    app.config["TESTING"] = True
    add_state_endpoint(app, states)
    client = app.test_client()

    def ask(state, action="setup", **params):
        body = {"state": state, "action": action, "params": params}
        return client.post(STATE_ENDPOINT, json=body)

    return ask


def test_state_is_brought_about_and_gives_values(ask, shelf):
    answer = ask("a tea is on the shelf", name="Assam", packets=2)

    assert (answer.status_code, answer.json) == (200, {"place": 2})
    assert shelf == ["Assam", "Assam"]


def test_unknown_state_says_how_to_add_it(ask):
    answer = ask("the kettle boils")

    assert answer.status_code == 422
    assert (
        "add a function for it with @states.state('the kettle boils')"
        in (answer.json["problem"])
    )
    assert "'a tea is on the shelf'" in answer.json["problem"]


def test_raising_state_is_no_server_error(ask):
    answer = ask("the shelf has fallen down")

    assert answer.status_code == 422
    assert answer.json["problem"] == (
        "The state 'the shelf has fallen down' raised OSError: no nails left: mend its "
        "function."
    )


def test_other_parameters_are_named(ask):
    answer = ask("a tea is on the shelf", colour="green")

    assert answer.status_code == 422
    assert "was asked for with (colour)" in answer.json["problem"]
    assert "takes (name, packets=1)" in answer.json["problem"]


def test_values_must_be_fit_for_json(ask):
    answer = ask("a tea has a colour")

    assert answer.status_code == 422
    assert "not JSON serializable" in answer.json["problem"]


def test_each_interaction_begins_anew(ask, shelf):
    ask("a tea is on the shelf", name="Assam")
    ask("a tea is on the shelf", name="Ceylon")
    assert shelf == ["Assam", "Ceylon"]

    ask("a tea is on the shelf", action="teardown")
    ask("a tea is on the shelf", name="Darjeeling")

    assert shelf == ["Darjeeling"]


def test_interaction_without_state_begins_anew_too(ask, shelf):
    assert ask("").json == {}

    assert shelf == []


def test_failed_state_leaves_nothing_behind(ask, shelf):
    ask("a tea is on the shelf", name="Assam")
    ask("the kettle boils")

    ask("a tea is on the shelf", name="Ceylon")

    assert shelf == ["Ceylon"]


def test_raising_reset_is_a_sentence(states, ask):
    @states.reset
    def sweep():
        raise OSError("no broom")

    answer = ask("a tea is on the shelf", name="Assam")

    assert answer.status_code == 422
    assert "sweep(), which resets the provider" in answer.json["problem"]


def test_state_is_registered_once(states):
    with pytest.raises(ValueError, match="registered twice"):
        states.state("a tea is on the shelf")(lambda: None)


def test_registry_knows_its_names(states):
    assert sorted(states.names) == [
        "a tea has a colour",
        "a tea is on the shelf",
        "the shelf has fallen down",
    ]


def test_door_stays_shut_outside_tests(states):
    with pytest.raises(NotUnderTest, match="TESTING"):
        add_state_endpoint(Flask("tea"), states)


def test_application_has_one_registry(states):
    app = Flask("tea")
    app.config["TESTING"] = True
    add_state_endpoint(app, states)
    add_state_endpoint(app, states)

    with pytest.raises(RuntimeError, match="make a new app"):
        add_state_endpoint(app, States())
