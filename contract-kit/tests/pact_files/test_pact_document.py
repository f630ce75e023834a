"""Whatever lies among the pacts is read, or named with file, cause and way out."""

import json
import subprocess
import sys
from contextlib import suppress
from copy import copy

import pytest
from flask import Flask, jsonify

from contract_kit import States, interactions_of, verify_provider
from contract_kit.matching import UnknownRule
from contract_kit.pact_files import read_pacts
from contract_kit.pact_files.pact_document import UnreadablePact
from contract_kit.quality.lint import lint
from contract_kit.quality.mutation_score import measure_mutation_score
from contract_kit.report import contracts_page
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


NEW = {
    "description": "a tea",
    "pending": False,
    "comments": {"owner": "Ada", "until": "2026-12-24"},
    "providerStates": [{"name": "there is tea", "params": {"slug": "assam"}}],
    "request": ASKED
    | {
        "query": {"kind": ["black"]},
        "headers": {"Authorization": ["Bearer ada"]},
        "generators": {
            "path": {"type": "ProviderState", "expression": "/teas/${slug}"},
            "header": {
                "Authorization": {"type": "ProviderState", "expression": "${token}"}
            },
        },
    },
    "response": {
        "status": 200,
        "headers": {"Content-Type": ["application/json"]},
        "body": {"content": BODY, "contentType": "application/json", "encoded": False},
        "matchingRules": {
            "header": {"ETag": {"combine": "AND", "matchers": [{"match": "type"}]}},
            "body": {"$.name": {"matchers": [{"match": "regex", "regex": ".+"}]}},
        },
    },
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
    interactions = read_pacts(folder)

    findings = lint(folder, {"tea-service": ["there is tea"]}, [])
    score = measure_mutation_score(folder, 1)
    page = contracts_page(interactions)
    stub = create_stub("tea-service", interactions).test_client()
    answer = stub.get("/teas/assam?kind=black&kind=loose")

    assert findings
    assert score.killed > 0
    assert score.unsound == ()
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
    '{"consumer": {"name": "a"}, "provider": "b"}': "lacks the name of a provider",
    json.dumps(NAMES): "has no list of interactions",
    json.dumps(NAMES | {"interactions": {}}): "has no list of interactions",
    json.dumps(NAMES | {"interactions": None}): "has no list of interactions",
    json.dumps(NAMES | {"interactions": [3]}): "interaction 1 .* is not an object",
    json.dumps(NAMES | {"interactions": [{}]}): "interaction 1 .* lacks 'description'",
    json.dumps(pact("4.0", ONE | {"request": {}})): "request lacks 'method'",
    json.dumps(pact("4.0", NEW | {"response": {}})): "response lacks 'status'",
    json.dumps({"interactions": []}): "lacks the name of a consumer",
    json.dumps({"provider": {"name": "a"}}): "lacks the name of a consumer",
    "[" * 100_000: "nested too deep",
}


@pytest.mark.parametrize(
    ("content", "cause"), UNREADABLE.items(), ids=UNREADABLE.values()
)
def test_anything_else_is_named_with_file_cause_and_way_out(folder, content, cause):
    put(folder, content)

    for read in (
        lambda: read_pacts(folder),
        lambda: interactions_of("tea-service", folder),
        lambda: lint(folder, {}, []),
        lambda: measure_mutation_score(folder),
    ):
        with pytest.raises(UnreadablePact, match=cause) as trouble:
            read()
        sentence = str(trouble.value)
        assert sentence.startswith("counter-tea-service.json")
        assert "\n" not in sentence
        assert any(way in sentence for way in ("write it anew", "in another folder"))


def test_misshapen_part_is_named_with_its_place(folder):
    put(folder, pact("2.0", ONE | {"response": ANSWERED | {"matchingRules": 5}}))

    with pytest.raises(
        UnreadablePact,
        match=r"interaction 1 cannot be read, because response.matchingRules is not an "
        "object: let its",
    ):
        read_pacts(folder)


ODD = (None, [], "x", {"a": 1})


