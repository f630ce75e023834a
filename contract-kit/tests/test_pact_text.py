"""Whatever lies among the pacts is read, or named with file, cause and way out."""

import json
import subprocess
import sys

import pytest
from flask import Flask, jsonify

from contract_kit import States, promises_of, verify_provider
from contract_kit.lint import lint
from contract_kit.map import contract_map
from contract_kit.pact_files import read_pacts
from contract_kit.pact_text import UnreadablePact
from contract_kit.strength import measure_strength
from contract_kit.stub import create_stub

ASKED = {"method": "GET", "path": "/teas/assam", "query": "kind=black&kind=loose"}
BODY = {"name": "Assam", "tags": ["hot"]}
RULES = {"$.body.name": {"match": "type"}, "$.body.tags": {"match": "type", "min": 1}}
HEADERS = {"Content-Type": "application/json"}
ANSWERED = {"status": 200, "headers": HEADERS, "body": BODY, "matchingRules": RULES}
NAMES = {"consumer": {"name": "counter"}, "provider": {"name": "tea-service"}}
ONE = {"description": "a tea", "request": ASKED, "response": ANSWERED}
PLAIN = ONE | {"response": {"status": 200, "headers": HEADERS, "body": BODY}}


def pact(version, interaction=None, **parts):
    metadata = {"pactSpecification": {"version": version}}
    given = {"interactions": [interaction or ONE]}
    return NAMES | given | {"metadata": metadata} | parts


OLD = {
    "version 1": pact("1.0.0", PLAIN | {"providerState": "there is tea"}),
    "version 2": pact("2.0.0", ONE | {"providerState": "there is tea"}),
    "version 2, no state": pact("2.0.0"),
    "version 2, other words": NAMES
    | {"interactions": [ONE], "metadata": {"pact-specification": {"version": "2.0.0"}}},
    "version 3": pact(
        "3.0.0",
        ONE
        | {
            "providerStates": [{"name": "there is tea"}],
            "request": ASKED | {"query": {"kind": ["black", "loose"]}},
            "response": ANSWERED
            | {
                "matchingRules": {
                    "body": {
                        "$.name": {"matchers": [{"match": "type"}]},
                        "$.tags": {"matchers": [{"match": "type", "min": 1}]},
                    }
                }
            },
        },
    ),
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pacts").mkdir()
    return tmp_path / "pacts"


def put(folder, content):
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "counter-tea-service.json").write_bytes(content)


def tea_service(name="Ceylon"):
    app = Flask("tea_service")
    app.config["TESTING"] = True
    app.add_url_rule("/teas/assam", "tea", lambda: jsonify(name=name, tags=["new"]))
    return app


def states():
    known = States()
    known.state("there is tea")(lambda: None)
    return known


@pytest.mark.parametrize("document", OLD.values(), ids=OLD)
def test_older_pact_is_verified(folder, document):
    put(folder, document)

    kept = verify_provider("tea-service", tea_service("Assam"), states(), folder)
    broken = verify_provider("tea-service", tea_service(7), states(), folder)

    exact = document["metadata"].get("pactSpecification", {}).get("version") == "1.0.0"
    assert len(kept.broken) == (1 if exact else 0)
    assert len(broken.broken) == 1


@pytest.mark.parametrize("document", OLD.values(), ids=OLD)
def test_older_pact_is_linted_measured_drawn_and_played(folder, document):
    put(folder, document)
    promises = read_pacts(folder)

    findings = lint(folder, {"tea-service": ["there is tea"]}, [])
    strength = measure_strength(folder, 1)
    page = contract_map(promises)
    stub = create_stub("tea-service", promises).test_client()
    answer = stub.get("/teas/assam?kind=black&kind=loose")

    assert findings
    assert strength.killed > 0
    assert strength.unsound == ()
    assert "Assam" in page
    assert (answer.status_code, answer.json) == (200, BODY)


def test_byte_order_mark_is_no_trouble(folder):
    put(folder, b"\xef\xbb\xbf" + json.dumps(OLD["version 3"]).encode())

    verification = verify_provider("tea-service", tea_service(), states(), folder)

    verification.assert_all_kept()


