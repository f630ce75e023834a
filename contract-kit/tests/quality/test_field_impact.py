"""Real answers lose a field at a time, and whoever misses it is named."""

import gzip
import json

import pytest
from flask import Flask, request
from tea_service import Storeroom, create_app
from tea_states import states_of

from contract_kit import verify_provider
from contract_kit.matching import ActualResponse
from contract_kit.pact_files import read_pacts
from contract_kit.provider.interaction_header import mark_pacts
from contract_kit.provider.recorded_responses import (
    FOLDER,
    NoResponse,
    RecordedResponse,
    read_responses,
    recording_app,
)
from contract_kit.provider.state_endpoint import STATE_PATH
from contract_kit.quality.actual_response_fields import (
    ActualField,
    actual_fields,
    with_other_value,
    without_field,
)
from contract_kit.quality.field_impact import BrokenAlready, measure_impact
from contract_kit.traffic.recorder import LONGEST_BODY

from ..example_interactions import XML, body, given, make_interaction

pytest_plugins = ["pytester"]


@pytest.fixture
def record(pacts, tmp_path, monkeypatch):
    """Holds a tea-service to its interactions, and gives what it has answered."""

    def record(change=lambda app: None):
        room, marked, recorded = Storeroom(), tmp_path / "marked", tmp_path / "recorded"
        marked.mkdir()
        mark_pacts(pacts, marked)
        app = create_app(room)
        change(app)
        monkeypatch.setenv(FOLDER, str(recorded))
        verified = verify_provider("tea-service", app, states_of(room), folder=marked)
        # Whether it keeps them is not asked here: its answers are.
        assert len(verified.broken) <= len(verified.outcomes)
        monkeypatch.delenv(FOLDER)
        return read_responses(pacts, recorded)

    return record


def real(expected, answer, *, consumer="shop-window", route="/teapots/<int:id>"):
    return RecordedResponse(
        make_interaction(response=expected, consumer=consumer), route, answer
    )


def who_misses(impacts):
    return {str(impact.field): impact.consumers for impact in impacts}


def names(answer):
    return [str(field) for field in actual_fields(answer)]


def losing(field):
    """Make an application lose a field for ever."""

    def change(app: Flask):
        @app.after_request
        def lose(response):
            answer = ActualResponse(
                response.status_code, tuple(response.headers), response.get_data()
            )
            poorer = without_field(answer, field)
            if poorer is not None and request.path != STATE_PATH:
                response.headers.clear()
                response.headers.extend(poorer.headers)
                response.set_data(poorer.body)
            return response

    return change


def test_every_real_field_is_listed_with_who_misses_it(record):
    impacts = measure_impact(record().answers)

    document = {
        (impact.call, impact.status, str(impact.field)): impact.consumers
        for impact in impacts
    }
    assert document["GET /teas/<slug>", 200, "$.price"] == ("counter",)
    assert document["GET /teas/<slug>", 200, "$.kind"] == ()
    assert document["GET /teas/<slug>", 200, "header ETag"] == ("counter",)
    assert document["GET /teas", 200, "$.teas[*].name"] == ("counter",)
    assert document["GET /teas", 200, "$.total"] == ()
    assert document["GET /teas.xml", 200, "$.teas.tea.name"] == ("counter",)
    assert document["GET /teas.xml", 200, "$.teas.tea.kind"] == ()
    assert document["POST /orders", 201, "header Location"] == ("counter",)
    assert document["POST /orders", 409, "$.left"] == ("counter",)


def test_pact_itself_misses_the_same_fields(record, pacts):
    impacts = measure_impact(record().answers)

    for field in {impact.field for impact in impacts}:
        room = Storeroom()
        app = create_app(room)
        losing(field)(app)
        verified = verify_provider("tea-service", app, states_of(room), folder=pacts)
        broken = {outcome.interaction.title for outcome in verified.broken}
        missed = [impact.broken for impact in impacts if impact.field == field]
        assert broken == {
            each.title for interactions in missed for each in interactions
        }, field


def test_each_consumer_has_fields_of_its_own():
    teapot = given({"id": 7, "price": "12.00", "made_at": "2025"})
    recorded = [
        real(body({"id": 7, "price": "12.00"}), teapot),
        real(body({"id": 7}), teapot, consumer="kiosk"),
    ]

    assert who_misses(measure_impact(recorded)) == {
        "$.id": ("kiosk", "shop-window"),
        "$.price": ("shop-window",),
        "$.made_at": (),
    }


