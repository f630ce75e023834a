import json
from pathlib import Path

from tools.chaos.journal import CHECKOUT, UNKNOWN, Journal, Question

QUESTION = Question(1, CHECKOUT, "key-ada-1", "14.90")


def test_question_is_on_disk_before_its_answer(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)

    journal.ask(QUESTION)

    assert json.loads(path.read_text())["asked"]["key"] == "key-ada-1"
    journal.close()


def test_answer_is_remembered_with_what_it_said(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    begin = journal.ask(QUESTION)
    order = {"number": "ADA1-0001", "state": "paid", "total": "14.90"}

    journal.hear(QUESTION, begin, 201, {"result": order})
    refusal = {"type": "urn:furrow:sold-out", "number": "ADA1-0001"}
    journal.hear(QUESTION, begin, 409, refusal)
    journal.close()

    paid, refused = journal.heard
    assert (paid.number, paid.state, paid.total) == ("ADA1-0001", "paid", "14.90")
    assert (refused.number, refused.problem) == ("ADA1-0001", "sold-out")


def test_silence_is_remembered_too(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")

    journal.hear(QUESTION, journal.ask(QUESTION), UNKNOWN, {})
    journal.close()

    assert [heard.status for heard in journal.heard] == [UNKNOWN]