UNREADABLE = {
    "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n": "marks of a merge",
    json.dumps(OLD["version 3"])[:100]: "only half of it",
    "": "is empty",
    "\n": "is empty",
    b"\xff\xfe{": "is not UTF-8",
    "[]": "lacks an object",
    "3": "lacks an object",
    '{"name": "furrow"}': "lacks the name of a consumer",
    '{"consumer": {"name": "a"}, "provider": "b"}': "lacks the name of a provider",
    json.dumps(NAMES): "has no list of interactions",
    json.dumps(NAMES | {"interactions": {}}): "has no list of interactions",
    json.dumps(NAMES | {"interactions": [3]}): "interaction 1 lacks everything",
    json.dumps(NAMES | {"interactions": [{}]}): "interaction 1 lacks a description",
    json.dumps(pact("4.0", ONE | {"request": {}})): "lacks the method or the path",
    json.dumps(pact("4.0", ONE | {"response": {}})): "lacks the status",
    json.dumps(NAMES | {"messages": []}): "promises messages",
    json.dumps(
        pact("4.0", {"description": "a tea", "type": "Asynchronous/Messages"})
    ): "promises messages",
    json.dumps(
        pact("4.0", {"description": "a tea", "type": "Synchronous/Messages"})
    ): "promises messages",
    "[" * 100_000: "nested too deep",
}


@pytest.mark.parametrize(
    ("content", "cause"), UNREADABLE.items(), ids=UNREADABLE.values()
)
def test_anything_else_is_named_with_file_cause_and_way_out(folder, content, cause):
    put(folder, content)

    for read in (
        lambda: read_pacts(folder),
        lambda: promises_of("tea-service", folder),
        lambda: lint(folder, {}, []),
        lambda: measure_strength(folder),
    ):
        with pytest.raises(UnreadablePact, match=cause) as trouble:
            read()
        sentence = str(trouble.value)
        assert sentence.startswith("counter-tea-service.json")
        assert "\n" not in sentence
        assert any(way in sentence for way in ("write it anew", "in another folder"))


@pytest.mark.parametrize("kind", ["folder", "link to nothing", "link to itself"])
def test_what_is_no_file_is_named_with_cause_and_way_out(folder, kind):
    place = folder / "counter-tea-service.json"
    if kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(place if kind == "link to itself" else folder / "nowhere")

    for read in (
        lambda: read_pacts(folder),
        lambda: promises_of("tea-service", folder),
        lambda: lint(folder, {}, []),
        lambda: measure_strength(folder),
    ):
        with pytest.raises(UnreadablePact, match="^counter.*cannot be read as a file"):
            read()


def test_strength_of_nothing_is_no_strength(folder):
    strength = measure_strength(folder)

    assert not strength.is_full
    assert str(strength) == "0 of 0 faults noticed (0 %)."


COMMANDS = [
    ["contract_kit.stub", "tea-service"],
    ["contract_kit.map", "--page", "page.html"],
    ["contract_kit.coverage", "--traffic", "pacts", "--report", "report.txt"],
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("named", ["pacts", "nowhere"])
def test_commands_do_not_take_nothing_for_a_folder_of_pacts(folder, command, named):
    done = called(folder, command, named)

    assert done.returncode == 2
    assert done.stderr.startswith(f"No promise is in {folder.parent / named}: let ")
    assert len(done.stderr.splitlines()) == 1


def test_stub_of_nobody_names_those_there_are(folder):
    put(folder, OLD["version 3"])

    done = called(folder, ["contract_kit.stub", "coffee-service"])

    assert done.returncode == 2
    assert "coffee-service has promised nothing" in done.stderr
    assert "Known: tea-service." in done.stderr


def called(folder, command, named="pacts"):
    return subprocess.run(  # noqa: S603 - this interpreter, and our own modules
        [sys.executable, "-m", *command, "--pacts", str(folder.parent / named)],
        cwd=folder.parent,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_say_it_in_one_sentence(folder, command):
    put(folder, '{"consumer": ')

    done = called(folder, command)

    assert done.returncode == 2
    (sentence,) = done.stderr.strip().splitlines()
    assert sentence.startswith("counter-tea-service.json is no JSON")
