"""A folder holds what it holds: good pacts, broken ones, messages and other JSON."""

import pytest

from contract_kit.audit import Fault, audit_folder

from .foreign_pacts import LOOK, NONE, SOUND, V4, pact, put

MESSAGES = {
    "consumer": {"name": "mailer"},
    "provider": {"name": "tea-service"},
    "messages": [{"description": "a tea was sold", "contents": {"name": "Assam"}}],
    "metadata": {"pactSpecification": {"version": "3.0.0"}},
}


def report_lines(folder):
    return [str(one) for one in audit_folder(folder).findings]


def test_pact_without_interactions_is_found(tmp_path):
    put(tmp_path, sound=SOUND, empty=pact(consumer="till"))

    assert report_lines(tmp_path) == [
        "empty.json: holds no interaction, so that its verification is green for "
        "nothing: let the consumer's contract tests write it, or delete it."
    ]
    assert audit_folder(tmp_path).score == 75


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "broken.json: is empty: let its consumer's contract tests write it anew"),
        ('{"consumer": ', "broken.json: is no JSON, or only half of it"),
        ("<<<<<<< main\n{}", "broken.json: holds the marks of a merge that is not "),
        (
            '{"consumer": {"name": "till"}, "provider": {"name": 4}}',
            "broken.json: is JSON and no pact, because it lacks the name of a provider",
        ),
        (
            pact({"description": "a tea", "request": {}, "response": {"status": 200}}),
            "broken.json: interaction 1 cannot be read, because request lacks 'method'",
        ),
    ],
)
def test_broken_file_is_one_sentence(tmp_path, content, sentence):
    put(tmp_path, broken=content)

    [found] = audit_folder(tmp_path).findings

    assert found.fault is Fault.BROKEN
    assert str(found).startswith(sentence)
    assert "\n" not in str(found)
    assert audit_folder(tmp_path).score == 0


def test_json_that_is_no_pact_is_passed_by(tmp_path):
    put(tmp_path, sound=SOUND, package={"name": "tea"}, list="[1, 2]")

    audit = audit_folder(tmp_path)

    assert (audit.findings, audit.score) == ((), 100)
    assert list(map(str, audit.passed_by)) == [
        "list.json: is JSON and no pact, and passed by",
        "package.json: is JSON and no pact, and passed by",
    ]


def test_messages_are_named_and_passed_by(tmp_path):
    put(tmp_path, mails=MESSAGES)

    audit = audit_folder(tmp_path)

    assert list(map(str, audit.passed_by)) == [
        "mails.json: holds messages that are not audited (“a tea was sold”), and "
        "passed by"
    ]
    assert audit.findings == ()


def test_calls_beside_messages_are_audited(tmp_path):
    message = {
        "type": "Asynchronous/Messages",
        "description": "sold",
        "contents": {"content": {}},
    }
    call = {**LOOK, "type": "Synchronous/HTTP", "providerStates": []}
    call["response"] = {"status": 200}
    put(tmp_path, both=pact(message, call, metadata=V4))

    audit = audit_folder(tmp_path)

    assert len(audit.passed_by) == 1
    assert [one.fault for one in audit.findings] == [Fault.STATELESS, Fault.UNREFUSED]


def test_packages_of_others_are_left_alone(tmp_path):
    inside = tmp_path / "node_modules"
    inside.mkdir()
    put(inside, empty=pact())
    put(tmp_path, sound=SOUND)

    assert report_lines(tmp_path) == []


def test_folder_with_the_name_of_a_file_is_passed_by(tmp_path):
    (tmp_path / "old.json").mkdir()
    put(tmp_path, sound=SOUND)

    assert report_lines(tmp_path) == []


def test_file_that_is_gone_is_broken(tmp_path):
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere.json")

    assert report_lines(tmp_path) == [
        "gone.json: cannot be read (no such file or directory): make it readable."
    ]


def test_provider_in_two_spellings_is_found(tmp_path):
    put(
        tmp_path,
        one=SOUND,
        two=pact(LOOK, NONE, consumer="till"),
        three=pact(LOOK, NONE, consumer="board", provider="Tea Service"),
    )

    assert report_lines(tmp_path) == [
        "three.json: is for 'Tea Service', and other pacts say 'tea-service': take one "
        "spelling, that under which the provider is verified."
    ]


def test_mistyped_provider_is_found(tmp_path):
    put(
        tmp_path,
        one=SOUND,
        two=pact(LOOK, NONE, consumer="till"),
        three=pact(LOOK, NONE, consumer="board", provider="tea-servcie"),
    )

    assert [one.fault for one in audit_folder(tmp_path).findings] == [
        Fault.PROVIDER_NAME
    ]


def test_providers_that_are_numbered_are_different(tmp_path):
    put(
        tmp_path,
        one=pact(LOOK, NONE, provider="tea-service-1"),
        two=pact(LOOK, NONE, consumer="till", provider="tea-service-1"),
        three=pact(LOOK, NONE, consumer="board", provider="tea-service-2"),
    )

    assert report_lines(tmp_path) == []


def test_folder_without_pacts_is_worth_nothing(tmp_path):
    audit = audit_folder(tmp_path)

    assert (audit.pacts, audit.findings, audit.score) == ((), (), 0)
