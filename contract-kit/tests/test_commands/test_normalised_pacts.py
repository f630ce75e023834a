"""A pact of another tool is committed in one spelling, whatever wrote it."""

import json

import pytest

from contract_kit.pact_files.pact_document import UnreadablePact
from contract_kit.test_commands import normalise, normalise_folder

NAME = "counter-tea-service.json"


def interaction(description="a tea", state="Assam is in the tin"):
    return {
        "type": "Synchronous/HTTP",
        "description": description,
        "providerStates": [{"name": state}],
        "request": {"method": "GET", "path": "/teas/assam"},
        "response": {"status": 200},
    }


def pact(*interactions, **metadata):
    return {
        "provider": {"name": "tea-service"},
        "interactions": list(interactions),
        "consumer": {"name": "counter"},
        "metadata": {"pactSpecification": {"version": "4.0"}, **metadata},
    }


def written(document):
    return normalise(json.dumps(document).encode(), NAME)


def test_version_of_the_tool_is_left_out():
    newer = pact(
        interaction(),
        **{"pact-js": {"version": "17.1.4"}, "pactRust": {"ffi": "0.5.8"}},
    )

    assert written(newer) == written(pact(interaction()))


def test_order_of_the_tests_makes_no_difference():
    tea, pot = interaction("a tea"), interaction("a pot")

    assert written(pact(tea, pot)) == written(pact(pot, tea))


def test_what_is_normalised_stays_as_it_is():
    once = written(pact(interaction()))

    assert normalise(once, NAME) == once


def test_whole_folder_is_normalised(tmp_path):
    (tmp_path / NAME).write_text(json.dumps(pact(interaction(), tool={"version": "1"})))

    normalise_folder(tmp_path)

    assert (tmp_path / NAME).read_bytes() == written(pact(interaction()))


def test_pact_of_no_known_version_is_refused():
    document = pact(interaction()) | {"metadata": {"tool": "1.0"}}

    with pytest.raises(UnreadablePact, match="which version of Pact"):
        written(document)
