"""A tea house changes its document: who breaks, in a sentence, and who does not."""

import copy

import pytest

from contract_kit.openapi import OpenApiDocument
from contract_kit.openapi_changes import OtherService, document_changes, provider_of

from .tea_house import (
    ALL,
    DOCUMENT,
    JSON,
    PRICE_LIST,
    XML,
    edited,
    get_tea,
    order_schema,
    tea_schema,
)

TEA, ORDER = "GET /teas/{slug}", "POST /orders"


def changes_by(change, interactions=ALL):
    """Return the changes that an edit of the document makes."""
    old, new = OpenApiDocument(DOCUMENT), OpenApiDocument(edited(change))
    return [str(one) for one in document_changes(old, new, interactions)]


def tea(**members):
    return lambda document: tea_schema(document)["properties"].update(members)


def order(**members):
    return lambda document: order_schema(document)["properties"].update(members)


def no_longer(schema, name):
    def change(document):
        del schema(document)["properties"][name]
        if name in schema(document)["required"]:
            schema(document)["required"].remove(name)

    return change


def optional(name):
    return lambda document: tea_schema(document)["required"].remove(name)


def required(name):
    return lambda document: order_schema(document)["required"].append(name)


def parameter(**changes):
    def change(document):
        for one in get_tea(document)["parameters"]:
            if one["name"] == "size":
                one.update(changes)

    return change


def another_parameter(**more):
    def change(document):
        wanted = {"name": "lang", "in": "query", "schema": {"type": "string"}, **more}
        get_tea(document)["parameters"].append(wanted)

    return change


def no_parameter(name):
    def change(document):
        get_tea(document)["parameters"] = [
            one for one in get_tea(document)["parameters"] if one["name"] != name
        ]

    return change


def response(document):
    return get_tea(document)["responses"]["200"]


BREAKING = {
    "price: number → string breaks counter (a tea) and price-list (a price)": tea(
        price={"type": "string"}
    ),
    "removes `name` breaks counter (a tea)": no_longer(tea_schema, "name"),
    "removes `cups` breaks price-list (a tea by its ETag)": no_longer(
        tea_schema, "cups"
    ),
    "price: may be missing breaks counter (a tea) and price-list (a price)": optional(
        "price"
    ),
    "name: string → string or null breaks counter (a tea)": tea(
        name={"type": ["string", "null"]}
    ),
    "origin: string or null → string breaks price-list (a price)": tea(
        origin={"type": "string"}
    ),
    "state: 'warm' as well breaks counter (a tea)": tea(
        state={"enum": ["hot", "cold", "warm"]}
    ),
    "state: no longer 'hot' breaks counter (a tea) and price-list (a price)": tea(
        state={"enum": ["cold"]}
    ),
}


@pytest.mark.parametrize("sentence", BREAKING)
def test_changed_response_breaks_its_readers(sentence):
    assert f"{TEA} → 200: {sentence}" in changes_by(BREAKING[sentence])


HARMLESS = {
    "removes `brand`: nobody reads it": no_longer(tea_schema, "brand"),
    "adds `scent`: harmless": tea(scent={"type": "string"}),
    "name: fewer values: harmless": tea(name={"type": "string", "minLength": 1}),
    "brand: string → string or null: nobody reads it": tea(
        brand={"type": ["string", "null"]}
    ),
}


@pytest.mark.parametrize("sentence", HARMLESS)
def test_change_that_nobody_minds_is_harmless(sentence):
    assert f"{TEA} → 200: {sentence}" in changes_by(HARMLESS[sentence])


def test_consumer_that_takes_any_text_minds_no_new_word():
    change = tea(state={"enum": ["hot", "cold", "warm"]})

    assert changes_by(change, PRICE_LIST)[0] == (
        f"{TEA} → 200: state: 'warm' as well: harmless"
    )


def test_consumer_that_takes_any_text_once_minds_no_new_word_elsewhere():
    exact = copy.deepcopy(PRICE_LIST[0])
    del exact.response["matchingRules"]["body"]["$.state"]
    change = tea(state={"enum": ["hot", "cold", "warm"]})
    sentence = f"{TEA} → 200: state: 'warm' as well"

    assert changes_by(change, [exact, *PRICE_LIST])[0] == f"{sentence}: harmless"
    assert changes_by(change, [exact])[0] == f"{sentence} breaks price-list (a price)"


def test_request_that_is_to_be_refused_may_break_the_new_document():
    refused = copy.deepcopy(ALL[0])
    refused.response.clear()
    refused.response["status"] = 422

    assert changes_by(parameter(schema={"enum": ["cup", "jug"]}), [refused]) == [
        f"{TEA}: parameter size: no longer 'pot': harmless"
    ]
    assert changes_by(another_parameter(required=True), [refused]) == [
        f"{TEA}: parameter lang is added, required: everybody sends it"
    ]


