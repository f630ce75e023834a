import json
from pathlib import Path

from testing.driver.lenient_http_client import UNKNOWN
from testing.resilience.storms.journal import CHECKOUT, Journal, Request

REQUEST = Request(1, CHECKOUT, "key-ada-1", "14.90")


def test_request_is_on_disk_before_its_response(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)

    journal.note_request(REQUEST)

    assert json.loads(path.read_text())["request"]["key"] == "key-ada-1"
    journal.close()


def test_response_is_kept_with_its_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    begin = journal.note_request(REQUEST)
    order = {"number": "ADA1-0001", "state": "paid", "total": "14.90"}

    journal.note_response(REQUEST, begin, 201, {"result": order})
    refusal = {"type": "urn:furrow:sold-out", "number": "ADA1-0001"}
    journal.note_response(REQUEST, begin, 409, refusal)
    journal.close()

    paid, refused = journal.responses
    assert (paid.number, paid.state, paid.total) == ("ADA1-0001", "paid", "14.90")
    assert (refused.number, refused.problem) == ("ADA1-0001", "sold-out")


def test_missing_response_is_kept_too(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")

    journal.note_response(REQUEST, journal.note_request(REQUEST), UNKNOWN, {})
    journal.close()

    assert [response.status for response in journal.responses] == [UNKNOWN]