@pytest.mark.parametrize(
    "document", [OLD["version 2"], OLD["version 3"], pact("4.0", NEW)]
)
def test_file_with_any_part_misshapen_is_refused_or_read_by_all(folder, document):
    for changed in misshapen(document):
        put(folder, changed)
        try:
            interactions = read_pacts(folder)
        except UnreadablePact:
            continue
        lint(folder, {}, [])
        if interactions:
            with suppress(UnknownRule):
                contracts_page(interactions)
            stub = create_stub(interactions[0].provider, interactions).test_client()
            stub.get(interactions[0].request["path"])


def misshapen(value):
    """Change one value at a time into others, or leave it out."""
    if isinstance(value, dict | list):
        for place in value if isinstance(value, dict) else range(len(value)):
            for inside in misshapen(value[place]):
                changed = copy(value)
                changed[place] = inside
                yield changed
            shorter = copy(value)
            del shorter[place]
            yield shorter
    yield from ODD


@pytest.mark.parametrize("kind", ["folder", "link to nothing", "link to itself"])
def test_what_is_no_file_is_named_with_cause_and_way_out(folder, kind):
    place = folder / "counter-tea-service.json"
    if kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(place if kind == "link to itself" else folder / "nowhere")

    for read in (
        lambda: read_pacts(folder),
        lambda: interactions_of("tea-service", folder),
        lambda: lint(folder, {}, []),
        lambda: measure_mutation_score(folder),
    ):
        with pytest.raises(UnreadablePact, match="^counter.*cannot be read as a file"):
            read()


def test_mutation_score_of_nothing_is_not_full(folder):
    score = measure_mutation_score(folder)

    assert not score.is_full
    assert str(score) == "0 of 0 faults noticed (0 %)."


COMMANDS = [
    ["stub", "tea-service"],
    ["report", "--page", "page.html"],
    ["coverage", "--traffic", "pacts", "--report", "report.txt"],
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("named", ["pacts", "nowhere"])
def test_commands_do_not_take_nothing_for_a_folder_of_pacts(folder, command, named):
    done = called(folder, command, named)

    assert done.returncode == 2
    assert done.stderr.startswith(f"No interaction is in {folder.parent / named}: let ")
    assert len(done.stderr.splitlines()) == 1


def test_stub_of_nobody_names_those_there_are(folder):
    put(folder, OLD["version 3"])

    done = called(folder, ["stub", "coffee-service"])

    assert done.returncode == 2
    assert "coffee-service has no interaction" in done.stderr
    assert "Known: tea-service." in done.stderr


def called(folder, command, named="pacts"):
    return subprocess.run(  # noqa: S603 - this interpreter, and our own modules
        [
            sys.executable,
            "-m",
            "contract_kit",
            *command,
            "--pacts",
            str(folder.parent / named),
        ],
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


def test_page_that_cannot_show_a_rule_says_so(folder):
    rules = {"body": {"$.name": {"combine": "XOR", "matchers": [{"match": "type"}]}}}
    response = NEW["response"] | {"matchingRules": rules}
    put(folder, pact("4.0", NEW | {"response": response}))

    done = called(folder, COMMANDS[1])

    assert done.returncode == 2
    (sentence,) = done.stderr.strip().splitlines()
    assert "counter-tea-service.json: 'a tea, given there is tea'" in sentence
    assert sentence.endswith("or keep the file in another folder.")


def test_page_shows_alternatives(folder):
    matchers = [{"match": "integer"}, {"match": "type"}]
    rules = {"body": {"$.name": {"combine": "OR", "matchers": matchers}}}
    response = NEW["response"] | {"matchingRules": rules}
    put(folder, pact("4.0", NEW | {"response": response}))

    assert called(folder, COMMANDS[1]).returncode == 0

    page = (folder.parent / "page.html").read_text("utf-8")
    assert "any whole number or the same type" in page


def test_stub_plays_what_its_rules_say_in_other_words(folder):
    rules = {"body": {"$.name": {"combine": "XOR", "matchers": [{"match": "type"}]}}}
    put(
        folder,
        pact("4.0", NEW | {"response": NEW["response"] | {"matchingRules": rules}}),
    )

    stub = create_stub("tea-service", read_pacts(folder)).test_client()
    answer = stub.get("/teas/assam?kind=black", headers={"Authorization": "Bearer ada"})

    assert (answer.status_code, answer.json) == (200, BODY)