REQUESTS = {
    "request cups: fewer values": order(cups={"type": "integer", "maximum": 1}),
    "request note: fewer values": order(note={"type": "string", "maxLength": 20}),
    "request note: string → integer": order(note={"type": "integer"}),
    "request note: 'soon', 'late' alone": order(note={"enum": ["soon", "late"]}),
    "request milk: becomes required": required("milk"),
    "request removes `note`": no_longer(order_schema, "note"),
}


@pytest.mark.parametrize("sentence", REQUESTS)
def test_changed_request_breaks_its_senders(sentence):
    assert changes_by(REQUESTS[sentence]) == [
        f"{ORDER}: {sentence} breaks counter (an order)"
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (order(cups={"type": "integer", "maximum": 99}), "cups: more values: harmless"),
        (
            order(slug={"enum": ["assam", "none"]}),
            "slug: 'assam', 'none' alone: harmless",
        ),
        (order(milk={"enum": ["none", "some"]}), "milk: no longer 'much': harmless"),
        (order(sugar={"type": "integer"}), "adds `sugar`: harmless"),
        (no_longer(order_schema, "milk"), "removes `milk`: nobody sends it"),
    ],
)
def test_request_that_fits_as_before_is_harmless(change, sentence):
    assert changes_by(change) == [f"{ORDER}: request {sentence}"]


def test_body_that_becomes_required_breaks_who_sends_none():
    empty = copy.deepcopy(ALL[2])
    del empty.request["body"]

    def change(document):
        document["paths"]["/orders"]["post"]["requestBody"]["required"] = True

    assert changes_by(change, [empty]) == [
        f"{ORDER}: a body becomes required breaks counter (an order)"
    ]
    assert changes_by(change) == [
        f"{ORDER}: a body becomes required: everybody sends one"
    ]


PARAMETERS = {
    "size becomes required breaks counter (no tea) and price-list (a price; a tea by "
    "its ETag)": parameter(required=True),
    "size: no longer 'pot' breaks counter (a tea)": parameter(
        schema={"enum": ["cup", "jug"]}
    ),
    "size: no longer 'jug': harmless": parameter(schema={"enum": ["cup", "pot"]}),
    "size is removed breaks counter (a tea)": no_parameter("size"),
    "X-Guest is removed breaks price-list (a price)": no_parameter("X-Guest"),
    "lang is added: harmless": another_parameter(),
    "lang is added, required breaks counter (a tea; no tea) and price-list (a price; a "
    "tea by its ETag)": another_parameter(required=True),
}


@pytest.mark.parametrize("sentence", PARAMETERS)
def test_changed_parameter_breaks_who_depends_on_it(sentence):
    assert changes_by(PARAMETERS[sentence]) == [f"{TEA}: parameter {sentence}"]


def test_free_part_may_get_another_name():
    def rename(document):
        document["paths"]["/teas/{tea}"] = document["paths"].pop("/teas/{slug}")
        get = document["paths"]["/teas/{tea}"]["get"]
        get["parameters"][0]["name"] = "tea"

    assert changes_by(rename) == []


def test_removed_operation_breaks_who_calls_it():
    assert changes_by(lambda one: one["paths"].pop("/orders")) == [
        f"{ORDER}: is removed breaks counter (an order) and price-list (an order of "
        "too much)"
    ]
    assert changes_by(lambda one: one["paths"].pop("/health")) == [
        "GET /health: is removed: nobody calls it"
    ]


def test_removed_status_breaks_who_expects_it():
    def without(status):
        return lambda one: get_tea(one)["responses"].pop(status)

    assert changes_by(without("404")) == [
        f"{TEA} → 404: is removed breaks counter (no tea)"
    ]
    assert changes_by(without("503")) == [f"{TEA} → 503: is removed: nobody expects it"]


def test_status_under_another_name_is_no_loss():
    def widen(document):
        responses = get_tea(document)["responses"]
        responses["4XX"] = responses.pop("404")

    assert changes_by(widen) == [
        f"{TEA} → 404: is removed: nobody expects it",
        f"{TEA} → 4XX: is added: harmless",
    ]


def test_removed_media_type_breaks_who_expects_it():
    xml = f"response is never {XML} any more breaks price-list (a tea by its ETag)"

    assert changes_by(lambda one: response(one)["content"].pop(XML)) == [
        f"{TEA} → 200: {xml}"
    ]


