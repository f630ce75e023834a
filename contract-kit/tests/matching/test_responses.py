"""How the rest of an answer is matched: status, headers, XML and text."""

import pytest

from contract_kit.matching import ActualResponse, UnknownRule, response_mismatches

from ..example_interactions import XML, body, given, make_interaction, ruled

TEAPOTS = "<teapots><teapot sku='T-7'><id>7</id></teapot><total>1</total></teapots>"
EACH = {
    "$.teapots.teapot": {"match": "type", "min": 1},
    "$.teapots.teapot.id.#text": "integer",
    "$.teapots.teapot['@sku']": {"match": "regex", "regex": r"T-\d"},
}


def faults(expected, answer):
    return [
        str(each)
        for each in response_mismatches(make_interaction(response=expected), answer)
    ]


def faults_of_xml(seen):
    return faults(body(TEAPOTS, XML, body=EACH), given(seen, XML))


def test_another_status_is_named():
    assert faults({"status": 201}, ActualResponse(200)) == [
        "status is 200, expected was 201"
    ]


def test_unknown_class_of_statuses_is_refused():
    rule = {"match": "statusCode", "status": "teapot"}

    with pytest.raises(UnknownRule, match="class of statuses 'teapot'"):
        faults({"matchingRules": ruled(status={"": rule})}, ActualResponse(418))


def test_expected_header_keeps_to_its_rule():
    expected = {
        "headers": {"ETag": ['"1"']},
        "matchingRules": ruled(header={"ETag": {"match": "regex", "regex": '"[^"]+"'}}),
    }

    assert faults(expected, ActualResponse(200, (("etag", '"2"'),))) == []
    assert faults(expected, ActualResponse(200, (("ETag", "2"),))) == [
        'header ETag is "2", which does not match "[^"]+"'
    ]
    assert faults(expected, ActualResponse(200)) == ["header ETag is missing"]


def test_charset_more_than_expected_does_no_harm():
    assert faults(body({}), given({}, "application/json; charset=utf-8")) == []


def test_xml_elements_come_in_any_order():
    seen = "<teapots><total>1</total><teapot sku='T-8'><id>8</id></teapot></teapots>"

    assert faults_of_xml(seen) == []


def test_every_repeated_element_keeps_to_the_rules():
    seen = (
        "<teapots><teapot sku='T-8'><id>8</id></teapot>"
        "<teapot sku='X'><id>nine</id></teapot><total>1</total></teapots>"
    )

    assert faults_of_xml(seen) == [
        r'$.teapots.teapot.@sku is "X", which does not match T-\d',
        '$.teapots.teapot.id.#text is "nine", which is not an integer',
    ]


def test_missing_element_and_other_text_are_named():
    assert faults_of_xml("<teapots><total>2</total></teapots>") == [
        "$.teapots.teapot is missing",
    ] + ['$.teapots.total.#text is "2", agreed was exactly "1"']


def test_empty_element_has_fewer_children_than_agreed():
    faults = faults_of_xml("<teapots><teapot sku='T-7'/><total>1</total></teapots>")

    assert faults == ["$.teapots.teapot has fewer than 1 children"]


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        ("<teapots>", "is not XML"),
        ("<pans/>", "is called pans"),
        ("<!DOCTYPE t [<!ENTITY a 'b'>]><t>&a;</t>", "declares a document type"),
    ],
)
def test_document_of_another_kind_is_reported_as_such(seen, reason):
    [fault] = faults_of_xml(seen)

    assert reason in fault


def test_text_is_compared_to_the_letter():
    poem = body("I'm a little teapot", "text/plain")

    assert faults(poem, given("I'm a little teapot", "text/plain")) == []
    assert len(faults(poem, given("I'm a little kettle", "text/plain"))) == 1
