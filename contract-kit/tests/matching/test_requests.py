"""How the rest of a request is matched: method, path, query, headers, forms."""

import pytest

from contract_kit.matching import ActualRequest, UnknownRule, request_mismatches

from ..example_interactions import FORM, body, make_interaction, ruled, sent

NUMBER = {"match": "regex", "regex": r"^\d+$"}


def faults(agreed, request, **settled):
    return [
        str(each)
        for each in request_mismatches(make_interaction(agreed), request, **settled)
    ]


def asked(path="/teapots/7", *, query=None, headers=(), method="GET"):
    return ActualRequest(method, path, query or {}, tuple(headers))


def test_another_method_and_path_are_named():
    assert faults({}, asked("/pans/7", method="PUT")) == [
        "method is PUT, agreed was GET",
        'path is "/pans/7", agreed was exactly "/teapots/7"',
    ]


def test_settled_path_is_not_compared_again():
    assert faults({}, asked("/teapots/8"), path_is_settled=True) == []


def test_path_may_have_a_rule():
    rule = {
        "combine": "AND",
        "matchers": [{"match": "regex", "regex": r"/teapots/\d+"}],
    }
    agreed = {"matchingRules": {"path": rule}}

    assert faults(agreed, asked("/teapots/8")) == []
    assert faults(agreed, asked("/teapots/new")) == [
        r'path is "/teapots/new", which does not match /teapots/\d+'
    ]


def test_value_from_a_state_is_known_by_its_expression():
    agreed = {
        "path": "/orders/1",
        "headers": {"Authorization": ["Bearer ada"]},
        "generators": {
            "path": {"type": "ProviderState", "expression": "/orders/${id}"},
            "header": {
                "Authorization": {
                    "type": "ProviderState",
                    "expression": "Bearer ${token}",
                }
            },
        },
    }

    assert (
        faults(agreed, asked("/orders/9", headers=[("authorization", "Bearer x")]))
        == []
    )
    assert faults(
        agreed, asked("/carts/9", headers=[("authorization", "Basic x")])
    ) == [
        'path is "/carts/9", which does not fit /orders/${id}',
        'header Authorization is "Basic x", which does not fit Bearer ${token}',
    ]


def test_query_is_compared_name_by_name():
    agreed = {
        "query": {"q": ["tea"], "page": ["1"], "tag": ["gift"]},
        "matchingRules": ruled(query={"page": NUMBER}),
    }
    request = asked(query={"page": ["two"], "q": ["pan"], "sort": ["price"]})

    assert faults(agreed, request) == [
        'query q is "pan", agreed was exactly "tea"',
        r'query page is "two", which does not match ^\d+$',
        "query tag is missing",
        "query sort is not in the contract",
    ]


def test_repeated_parameters_keep_their_order():
    agreed = {"query": {"tag": ["gift", "tea"]}}

    assert faults(agreed, asked(query={"tag": ["gift", "tea"]})) == []
    assert len(faults(agreed, asked(query={"tag": ["tea", "gift"]}))) == 2
    assert faults(agreed, asked(query={"tag": ["gift"]})) == [
        "query tag comes 1 times, agreed were 2"
    ]


def test_headers_mind_no_case_and_others_may_come():
    agreed = {"headers": {"Accept": ["application/json"]}}
    headers = [("accept", "application/json"), ("X-ActualRequest-Id", "7")]

    assert faults(agreed, asked(headers=headers)) == []


def test_missing_header_is_named():
    agreed = {"headers": {"If-Match": ['"1"']}}

    assert faults(agreed, asked()) == ["header If-Match is missing"]


def test_header_that_is_a_list_is_compared_entry_by_entry():
    agreed = {"headers": {"Accept": ["application/json", "application/xml"]}}

    wider = [("Accept", "application/json,application/xml;q=0.9, */*")]

    assert faults(agreed, asked(headers=wider)) == [
        "header Accept holds */*, which is not in the contract"
    ]


def test_form_is_compared_field_by_field():
    agreed = {
        "method": "POST",
        **body(
            "email=ada%40example.com&age=36&remember=yes",
            FORM,
            body={
                "$.email": {"match": "regex", "regex": r"\S+@\S+"},
                "$.age": "integer",
            },
        ),
    }

    seen = sent("remember=yes&age=old&email=grace%40example.com&next=%2F", FORM)

    assert faults(agreed, seen) == [
        'form field age is "old", which is not an integer',
        "form field next is not in the contract",
    ]


def test_body_of_another_type_is_not_read():
    agreed = {"method": "POST", **body({"quantity": 2})}

    assert "body is application/x-www-form-urlencoded, agreed was application/json" in (
        faults(agreed, sent("quantity=2", FORM))
    )


def test_body_of_several_parts_is_refused():
    agreed = {"method": "POST", **body("--x", "multipart/form-data; boundary=x")}

    with pytest.raises(UnknownRule, match="Multipart"):
        faults(agreed, sent("--x", "multipart/form-data; boundary=x"))