def test_entries_of_a_list_are_one_field():
    answer = given({"items": [{"id": 1}, {"id": 2, "tags": ["tea", "pot"]}], "of": []})

    assert names(answer) == ["$.items[*].id", "$.items[*].tags", "$.of"]
    assert json.loads(without_field(answer, actual_fields(answer)[0]).body) == {
        "items": [{}, {"tags": ["tea", "pot"]}],
        "of": [],
    }


def test_field_may_be_whole_in_one_answer_and_null_in_another():
    recorded = [
        real(body({"lid": None}), given({"lid": None})),
        real(body({"lid": {"size": 3}}), given({"lid": {"size": 3}})),
    ]

    impacts = {str(each.field): len(each.broken) for each in measure_impact(recorded)}
    assert impacts == {"$.lid": 2, "$.lid.size": 1}


def test_dot_in_a_name_leads_nowhere_else():
    refusal = given({"errors": {"address.city": ["Where?"], "address": {"city": 1}}})
    first, second = actual_fields(refusal)

    assert [str(first), str(second)] == [
        "$.errors['address.city']",
        "$.errors.address.city",
    ]
    assert b"Where" not in without_field(refusal, first).body
    assert b"Where" in without_field(refusal, second).body


def test_body_that_is_no_document_is_one_field():
    picture = given("<svg></svg>", "image/svg+xml")

    assert names(picture) == ["body"]
    assert without_field(picture, *actual_fields(picture)).body == b""


def test_attribute_of_xml_is_a_field():
    teas = given("<teas><tea sku='T-7'><id>7</id></tea></teas>", XML)

    assert names(teas) == ["$.teas.tea.@sku", "$.teas.tea.id"]
    assert without_field(teas, actual_fields(teas)[0]).body == (
        b"<teas><tea><id>7</id></tea></teas>"
    )


def test_field_that_is_not_there_cannot_be_lost():
    answer = given({"id": 7})

    assert without_field(answer, ActualField(("$", "price"))) is None
    assert without_field(answer, ActualField(("header", "ETag"))) is None


def test_value_is_changed_wherever_it_stands():
    answer = given({"teas": [{"price": 1}, {"price": 2}]})

    dearer = with_other_value(answer, *actual_fields(answer), lambda price: price + 1)

    assert json.loads(dearer.body) == {"teas": [{"price": 2}, {"price": 3}]}


def test_answer_that_keeps_no_interaction_is_refused():
    recorded = [real(body({"id": 7}), given({"id": 7}, status=500))]

    with pytest.raises(BrokenAlready, match="status is 500.*verify tea-house first"):
        measure_impact(recorded)


def test_pending_interaction_that_is_broken_says_nothing():
    wish = make_interaction(response=body({"id": 7}))
    pending = type(wish)(**{**vars(wish), "pending": True})

    assert measure_impact([RecordedResponse(pending, "/", given({"no": "tea"}))]) == []


def test_interaction_without_an_answer_is_reported(pacts, tmp_path):
    with pytest.raises(NoResponse, match=r"No response of tea-service was recorded"):
        read_responses(pacts, tmp_path)


def test_answer_that_is_too_long_is_reported(record):
    def pad(app: Flask):
        @app.after_request
        def add_spaces(response):
            response.set_data(response.get_data() + b" " * LONGEST_BODY)
            return response

    with pytest.raises(NoResponse, match="too long to be kept: let the state give"):
        record(pad)


def test_packed_answer_is_read_as_its_client_reads_it(record):
    def pack(app: Flask):
        @app.after_request
        def shrink(response):
            response.set_data(gzip.compress(response.get_data()))
            response.headers["Content-Encoding"] = "gzip"
            return response

    impacts = measure_impact(record(pack).answers)

    named = {str(impact.field) for impact in impacts}
    assert "$.price" in named
    assert "header Content-Encoding" not in named


def test_nothing_is_recorded_without_a_folder(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    app = create_app(Storeroom())

    assert recording_app(app, "tea-service") is app


def test_marks_are_in_the_copies_alone(pacts, tmp_path):
    before = read_pacts(pacts)

    mark_pacts(pacts, tmp_path)

    assert read_pacts(pacts) == before
    marks = [
        each.request["headers"]["X-Contract-Interaction"]
        for each in read_pacts(tmp_path)
    ]
    assert len({mark for [mark] in marks}) == len(before)
