"""Messages in the files of other tools are read, named and verified."""

import hashlib
import json
import re
import subprocess
import sys

import pytest
from flask import Flask

from contract_kit import (
    ContractBroken,
    States,
    interactions_of,
    messages_of,
    verify_messages,
    verify_provider,
)
from contract_kit.pact_files import read_messages, read_pacts
from contract_kit.pact_files.pact_document import UnreadablePact
from contract_kit.provider.unasserted_verifications import MessagesPassedBy
from contract_kit.quality.lint import lint
from contract_kit.quality.mutation_score import measure_mutation_score
from contract_kit.quality.unneeded_states import write_omitted_states

NAMES = {"consumer": {"name": "kitchen"}, "provider": {"name": "tea-service"}}
CONTENTS = {
    "content": {"tea": "assam", "packets": 2},
    "contentType": "application/json",
    "encoded": False,
}
RULES = {"$.packets": {"combine": "AND", "matchers": [{"match": "integer"}]}}
SOLD = {
    "type": "Asynchronous/Messages",
    "description": "a tea is sold",
    "providerStates": [{"name": "there is tea", "params": {"slug": "assam"}}],
    "contents": CONTENTS,
    "matchingRules": {"body": RULES},
    "metadata": {"contentType": "application/json", "topic": "sales"},
}
ASKED = {
    "type": "Synchronous/Messages",
    "description": "a question for tea",
    "request": {"contents": {**CONTENTS, "content": {"tea": "assam"}}},
    "response": [{"contents": CONTENTS, "matchingRules": {"body": RULES}}],
}
CALL = {
    "type": "Synchronous/HTTP",
    "description": "a tea",
    "request": {"method": "GET", "path": "/tea"},
    "response": {"status": 204},
}
OLD = {
    "description": "a tea is sold",
    "providerStates": [{"name": "there is tea", "params": {"slug": "assam"}}],
    "contents": {"tea": "assam", "packets": 2},
    "matchingRules": {"body": RULES},
    "metadata": {"contentType": "application/json", "topic": "sales"},
}


def pact(*interactions):
    metadata = {"pactSpecification": {"version": "4.0"}}
    return NAMES | {"interactions": interactions, "metadata": metadata}


V3 = NAMES | {
    "messages": [OLD],
    "metadata": {"pactSpecification": {"version": "3.0.0"}},
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pacts").mkdir()
    return tmp_path / "pacts"


def put(folder, document, name="kitchen-tea-service.json"):
    (folder / name).write_text(json.dumps(document), "utf-8")


def states():
    known = States()
    known.packets = 0

    @known.state("there is tea")
    def there_is_tea(slug):
        known.packets = 3

    return known


def sold(known, *, topic="sales", packets=None):
    def make():
        count = known.packets if packets is None else packets
        return {"tea": "assam", "packets": count}, {"topic": topic}

    return {"a tea is sold": make, "a question for tea": lambda asked: made(asked)}


def made(asked):
    return asked | {"packets": 2}


@pytest.mark.parametrize("document", [pact(CALL, SOLD, ASKED), V3])
def test_messages_are_read_with_what_is_given(folder, document):
    put(folder, document)

    first = read_messages(folder)[0]

    assert str(first) == "kitchen: a tea is sold, given there is tea"
    assert first.states[0].params == {"slug": "assam"}
    assert first.parts[0]["contents"]["content"] == {"tea": "assam", "packets": 2}


def test_calls_beside_messages_are_read_as_ever(folder):
    put(folder, pact(SOLD, CALL, ASKED))

    assert [each.description for each in read_pacts(folder)] == ["a tea"]


@pytest.mark.parametrize("document", [pact(SOLD, ASKED), V3])
def test_provider_that_sends_them_is_kept(folder, document):
    put(folder, document)
    known = states()

    verification = verify_messages("tea-service", sold(known), known, folder)

    verification.assert_all_kept()
    assert len(verification.outcomes) == len(read_messages(folder))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"packets": "three"}, "body $.packets: Expected 'three' (String)"),
        ({"topic": "returns"}, "metadata topic: Expected metadata key 'topic'"),
    ],
)
def test_provider_that_sends_something_else_is_broken(folder, wrong, sentence):
    put(folder, V3)
    known = states()

    verification = verify_messages("tea-service", sold(known, **wrong), known, folder)

    with pytest.raises(ContractBroken, match=re.escape(sentence)):
        verification.assert_all_kept()


@pytest.mark.parametrize(
    ("until", "is_pending"), [("2999-01-01", True), ("2026-01-01", False)]
)
def test_message_may_be_pending_until_its_day(folder, until, is_pending):
    comments = {"owner": "Ada", "until": until}
    put(folder, pact(SOLD | {"pending": True, "comments": comments}))

    verification = verify_messages("tea-service", {}, states(), folder)

    assert bool(verification.pending) is is_pending
    assert bool(verification.broken) is not is_pending


def broken_producer():
    raise RuntimeError("the kettle is empty")


