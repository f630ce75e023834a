"""A provider played from its contracts: what it gives, and what it refuses."""

import json
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from contract_kit.matching import ActualResponse, response_mismatches
from contract_kit.pact_files import read_pacts
from contract_kit.stub import NoInteractions, create_stub, serve

from ..example_interactions import FORM, JSON, XML, body, make_interaction, ruled
from ..pact_of_every_rule import write_sample
from .teapots import NO_TEAPOT, TEAPOT, asked


def test_expected_response_is_given_as_it_is_written():
    answer = asked(TEAPOT)

    assert answer.status_code == 200
    assert answer.json == {"id": 7, "name": "Teekännchen"}
    assert answer.headers["Content-Type"] == JSON


@pytest.mark.parametrize(
    ("expected", "sent"),
    [
        ("/teapots/a%2Fb", "/teapots/a%2Fb"),
        ("/teapots/a%2Fb", "/teapots/a%2fb"),
        ("/teapots/green%20tea", "/teapots/green%20tea"),
        ("/teapots/gr%C3%BCn", "/teapots/gr%C3%BCn"),
        ("/teapots/~a", "/teapots/%7Ea"),
    ],
)
def test_encoded_path_is_known_as_it_was_expected(expected, sent):
    encoded = make_interaction({"path": expected}, {**body({"id": 7}), "status": 200})

    assert asked(encoded, path=sent).status_code == 200


@pytest.mark.parametrize("written", ["/teapots/gr%C3%BCn", "/teapots/grün"])
@pytest.mark.parametrize("sent", ["/teapots/gr%C3%BCn", "/teapots/grün"])
def test_path_of_any_script_is_known_encoded_or_not(written, sent):
    green = make_interaction({"path": written}, {**body({"id": 7}), "status": 200})

    with serve(create_stub("tea-house", [green])) as url:
        address = urlsplit(url)
        with socket.create_connection((address.hostname, address.port)) as caller:
            caller.sendall(f"GET {sent} HTTP/1.0\r\n\r\n".encode())
            answer = caller.makefile("rb").readline()

    assert answer.split()[1] == b"200"


def test_encoded_slash_is_no_slash():
    encoded = make_interaction(
        {"path": "/teapots/a%2Fb"}, {**body({"id": 7}), "status": 200}
    )

    assert asked(encoded, path="/teapots/a/b").status_code == 501


def test_anything_else_is_refused_with_the_nearest_interaction():
    answer = asked(TEAPOT, path="/teapots/7?colour=red")

    assert (answer.status_code, answer.mimetype) == (501, "application/problem+json")
    assert answer.json["nearest"] == [
        {
            "consumer": "shop-window",
            "interaction": "a request for a teapot, given a teapot exists",
            "reasons": ["query colour is not in the contract"],
        }
    ]
    assert "query colour is not in the contract" in answer.json["detail"]


def test_refusal_is_logged_with_the_nearest_interaction(caplog):
    asked(TEAPOT, path="/teapots/8")

    assert caplog.messages == [
        "tea-house: No contract knows GET /teapots/8. The nearest interaction is 'a "
        'request for a teapot, given a teapot exists\': path is "/teapots/8", agreed '
        'was exactly "/teapots/7". Only values differ that the contract spells out: ask'
        " for these, or use a matcher in the consumer's test."
    ]


def test_nearest_of_equally_near_interactions_is_the_good_one():
    answer = asked(NO_TEAPOT, TEAPOT, path="/teapots/8")

    assert [near["interaction"] for near in answer.json["nearest"]] == [
        "a request for a teapot, given a teapot exists",
        "a request for a broken teapot, given the teapot is broken",
    ]


def test_nearest_interaction_has_the_likest_path():
    lids = make_interaction({"path": "/teapots/7/lids"}, description="the lids")
    spouts = make_interaction({"path": "/teapots/spouts"}, description="all spouts")

    answer = asked(spouts, lids, path="/teapots/moon-pot/lids")

    assert answer.json["nearest"][0]["interaction"] == "the lids"


def test_answer_is_noted_with_the_interaction_it_keeps(caplog):
    caplog.set_level("INFO", "contract_kit.stub")

    asked(TEAPOT)

    assert caplog.messages == [
        "tea-house: GET /teapots/7 is a request for a teapot, given a teapot exists"
    ]


def test_missing_header_is_a_reason_to_refuse():
    answer = asked(TEAPOT, headers={"Accept": XML})

    assert answer.status_code == 501
    assert answer.json["nearest"][0]["reasons"] == [
        'header Accept is "application/xml", agreed was exactly "application/json"'
    ]


