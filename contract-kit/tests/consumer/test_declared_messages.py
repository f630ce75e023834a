"""A consumer's test declares a message, and its handler receives the example."""

import json

import pytest

from contract_kit import States, UnsafeMatcher, verify_messages
from contract_kit.consumer.declared_interactions import DeclaredInteractions
from contract_kit.consumer.matchers import document, integer, some, text
from contract_kit.pact_files.writer import PactFolder, as_bytes
from contract_kit.quality.mutation_score import measure_mutation_score

pytest_plugins = ["pytester"]

TEST = """
import pytest
from contract_kit.consumer.matchers import integer, text

class Kitchen:
    def __init__(self):
        self.sold = {}

    def receive(self, message):
        sale = message.json()
        if message.metadata["topic"] == "sales":
            self.sold[sale["tea"]] = sale["packets"]

@pytest.fixture
def message(agree_message):
    message = agree_message("kitchen", "tea-service")
    message.given("there is tea", slug="assam")
    message.upon_receiving("a tea is sold")
    message.with_body(BODY)
    return message.with_metadata(topic="sales")
"""
BODY = '{"tea": text("assam"), "packets": integer(2)}'
COUNTED = """
def test_sale_is_counted(message):
    kitchen = Kitchen()
    with message.deliver() as received:
        kitchen.receive(received)
    assert kitchen.sold == {"assam": 2}
"""


@pytest.fixture
def run(pytester):
    def run(test=COUNTED, *options, body=BODY):
        pytester.makepyfile(TEST.replace("BODY", body) + test)
        result = pytester.runpytest("--pact-output=pacts", *options)
        return result, pytester.path / "pacts"

    return run


@pytest.fixture
def message():
    message = DeclaredInteractions().message("kitchen", "tea-service")
    return message.upon_receiving("a tea is sold")


def written(message):
    with message.deliver():
        pass
    (found,) = message.document["interactions"]
    return found


def test_message_is_written_when_its_test_has_passed(run):
    result, pacts = run()

    result.assert_outcomes(passed=1)
    (message,) = json.loads((pacts / "kitchen-tea-service.json").read_text())[
        "interactions"
    ]
    assert message["type"] == "Asynchronous/Messages"
    assert message["contents"]["content"] == {"tea": "assam", "packets": 2}
    assert message["metadata"] == {"contentType": "application/json", "topic": "sales"}


def test_provider_is_verified_against_it(run):
    _, pacts = run()
    states = States()
    states.state("there is tea")(lambda slug: None)
    sale = {"tea": "assam", "packets": 3}

    for packets, is_kept in ((3, True), ("three", False)):
        sent = sale | {"packets": packets}, {"topic": "sales"}
        producers = {"a tea is sold": lambda sent=sent: sent}
        found = verify_messages("tea-service", producers, states, pacts)
        assert bool(found.broken) is not is_kept


def test_its_mutation_score_is_full(run):
    _, pacts = run()

    assert measure_mutation_score(pacts).is_full


def test_field_that_its_handler_does_not_read_is_reported(run):
    result, _ = run(
        COUNTED,
        "--unused-fields",
        body='{"tea": text("assam"), "packets": integer(2), "till": text("left")}',
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*$.till of 'a tea is sold' (kitchen of tea-service)"])
    result.stdout.no_fnmatch_line("*metadata topic*")


def test_metadata_that_nobody_reads_is_reported(run):
    careless = COUNTED.replace("kitchen.receive(received)", "kitchen.sold = SOLD")

    result, _ = run("\nSOLD = {'assam': 2}\n" + careless, "--unused-fields")

    result.stdout.fnmatch_lines(["*metadata topic of 'a tea is sold'*"])


def test_failed_test_writes_nothing(run):
    result, pacts = run(COUNTED.replace('{"assam": 2}', '{"assam": 3}'))

    result.assert_outcomes(failed=1)
    assert not pacts.exists()


def test_message_that_nobody_receives_is_refused(run):
    result, _ = run("\ndef test_sale_is_counted(message):\n    pass\n")

    result.stdout.fnmatch_lines(["*declared and never delivered: hand it over inside*"])


def test_two_messages_of_one_name_are_refused(run):
    result, _ = run(COUNTED + COUNTED.replace("is_counted", "is_counted_twice"))

    result.stdout.fnmatch_lines(["*expects the same twice of tea-service*"])


def test_it_stands_beside_calls_in_one_file(tmp_path):
    declared = DeclaredInteractions()
    message = declared.message("kitchen", "tea-service")
    message.upon_receiving("a tea is sold").with_body({"tea": text("assam")})
    with message.deliver():
        pass
    call = declared("kitchen", "tea-service").upon_receiving("a tea is sold")
    call.with_request("GET", "/teas").will_respond_with(204)
    call.is_kept, call.document = True, call_document()

    declared.settle(PactFolder(tmp_path))

    (file,) = tmp_path.iterdir()
    kinds = [each["type"] for each in json.loads(file.read_text())["interactions"]]
    assert sorted(kinds) == ["Asynchronous/Messages", "Synchronous/HTTP"]


def call_document():
    return {
        "consumer": {"name": "kitchen"},
        "provider": {"name": "tea-service"},
        "interactions": [
            {
                "type": "Synchronous/HTTP",
                "description": "a call",
                "request": {"method": "GET", "path": "/teas"},
                "response": {"status": 204},
            }
        ],
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }


def test_pact_python_writes_the_same(message, tmp_path):
    from pact import Pact, match

    body = {"tea": "assam", "packets": match.integer(2)}
    theirs = Pact("kitchen", "tea-service")
    sold = theirs.upon_receiving("a tea is sold", "Async")
    sold.given("there is tea", {"slug": "assam"})
    sold.with_body(body, "application/json").with_metadata({"topic": "sales"})
    theirs.write_file(tmp_path)
    (file,) = tmp_path.iterdir()

    message.given("there is tea", slug="assam").with_metadata(topic="sales")
    message.with_body({"tea": "assam", "packets": integer(2)})
    written(message)

    assert as_bytes(message.document) == as_bytes(json.loads(file.read_text()))


def test_body_may_be_a_document(message):
    message.with_body(document("text/csv", "tea;packets\nassam;2\n"))

    with message.deliver() as received:
        assert received.body == b"tea;packets\nassam;2\n"

    assert received.metadata == {"contentType": "text/csv"}


def test_body_may_be_a_text_in_json(message):
    message.with_body(text("assam"))

    with message.deliver() as received:
        assert received.json() == "assam"


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ({"count": 2}, "give a plain text"),
        ({"topic": text("sales")}, "give a plain text"),
        ({"contentType": "text/csv"}, "follows from the body"),
    ],
)
def test_metadata_that_nobody_could_verify_is_refused(message, metadata, words):
    with pytest.raises(UnsafeMatcher, match=words):
        message.with_metadata(metadata)


def test_vague_body_is_refused(message):
    with pytest.raises(UnsafeMatcher):
        message.with_body({"teas": some([])})


@pytest.mark.parametrize("step", ["with_body", "upon_receiving"])
def test_step_that_is_taken_twice_is_refused(message, step):
    message.with_body({"tea": text("assam")})

    with pytest.raises(AssertionError, match="two"):
        getattr(message, step)("again")
