"""Each fault is found where it is, and nothing is found where it is not."""

import base64
import copy

import pytest

from contract_kit.audit import Fault, audit_folder

from .foreign_pacts import (
    GO,
    JS,
    JVM,
    LIST,
    LOOK,
    NAME,
    NONE,
    V2,
    V4,
    pact,
    put,
    rules,
)


def audited(tmp_path, *interactions, **more):
    return audit_folder(put(tmp_path, pact=pact(*interactions, **more)))


def found(audit, fault):
    return [str(one) for one in audit.findings if one.fault is fault]


def spoiled(interaction, change):
    copied = copy.deepcopy(interaction)
    change(copied)
    return copied


def body(interaction):
    return interaction["response"]["body"]


def rule(interaction, place, **matcher):
    written = interaction["response"]["matchingRules"]["body"]
    written[place] = {"combine": "AND", "matchers": [matcher]}


@pytest.mark.parametrize("metadata", [JS, JVM, GO])
def test_sound_pact_has_no_finding(tmp_path, metadata):
    audit = audited(tmp_path, LOOK, NONE, LIST, metadata=metadata)

    assert (audit.findings, audit.score) == ((), 100)


def set_body(**members):
    return lambda one: body(one).update(members)


def set_rule(place, **matcher):
    return lambda one: rule(one, place, **matcher)


def drop_rules(one):
    del one["response"]["matchingRules"]


def drop_states(one):
    del one["providerStates"]


def set_request(**parts):
    return lambda one: one["request"].update(parts)


def set_headers(**headers):
    return lambda one: one["response"]["headers"].update(headers)


def several(*changes):
    def change(one):
        for each in changes:
            each(one)

    return change