def test_removed_media_type_breaks_who_sends_it():
    def only_xml(document):
        content = document["paths"]["/orders"]["post"]["requestBody"]["content"]
        content[XML] = content.pop(JSON)

    assert changes_by(only_xml)[0] == (
        f"{ORDER}: request is never {JSON} any more breaks counter (an order) and "
        "price-list (an order of too much)"
    )


def test_removed_header_breaks_who_expects_it():
    assert changes_by(lambda one: response(one).pop("headers")) == [
        f"{TEA} → 200: removes the header ETag breaks price-list (a tea by its ETag)"
    ]


def test_what_no_schema_shows_is_found_by_the_examples():
    def sign_in(document):
        get_tea(document)["security"] = [{"token": []}]

    [found] = changes_by(sign_in)

    assert "needs Authorization, and none is sent breaks counter (a tea; no tea)" in (
        found
    )


def test_schema_that_refers_to_itself_is_compared_once():
    change = tea(cups={"type": "string"})

    assert changes_by(change) == [
        f"{TEA} → 200: blends[*].cups: integer → string breaks counter (a tea)",
        f"{TEA} → 200: cups: integer → string: harmless",
    ]


def test_same_change_in_several_places_is_reported_once():
    def share(document):
        document["paths"]["/best"] = copy.deepcopy(document["paths"]["/teas/{slug}"])

    old = edited(share)
    new = copy.deepcopy(old)
    no_longer(tea_schema, "brand")(new)

    changes = document_changes(OpenApiDocument(old), OpenApiDocument(new), ALL)

    assert "GET /best → 200, GET /teas/{slug} → 200: removes `brand`: " in str(
        [str(one) for one in changes]
    )


def test_place_that_breaks_somebody_is_named_first():
    def share(document):
        paths = document["paths"]
        shared = copy.deepcopy(paths["/teas/{slug}"])
        document["paths"] = {"/best": shared, **paths}

    old = edited(share)
    new = copy.deepcopy(old)
    no_longer(tea_schema, "name")(new)

    first, *_ = document_changes(OpenApiDocument(old), OpenApiDocument(new), ALL)

    assert first.places == ("GET /teas/{slug} → 200", "GET /best → 200")


def test_document_that_is_the_same_changes_nothing():
    assert changes_by(lambda document: None) == []


def test_document_of_another_service_is_refused():
    def other(document):
        document["info"]["title"] = "coffee-house"
        document["paths"] = {"/coffees": {}}

    with pytest.raises(OtherService, match="tea-house and coffee-house have no path"):
        changes_by(other)


def test_provider_is_known_by_its_calls():
    document = OpenApiDocument(DOCUMENT)

    assert provider_of(document, ALL) == "tea-house"
    assert provider_of(document, []) is None


def test_schema_that_is_written_in_another_way_changes_nothing():
    def rename(document):
        schemas = document["components"]["schemas"]
        schemas["Leaf"] = {"allOf": [schemas["Tea"]], "description": "A tea."}
        tea_schema(document)["properties"]["origin"] = {"type": ["string", "null"]}
        for media in (JSON, XML):
            response(document)["content"][media] = {
                "schema": {"$ref": "#/components/schemas/Leaf"}
            }

    assert changes_by(rename) == []


def test_other_pattern_is_a_change():
    change = tea(name={"type": "string", "pattern": "^[A-Z][a-z]{3,}$"})
    worse = tea(name={"type": "string", "pattern": "^zzz$"})

    assert f"{TEA} → 200: name: fewer values: harmless" in changes_by(change)
    assert (
        changes_by(worse)[0]
        == f"{TEA} → 200: name: fewer values breaks counter (a tea)"
    )


def test_free_part_of_another_kind_breaks_who_sends_a_word():
    def number(document):
        get_tea(document)["parameters"][0]["schema"] = {"type": "integer"}

    [first, *_] = changes_by(number)

    assert first.startswith(f"{TEA}: path: slug is 'assam': $: 'assam' is not of type")


def test_schema_may_be_true_or_false():
    anything, nothing = changes_by(tea(brand=True)), changes_by(tea(name=False))

    assert f"{TEA} → 200: brand: string → anything: nobody reads it" in anything
    assert nothing[0] == f"{TEA} → 200: name: string → nothing breaks counter (a tea)"


def test_parameter_may_be_referred_to():
    def refer(document):
        parameters = get_tea(document)["parameters"]
        document["components"]["parameters"] = {"Size": parameters[1]}
        parameters[1] = {
            "$ref": "#/components/parameters/Size",
            "description": "The size of the pot.",
        }

    assert changes_by(refer) == []