@pytest.mark.parametrize(
    ("state", "status"), [("a teapot exists", 200), ("the teapot is broken", 410)]
)
def test_caller_names_the_state(state, status):
    answer = asked(NO_TEAPOT, TEAPOT, headers={"X-Contract-State": state})

    assert answer.status_code == status


def test_state_nobody_expected_is_refused():
    answer = asked(TEAPOT, headers={"X-Contract-State": "the house is on fire"})

    assert answer.status_code == 501
    assert "the house is on fire" in answer.json["detail"]


def test_caller_gets_only_what_was_expected_to_it():
    answer = asked(TEAPOT, headers={"X-Consumer": "kiosk"})

    assert answer.status_code == 501
    assert "this is an interaction of shop-window" in answer.json["detail"]


def test_only_the_chosen_consumers_are_served():
    kiosk = make_interaction({}, {"status": 204}, consumer="kiosk")
    stub = create_stub("tea-house", [TEAPOT, kiosk], consumers=["shop-window"])

    answer = stub.test_client().get("/teapots/7", headers={"Accept": JSON})

    assert answer.status_code == 200


def test_value_a_state_supplies_may_be_any():
    supplied = make_interaction(
        {
            "path": "/orders/1",
            "generators": {
                "path": {"type": "ProviderState", "expression": "/orders/${id}"}
            },
        },
        {"status": 204},
    )

    assert asked(supplied, path="/orders/98").status_code == 204
    assert asked(supplied, path="/carts/98").status_code == 501


def test_form_and_query_are_matched_by_their_rules():
    sign_in = make_interaction(
        {
            "method": "POST",
            "path": "/sign-in",
            "query": {"next": ["/"]},
            **body("email=ada%40example.com", FORM),
            "matchingRules": ruled(
                query={"next": {"match": "regex", "regex": "/.*"}},
                body={"$.email": {"match": "regex", "regex": r"\S+@\S+"}},
            ),
        },
        {"status": 303, "headers": {"Location": ["/"]}},
    )
    address, form = "/sign-in?next=/cart", {"email": "grace@example.com"}

    answer = asked(sign_in, path=address, method="POST", data=form)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_answer_without_a_body_says_nothing_of_its_type():
    answer = asked(make_interaction({}, {"status": 304, "headers": {"ETag": ['"1"']}}))

    assert (answer.data, answer.headers.get("Content-Type")) == (b"", None)


def test_health_needs_no_contract():
    assert asked(TEAPOT, path="/health/ready").status_code == 200


def test_interaction_about_health_is_kept_too():
    sick = make_interaction(
        {"path": "/health/ready"}, {"status": 503}, states=("the kettle is cold",)
    )
    well = make_interaction({"path": "/health/ready"}, {"status": 200})

    answers = [
        asked(sick, well, path="/health/ready", prefer=wish)
        for wish in ((), ["the kettle is cold"])
    ]

    assert [answer.status_code for answer in answers] == [200, 503]


def test_provider_without_interactions_cannot_be_played():
    with pytest.raises(NoInteractions, match="pan-house"):
        create_stub("pan-house", [TEAPOT])


def test_every_example_of_the_sample_keeps_its_own_interaction(tmp_path):
    write_sample(tmp_path)
    interactions = read_pacts(tmp_path)

    for each in interactions:
        agreed = each.request
        stub = create_stub("tea-house", [each]).test_client()
        answer = stub.open(
            agreed["path"],
            method=agreed["method"],
            query_string=agreed.get("query"),
            headers=[(n, v) for n, vs in agreed.get("headers", {}).items() for v in vs],
            data=_sent(agreed),
        )
        given = ActualResponse(
            answer.status_code, tuple(answer.headers.items()), answer.data
        )
        assert response_mismatches(each, given) == [], each.title


def _sent(agreed):
    if "body" not in agreed:
        return b""
    content = agreed["body"]["content"]
    return content if isinstance(content, str) else json.dumps(content)


def test_command_plays_until_it_is_stopped(tmp_path):
    write_sample(tmp_path)
    command = [sys.executable, "-m", "contract_kit", "stub", "tea-house"]

    with subprocess.Popen(  # noqa: S603 (our own command)
        [*command, "--pacts", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as stub:
        url = stub.stdout.readline().split()[-1]
        with urlopen(f"{url}/poem") as answer:  # noqa: S310 (our own address)
            poem = answer.read()
        stub.terminate()

    assert poem == b"I'm a little teapot"


def test_two_hundred_interactions_are_ready_at_once():
    many = [
        make_interaction(
            {"path": f"/teapots/{n}"}, body({"id": n}), description=f"teapot {n}"
        )
        for n in range(200)
    ]
    start = time.process_time()

    answer = asked(*many, path="/teapots/199")

    assert answer.json == {"id": 199}
    assert time.process_time() - start < 0.5