SIGNATURE = base64.urlsafe_b64encode(bytes(range(100, 132))).decode().rstrip("=")
TOKEN = f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.{SIGNATURE}"
HEX = "9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c"
TEA = "a request for a tea, given a tea is on the shelf"
# For each fault: the change, the finding, and a change that is none.
FAULTS = {
    "a secret": (
        Fault.SECRET,
        set_request(headers={"Authorization": f"Bearer {HEX}"}),
        f"pact.json, “{TEA}”, request header Authorization: holds a long random number "
        "(9f8a7b6c…): revoke it, write a made-up example, and let a provider state "
        "supply the real one.",
        set_request(headers={"Authorization": "Bearer the-token"}),
    ),
    "a key with a mark": (
        Fault.SECRET,
        set_request(headers={"Authorization": f"token ghp_{'a1B2' * 9}"}),
        "request header Authorization: holds a key of a service (ghp_a1…)",
        set_request(headers={"Authorization": "token ghp_made_up"}),
    ),
    "an e-mail address": (
        Fault.PERSONAL_DATA,
        set_body(name="ada.lovelace@gmail.com"),
        f"pact.json, “{TEA}”, response body $.name: holds an e-mail address "
        "(ada.lovelace@gmail.com): write one that nobody has: ada@example.org, a "
        "published test number.",
        set_body(name="ada@mail.example"),
    ),
    "an e-mail address in a header": (
        Fault.PERSONAL_DATA,
        set_request(headers={"From": "ada.lovelace@gmail.com"}),
        "request header From: holds an e-mail address",
        set_request(headers={"Content-Type": "multipart/mixed; boundary=1@xison.com"}),
    ),
    "a phone number": (
        Fault.PERSONAL_DATA,
        set_body(name="call +49 171 5554321"),
        "holds a phone number (+49 17…)",
        set_body(name="call +44 7700 900123"),
    ),
    "a bank account": (
        Fault.PERSONAL_DATA,
        set_body(name="DE02 1203 0000 0000 2020 51"),
        "holds a bank account (DE02 1…)",
        set_body(name="DE89 3704 0044 0532 0130 00"),
    ),
    "a card number": (
        Fault.PERSONAL_DATA,
        set_body(name="4539 1488 0343 6467"),
        "holds a card number (4539 1…)",
        set_body(name="4242 4242 4242 4242"),
    ),
    "a query in the path": (
        Fault.LITERAL_QUERY,
        set_request(path="/teas/7?size=pot"),
        f"pact.json, “{TEA}”, request path: holds the query, so that it never matches: "
        "give the query by itself, parameter by parameter.",
        set_request(path="/teas/7"),
    ),
    "a matcher at no place": (
        Fault.UNREACHABLE,
        set_rule("$.nmae", match="type"),
        f"pact.json, “{TEA}”, response body $.nmae: is the place of a matcher, and the "
        "example has no such place, so that nothing is ever matched: correct the path, "
        "or give the example what the matcher speaks of.",
        set_rule("$['name']", **NAME),
    ),
    "a matcher inside an empty list": (
        Fault.UNREACHABLE,
        set_body(blends=[]),
        "response body $.blends[*].name: is the place of a matcher",
        set_rule("$.*", **NAME),
    ),
    "a matcher of no header": (
        Fault.UNREACHABLE,
        lambda one: one["response"]["matchingRules"].update(
            header={"ETag": {"matchers": [NAME]}}
        ),
        "response header ETag: is the place of a matcher",
        lambda one: one["response"]["matchingRules"].update(
            header={"content-type": {"matchers": [NAME]}}
        ),
    ),
    "a matcher of no parameter": (
        Fault.UNREACHABLE,
        lambda one: one["request"].update(
            matchingRules={"query": {"sise": {"matchers": [NAME]}}}
        ),
        "request query sise: is the place of a matcher",
        lambda one: one["request"].update(
            matchingRules={"query": {"size[0]": {"matchers": [NAME]}}}
        ),
    ),
    "a matcher of no body": (
        Fault.UNREACHABLE,
        lambda one: one["request"].update(
            matchingRules={"body": {"$.size": {"matchers": [NAME]}}}
        ),
        "request body $.size: is the place of a matcher",
        lambda one: one["request"].update(
            matchingRules={"path": {"matchers": [{"match": "regex", "regex": "^/.+$"}]}}
        ),
    ),
    "an example that is an empty list": (
        Fault.EMPTY_EXAMPLE,
        several(set_body(notes=[]), set_rule("$.notes", match="type")),
        f"pact.json, “{TEA}”, response body $.notes: the example is [], so that "
        "anything may be inside: give the example an entry with all that is read: "
        "eachLike(...); and expect the empty one by a second interaction, in a state "
        "of its own.",
        set_body(notes=[]),
    ),
    "an example that is an empty object": (
        Fault.EMPTY_EXAMPLE,
        several(set_body(notes={}), set_rule("$.notes", match="type")),
        "response body $.notes: the example is {}, so that anything may be inside",
        several(
            set_body(notes={"a": "b"}),
            set_rule("$.notes", match="type"),
            set_rule("$.notes.a", **NAME),
        ),
    ),
    "an optional value by its null": (
        Fault.EMPTY_EXAMPLE,
        several(set_body(note=None), set_rule("$.note", match="type")),
        "response body $.note: the example is null, so that only null is ever accepted",
        set_body(note=None),
    ),
    "a list that may be empty": (
        Fault.EMPTY_EXAMPLE,
        set_rule("$.blends", match="type"),
        f"pact.json, “{TEA}”, response body $.blends: accepts an empty list, in which "
        "nothing is checked: demand an entry: eachLike(...).",
        set_rule("$.blends", match="type", min=1),
    ),
    "a vague matcher": (
        Fault.VAGUE,
        several(set_body(cups=2), set_rule("$.cups", match="number")),
        f"pact.json, “{TEA}”, response body $.cups: accepts any number: write one that "
        "is narrower, such as integer(1) or regex('^...$', 'example').",
        several(set_body(cups=2), set_rule("$.cups", match="integer")),
    ),
    "a pattern of nothing": (
        Fault.VAGUE,
        set_rule("$.name", match="regex", regex="^.*$"),
        "response body $.name: /^.*$/ accepts the empty text: demand something",
        set_rule("$.name", match="regex", regex="^(?P<n>[A-Z]++)$"),
    ),
    "a pattern without anchors": (
        Fault.UNANCHORED,
        set_rule("$.name", match="regex", regex="[A-Z]"),
        f"pact.json, “{TEA}”, response body $.name: /[A-Z]/ accepts whatever merely "
        "contains a match: begin it with ^ and end it with $: regex('^...$', "
        "'example').",
        set_rule("$.name", match="regex", regex=r"^(Assam|Ceylon)[$|]?$"),
    ),
    "a pattern with one anchored way": (
        Fault.UNANCHORED,
        set_rule("$.name", match="regex", regex="^Assam|Ceylon$"),
        "/^Assam|Ceylon$/ accepts whatever merely contains a match",
        set_rule("$.name", match="regex", regex="(?i)^Assam$|^Ceylon$"),
    ),
    "a pattern that ends with a sign": (
        Fault.UNANCHORED,
        set_rule("$.name", match="regex", regex=r"^\d+\$"),
        r"/^\d+\$/ accepts whatever merely contains a match",
        set_rule("$.name", match="regex", regex=r"\A\w+\z"),
    ),
    "an empty text": (
        Fault.BLANK,
        set_rule("$.name", match="type"),
        f"pact.json, “{TEA}”, response body $.name: accepts the empty text: where the "
        "consumer needs one, write regex('^...$', 'example').",
        set_rule("$.name", **NAME),
    ),
    "a literal id": (
        Fault.LITERAL,
        set_body(tea_id=12),
        f"pact.json, “{TEA}”, response body $.tea_id: 12 is expected to the letter, "
        "and another run may have another: write integer(1), or let a provider state "
        "fix it.",
        set_body(tea_id=7),
    ),
    "a literal moment": (
        Fault.LITERAL,
        set_body(packed="2026-11-21T12:00:00Z"),
        "'2026-11-21T12:00:00Z' is expected to the letter, and another run may have "
        "another: write datetime(format, example), or",
        several(
            set_body(packed="2026-11-21T12:00:00Z"),
            set_rule("$.packed", match="datetime", format="yyyy-MM-dd'T'HH:mm:ssX"),
        ),
    ),
    "a literal uuid": (
        Fault.LITERAL,
        set_body(box="0b6f1c1e-7b0f-4a53-9d0c-4a4e3c1f2d11"),
        "write uuid('...'), or let a provider state fix it",
        set_body(box="blue"),
    ),
    "an address of this machine": (
        Fault.LITERAL,
        set_body(href="http://localhost:8080/teas/7"),
        "'http://localhost:8080/teas/7' is expected to the letter",
        set_body(href="https://tea.example/"),
    ),
    "a literal header": (
        Fault.LITERAL,
        set_headers(Date="Tue, 01 Dec 2026 12:00:00 GMT"),
        "response header Date: 'Tue, 01 Dec 2026 12:00:00 GMT' is expected to the "
        "letter",
        set_headers(Vary="Accept"),
    ),
    "a body without any matcher": (
        Fault.LITERAL,
        several(set_body(blends="none", kind="black", id="7a"), drop_rules),
        f"pact.json, “{TEA}”, response body: all 4 values are expected to the letter: "
        "say of each what the consumer can read: like(...), integer(1).",
        several(set_body(blends="pot", name="pot", id=7), drop_rules),
    ),
    "no state for what is found": (
        Fault.STATELESS,
        drop_states,
        "pact.json, “a request for a tea”: GET /teas/7 finds 7, and no provider state "
        "says where that comes from: name what must be there: .given('...').",
        lambda one: one["providerStates"][0].update(name="there is tea"),
    ),
    "no state for what is deleted": (
        Fault.STATELESS,
        several(drop_states, set_request(method="DELETE", path="/basket")),
        "DELETE /basket finds what it changes, and no provider state says",
        set_request(method="DELETE", path="/basket"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found_where_it_is(tmp_path, name):
    fault, change, sentence, _ = FAULTS[name]

    audit = audited(tmp_path, spoiled(LOOK, change), NONE)

    assert any(sentence in one for one in found(audit, fault)), audit.findings
    assert audit.score < 100


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_not_found_where_it_is_not(tmp_path, name):
    fault, _, _, change = FAULTS[name]

    audit = audited(tmp_path, spoiled(LOOK, change), NONE)

    assert found(audit, fault) == []


def test_signed_token_is_a_secret(tmp_path):
    change = set_request(headers={"Authorization": f"Bearer {TOKEN}"})

    assert (
        "holds a signed token"
        in found(audited(tmp_path, spoiled(LOOK, change)), Fault.SECRET)[0]
    )


def test_list_without_state_is_found(tmp_path):
    audit = audited(tmp_path, spoiled(LIST, drop_states), NONE)

    assert (
        "the response lists entries, and no provider state"
        in (found(audit, Fault.STATELESS)[0])
    )


def test_well_known_list_needs_no_state(tmp_path):
    change = several(drop_states, set_request(path="/.well-known/keys"))

    assert found(audited(tmp_path, spoiled(LIST, change)), Fault.STATELESS) == []


def test_what_is_matched_elsewhere_is_literal_on_purpose(tmp_path):
    certain = several(
        drop_rules,
        set_request(path="/teas/9"),
        set_body(id=12),
        lambda one: one.update(description="a request for one certain tea"),
    )
    exact = spoiled(LOOK, certain)

    assert len(found(audited(tmp_path, exact, NONE), Fault.LITERAL)) == 1
    assert found(audited(tmp_path, LOOK, exact, NONE), Fault.LITERAL) == []


def test_same_name_twice_is_found(tmp_path):
    other = spoiled(LOOK, set_request(path="/teas/9"))

    [finding] = found(audited(tmp_path, LOOK, other, NONE), Fault.DUPLICATE)

    assert finding == (
        f"pact.json, “{TEA}”: is declared 2 times, and many tools keep the last alone: "
        "give each its own description, or a state of its own."
    )


def test_same_description_in_another_state_is_no_duplicate(tmp_path):
    other = spoiled(LOOK, lambda one: one["providerStates"][0].update(name="late"))

    assert found(audited(tmp_path, LOOK, other, NONE), Fault.DUPLICATE) == []


def test_same_request_with_two_outcomes_is_found(tmp_path):
    def refuse(one):
        one["description"] = "a request that fails"
        one["response"] = {"status": 503}

    [finding] = found(
        audited(tmp_path, LOOK, spoiled(LOOK, refuse)), Fault.CONTRADICTION
    )

    assert (
        "“a request that fails” sends the same in the same state, and expects "
        in finding
    )


def test_other_value_from_a_state_is_another_request(tmp_path):
    def refuse(one):
        one["description"] = "a request that fails"
        one["response"] = {"status": 401}
        one["request"]["generators"] = {
            "path": {"type": "ProviderState", "expression": "/teas/${other}"}
        }

    audit = audited(tmp_path, LOOK, spoiled(LOOK, refuse))

    assert found(audit, Fault.CONTRADICTION) == []


def test_operation_that_is_never_refused_is_found(tmp_path):
    [finding] = found(audited(tmp_path, LOOK, LIST), Fault.UNREFUSED)

    assert finding == (
        f"pact.json, “{TEA}”: GET /teas/7 is never refused in any interaction: add "
        "what the consumer does about 404, 401 or 422."
    )


def test_refusal_of_another_method_is_none_of_this(tmp_path):
    other = spoiled(NONE, set_request(method="DELETE"))

    assert len(found(audited(tmp_path, LOOK, other), Fault.UNREFUSED)) == 1


@pytest.mark.parametrize(
    ("metadata", "spelling"),
    [
        (JS, "integer(1)"),
        (JVM, "integerType(name, 1)"),
        (GO, "matchers.Integer(1)"),
        (V2, '"match": "integer"'),
        ({**V4, "pactRust": {"ffi": "0.4.9"}}, '"match": "integer"'),
        ({"pactSpecification": {"version": "4.0"}}, "integer(1)"),
    ],
)
def test_remedy_is_in_the_language_of_the_tests(tmp_path, metadata, spelling):
    literal = spoiled(LOOK, set_body(tea_id=12))
    if metadata not in (JS, JVM, GO):
        content = {"content": literal["response"]["body"], "contentType": "text/json"}
        literal["response"]["body"] = content

    audit = audited(tmp_path, literal, metadata=metadata)

    assert f"write {spelling}, or" in found(audit, Fault.LITERAL)[0]


def test_version_2_is_audited_as_well(tmp_path):
    old = {
        "description": "a request for a tea",
        "provider_state": "a tea is on the shelf",
        "request": {
            "method": "GET",
            "path": "/teas/7",
            "query": "size=pot",
            "matchingRules": {"$.query.size[0]": {"match": "regex", "regex": "^p.*$"}},
        },
        "response": {
            "status": 200,
            "headers": {"Content-Type": "application/json"},
            "body": {"id": 7, "name": "Assam"},
            "matchingRules": {
                "$.headers.Content-Type": {"match": "regex", "regex": "^a.*$"},
                "$.body.name": {"match": "regex", "regex": "[A-Z]"},
                "$.body.nmae": {"match": "type"},
            },
        },
    }

    audit = audited(tmp_path, old, NONE, metadata=V2)

    assert [one.fault for one in audit.findings] == [
        Fault.UNREACHABLE,
        Fault.UNANCHORED,
    ]


def test_version_4_is_audited_as_well(tmp_path):
    new = spoiled(LOOK, lambda one: one.update(type="Synchronous/HTTP", key="a"))
    new["response"]["body"] = {
        "content": {"tea_id": 12},
        "contentType": "application/json",
        "encoded": False,
    }
    new["response"]["matchingRules"] = {"body": rules(tea_id={"match": "type"})}

    assert audited(tmp_path, new, NONE, metadata=V4).findings == ()


def test_findings_come_in_the_order_of_harm(tmp_path):
    change = several(
        set_rule("$.name", match="type"),
        set_body(tea_id=12, mail="ada.lovelace@gmail.com"),
        set_request(headers={"Authorization": f"Bearer {HEX}"}),
    )

    audit = audited(tmp_path, spoiled(LOOK, change))

    assert [one.fault for one in audit.findings] == [
        Fault.SECRET,
        Fault.PERSONAL_DATA,
        Fault.LITERAL,
        Fault.UNREFUSED,
        Fault.BLANK,
    ]


def test_score_is_what_the_worst_findings_leave(tmp_path):
    literal = spoiled(
        LOOK, several(set_body(tea_id=12), set_rule("$.name", match="type"))
    )

    # One of three interactions loses 0.3: the literal id is worse than the blank name.
    assert audited(tmp_path, literal, NONE, LIST).score == 90
