"""Which of several answers a stub gives, and with which values."""

import pytest

from contract_kit.stub import ValueNotAllowed, create_stub, names_of

from ..example_interactions import JSON, body, make_interaction
from .teapots import NO_TEAPOT, TEAPOT, asked

TEAPOTS = {"path": "/teapots"}
RARE_TEAPOT = make_interaction(
    {"headers": {"Accept": [JSON]}},
    {**body({"id": 7, "name": "Moon pot"}), "status": 200},
    description="a request for a rare teapot",
    states=("a rare teapot exists",),
)


def test_good_news_come_first():
    wordy = make_interaction(
        {}, {**body({"errors": ["No tea.", "No pot."]}), "status": 422}
    )

    assert asked(wordy, TEAPOT).status_code == 200


def shelf(*teapots, given):
    return make_interaction(TEAPOTS, body({"teapots": list(teapots)}), states=given)


def test_fullest_answer_comes_before_an_empty_one():
    empty = shelf(given=("a house",))
    full = shelf("Moon pot", given=("a house", "a teapot stands in it"))

    answer = asked(empty, full, path="/teapots")

    assert answer.json == {"teapots": ["Moon pot"]}


def test_plain_case_comes_before_a_special_one():
    plain = shelf("Moon pot", given=("it was just bought",))
    chipped = shelf("Chipped pot", given=("a spout broke", "it was just bought"))

    assert asked(chipped, plain, path="/teapots").json == {"teapots": ["Moon pot"]}


def test_answer_with_more_to_say_comes_first():
    bare = make_interaction({}, body({"name": "Moon pot", "left": 0}), states=("bare",))
    stocked = make_interaction(
        {}, body({"name": "Moon pot", "left": 3}), states=("stocked",)
    )

    assert asked(bare, stocked).json["left"] == 3


def sign_in(name, status, **answer):
    return make_interaction(
        {
            "method": "POST",
            "path": "/sign-in",
            **body({"name": name}, body={"$.name": "type"}),
        },
        {"status": status, **answer},
        description=f"a sign-in of {name}",
    )


@pytest.mark.parametrize(("name", "status"), [("Mallory", 403), ("Grace", 200)])
def test_very_example_comes_before_good_news(name, status):
    everybody = (sign_in("Ada", 200), sign_in("Mallory", 403))

    answer = asked(*everybody, path="/sign-in", method="POST", json={"name": name})

    assert answer.status_code == status


def test_preferred_state_comes_before_the_very_example():
    interactions = (sign_in("Ada", 200), sign_in("Mallory", 403))

    answer = asked(
        *interactions,
        path="/sign-in",
        method="POST",
        json={"name": "Mallory"},
        prefer=["a sign-in of Ada"],
    )

    assert answer.status_code == 200


def test_interaction_is_preferred_by_its_description_or_its_states():
    assert names_of(TEAPOT) == {"a request for a teapot", "a teapot exists"}


def brewed(moment):
    rule = {"match": "datetime", "format": "yyyy-MM-dd"}
    content = {"pots": [{"brewed_at": "2026-11-21", "name": "Moon pot"}]}
    ruled_body = body(content, body={"$.pots[0].brewed_at": rule})
    return asked(make_interaction({}, ruled_body), values={"brewed_at": lambda: moment})


def test_moment_of_an_example_can_be_another():
    answer = brewed("2031-05-01")

    assert answer.json == {"pots": [{"brewed_at": "2031-05-01", "name": "Moon pot"}]}


def test_value_that_breaks_the_interaction_is_refused():
    with pytest.raises(
        ValueNotAllowed, match=r"brewed_at.*Put in what the interaction allows"
    ):
        brewed("tomorrow")


@pytest.mark.parametrize("rules", [{}, {"$.brewed_at": {"match": "equality"}}])
def test_value_that_was_agreed_word_for_word_stays(rules):
    ruled_body = body({"brewed_at": "2026-11-21"}, body=rules)

    answer = asked(
        make_interaction({}, ruled_body), values={"brewed_at": lambda: "2031-05-01"}
    )

    assert answer.json == {"brewed_at": "2026-11-21"}


def test_stub_prefers_the_interaction_that_was_chosen():
    wishes = []
    client = create_stub(
        "tea-house", [TEAPOT, RARE_TEAPOT, NO_TEAPOT], prefer=wishes
    ).test_client()

    given = []
    for wish in ("the teapot is broken", "a request for a rare teapot"):
        wishes[:] = [wish]
        given.append(client.get("/teapots/7", headers={"Accept": JSON}))

    assert [answer.status_code for answer in given] == [410, 200]
    assert given[1].json["name"] == "Moon pot"