@pytest.mark.parametrize(
    ("producers", "known", "sentence"),
    [
        ({}, states(), "nothing makes this message"),
        (sold(states()), States(), "The state 'there is tea' is unknown"),
        (
            {"a tea is sold": broken_producer},
            states(),
            "making this message raised RuntimeError: the kettle is empty",
        ),
    ],
)
def test_message_that_cannot_be_made_is_broken_with_the_reason(
    folder, producers, known, sentence
):
    put(folder, V3)

    verification = verify_messages("tea-service", producers, known, folder)

    (outcome,) = verification.broken
    assert sentence in str(outcome)


def test_provider_without_messages_is_no_success(folder):
    put(folder, pact(CALL))

    with pytest.raises(ContractBroken, match="No message of tea-service"):
        verify_messages("tea-service", {}, folder=folder)


@pytest.fixture
def app():
    app = Flask("tea_service")
    app.config["TESTING"] = True
    app.add_url_rule("/tea", "tea", lambda: ("", 204))
    return app


def test_messages_that_nobody_verifies_are_named_at_the_end(
    folder, app, own_assertion_log
):
    put(folder, pact(CALL, SOLD))

    verification = verify_provider("tea-service", app, folder=folder)

    verification.assert_all_kept()
    assert len(interactions_of("tea-service", folder)) == 1
    with pytest.warns(MessagesPassedBy, match="1 message is passed by.*a tea is sold"):
        own_assertion_log.refuse_overlooked()


@pytest.mark.filterwarnings("error")
def test_messages_that_are_verified_are_not_named(folder, app, own_assertion_log):
    put(folder, pact(CALL, SOLD))
    known = states()

    verify_provider("tea-service", app, folder=folder).assert_all_kept()
    verify_messages("tea-service", sold(known), known, folder).assert_all_kept()

    own_assertion_log.refuse_overlooked()


def test_test_that_forgets_to_assert_a_message_is_refused(folder, own_assertion_log):
    put(folder, pact(SOLD))
    (message,) = messages_of("tea-service", folder)

    assert own_assertion_log.is_about([message]) is message
    with pytest.raises(ContractBroken, match="asserts nothing: kitchen: a tea is sold"):
        own_assertion_log.refuse_unasserted(message)


def test_message_is_measured_like_a_response(folder):
    put(folder, pact(SOLD))

    score = measure_mutation_score(folder)

    assert score.is_full
    fields = {mutant.field for mutant in score.mutants}
    assert {"$.packets", "$.tea", "header topic"} <= fields
    assert "status" not in fields


def test_lint_holds_messages_to_states_integrations_and_secrets(folder):
    secret = {"content": {"key": hashlib.sha256(b"tea").hexdigest()}}
    put(folder, pact(SOLD, SOLD, ASKED | {"request": {"contents": secret}}))

    found = lint(folder, {"tea-service": {"there is coffee"}}, [])

    sentences = "\n".join(map(str, found))
    assert "nobody knows of this integration" in sentences
    assert "does not know the state 'there is tea'" in sentences
    assert "no interaction needs the state 'there is coffee'" in sentences
    assert "is written 2 times" in sentences
    assert "made-up example" in sentences


@pytest.mark.parametrize(
    "command",
    [
        ["report", "--page", "page.html"],
        ["stub", "coffee-service"],
        ["coverage", "--traffic", "pacts", "--report", "r.txt"],
    ],
)
def test_commands_about_calls_name_the_messages(folder, command):
    put(folder, pact(CALL, SOLD, ASKED))

    done = called(folder, command)

    assert "2 messages are passed by" in done.stderr
    assert "tea-service for kitchen: a tea is sold" in done.stderr


def called(folder, command):
    program = (sys.executable, "-m", "contract_kit")
    return subprocess.run(  # noqa: S603 - this interpreter, and our own modules
        [*program, *command, "--pacts", str(folder)],
        cwd=folder.parent,
        capture_output=True,
        text=True,
    )


def test_states_are_left_out_of_calls_alone(folder, tmp_path):
    put(folder, pact(CALL | {"providerStates": SOLD["providerStates"]}, SOLD))

    (omitted,) = write_omitted_states(folder, tmp_path)

    assert omitted.state.name == "there is tea"
    assert read_messages(tmp_path) == []


@pytest.mark.parametrize("document", [[], 3, {"name": "furrow"}, "tea"])
def test_other_json_is_named_and_passed_by(folder, document, caplog):
    put(folder, pact(CALL))
    put(folder, document, "package.json")

    assert len(read_pacts(folder)) == 1

    assert "package.json is JSON and no pact, and is passed by" in caplog.text
    (finding,) = lint(folder, {}, [("kitchen", "tea-service")])
    assert str(finding).startswith("package.json: is JSON and no pact")


@pytest.mark.parametrize(
    "document",
    [
        pact(SOLD | {"description": 5}),
        pact(SOLD | {"contents": 5}),
        pact(SOLD | {"matchingRules": {"body": {"$": {"matchers": []}}}}),
        pact(ASKED | {"response": {}}),
        V3 | {"messages": [5]},
        V3 | {"messages": {}},
    ],
)
def test_misshapen_message_is_refused_with_its_place(folder, document):
    put(folder, document)

    with pytest.raises(UnreadablePact, match=r"^kitchen-tea-service.json"):
        read_messages(folder)
