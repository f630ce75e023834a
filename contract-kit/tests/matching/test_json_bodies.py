"""How JSON bodies are matched, and the sentences about what differs."""

import json

import pytest

from contract_kit.matching import UnknownRule, request_mismatches, response_mismatches

from ..example_interactions import body, given, make_interaction, sent


def faults_of_answer(content, seen, **rules):
    interaction = make_interaction(response=body(content, body=rules))
    return [str(each) for each in response_mismatches(interaction, given(seen))]


def supplied(expressions):
    return {
        place: {"type": "ProviderState", "expression": expression}
        for place, expression in expressions.items()
    }


def faults_of_request(content, seen, **rules):
    interaction = make_interaction({"method": "POST", **body(content, body=rules)})
    return [str(each) for each in request_mismatches(interaction, sent(seen))]


def test_response_may_hold_more_than_was_expected():
    assert (
        faults_of_answer({"name": "Teapot"}, {"name": "Teapot", "lid": "round"}) == []
    )


def test_request_may_hold_nothing_that_was_not_agreed():
    faults = faults_of_request({"quantity": 2}, {"quantity": 2, "gift": True})

    assert faults == ["$.gift is not in the contract"]


def test_missing_member_is_named_with_its_place():
    faults = faults_of_answer({"lines": [{"price": "12.00"}]}, {"lines": [{}]})

    assert faults == ["$.lines[0].price is missing"]


def test_other_value_is_named_beside_the_agreed_one():
    faults = faults_of_answer({"status": "paid"}, {"status": "shipped"})

    assert faults == ['$.status is "shipped", agreed was exactly "paid"']


def test_only_a_literal_that_differs_is_called_literal():
    interaction = make_interaction(response=body({"status": "paid", "total": 5}))

    mismatches = response_mismatches(
        interaction, given({"status": "new", "total": "5"})
    )

    assert [mismatch.is_literal for mismatch in mismatches] == [True, False]


def test_rule_applies_to_every_entry_of_a_list():
    rules = {"$.lines": {"match": "type", "min": 1}, "$.lines[*].id": "integer"}

    faults = faults_of_answer(
        {"lines": [{"id": 7}]}, {"lines": [{"id": 8}, {"id": "nine"}]}, **rules
    )

    assert faults == ['$.lines[1].id is "nine", which is not an integer']


def test_rule_may_apply_to_one_entry_of_a_list():
    example = [{"name": "Pan"}, {"name": "Cup"}]
    rules = {"$[1].name": "type"}

    for faults_of in (faults_of_request, faults_of_answer):
        assert faults_of([{"name": "Pan"}, {"name": "Pot"}], example, **rules) == []
        assert faults_of([{"name": "Pot"}, {"name": "Pan"}], example, **rules) == [
            '$[0].name is "Pan", agreed was exactly "Pot"'
        ]


def test_empty_list_is_too_small_for_one_entry():
    faults = faults_of_answer(
        {"lines": [7]}, {"lines": []}, **{"$.lines": {"match": "type", "min": 1}}
    )

    assert faults == ["$.lines has fewer than 1 entries"]


def test_most_specific_rule_wins():
    rules = {"$": "type", "$.*": "integer", "$.name": "type"}

    assert faults_of_answer({"name": "Teapot"}, {"name": "Pan"}, **rules) == []


def test_rule_of_an_object_holds_for_all_inside():
    faults = faults_of_answer(
        {"maker": {"name": "Ada", "age": 36}},
        {"maker": {"name": "Grace", "age": "36"}},
        **{"$.maker": "type"},
    )

    assert faults == ['$.maker.age is "36", which is not a number']


@pytest.mark.parametrize("other", [None, 7, True, ["known"], {"name": "known"}])
def test_state_supplies_a_value_of_the_kind_that_was_agreed(other):
    devices = {"$.devices[0]": "${device}", "$.last.name": "device ${device}"}
    agreed = {"devices": ["known"], "last": {"name": "device known"}}
    part = {**body(agreed), "generators": {"body": supplied(devices)}}
    in_request, in_answer = (
        make_interaction({"method": "POST", **part}),
        make_interaction(response=part),
    )

    good = {"devices": ["new"], "last": {"name": "device new"}}
    assert request_mismatches(in_request, sent(good)) == []
    assert response_mismatches(in_answer, given(good)) == []
    bad = {"devices": [other], "last": {"name": other}}
    for mismatches in (
        request_mismatches(in_request, sent(bad)),
        response_mismatches(in_answer, given(bad)),
    ):
        assert [str(each) for each in mismatches] == [
            f"$.devices[0] is {json.dumps(other)}, which is not a text",
            f"$.last.name is {json.dumps(other)}, which is not a text",
        ]


def test_state_that_supplies_one_entry_of_a_list_supplies_no_further_one():
    part = {**body(["known"]), "generators": {"body": supplied({"$[0]": "${device}"})}}
    interaction = make_interaction({"method": "POST", **part})

    [fault] = request_mismatches(interaction, sent(["new", "newer"]))

    assert str(fault) == "$ has 2 entries, agreed were exactly 1"


def test_name_that_is_no_identifier_can_have_a_rule():
    faults = faults_of_answer(
        {"it's here": 1}, {"it's here": "x"}, **{"$['it\\'s here']": "integer"}
    )

    assert faults == ['$.it\'s here is "x", which is not an integer']


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<p>Sorry</p>", "Expecting value"),
        ('{"weight": NaN}', "NaN is no value of JSON"),
        ('{"weight": 1e400}', "out of range"),
        ("", "is missing"),
    ],
)
def test_what_is_not_json_is_reported_as_such(text, reason):
    [fault] = faults_of_answer({"weight": 1}, text)

    assert reason in fault


@pytest.mark.parametrize("matcher", ["contentType", "equalsIgnoreOrder", "tea"])
def test_matcher_nobody_may_write_is_refused_by_name(matcher):
    with pytest.raises(UnknownRule, match=matcher):
        faults_of_answer({"tags": ["tea"]}, {"tags": ["tea"]}, **{"$.tags": matcher})


def test_rules_combined_in_another_way_are_refused():
    part = body({"id": 7}, body={"$.id": "integer"})
    part["matchingRules"]["body"]["$.id"]["combine"] = "XOR"

    with pytest.raises(UnknownRule, match="XOR"):
        response_mismatches(make_interaction(response=part), given({"id": 8}))


def test_path_that_cannot_be_read_is_refused():
    with pytest.raises(UnknownRule, match=r"\$\.\.id"):
        faults_of_answer({"id": 7}, {"id": 7}, **{"$..id": "integer"})
