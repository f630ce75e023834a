"""A pact that uses every rule a consumer may write, made with pact-python itself."""

from pathlib import Path
from typing import Any

from pact import Pact, match, xml
from pact.interaction import HttpInteraction
from pact.match.matcher import GenericMatcher

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
XML = "application/xml"
PROBLEM = "application/problem+json"


def write_sample(folder: Path) -> None:
    """Write the sample pact into a folder."""
    pact = Pact("shop-window", "tea-house")
    _teapots(pact)
    _orders(pact)
    _forms(pact)
    _markup(pact)
    _plain_answers(pact)
    pact.write_file(folder)


def amount(example: str) -> Any:
    return match.regex(example, regex=r"^[0-9]+\.[0-9]{2}$")


def moment(example: str) -> Any:
    return match.datetime(example, format="%Y-%m-%dT%H:%M:%S%:z")


def exactly(value: Any) -> Any:
    return GenericMatcher("equality", value)


def visible(example: str) -> Any:
    """A text with something in it: alone, the expression would accept a number."""
    matchers = [
        {"pact:matcher:type": "type"},
        {"pact:matcher:type": "regex", "regex": r"^.*\S.*$"},
    ]
    return {"pact:matcher:type": matchers, "value": example}


def some(*examples: Any) -> Any:
    return match.type(list(examples), min=1)


def _asks(pact: Pact, description: str, method: str, path: Any) -> HttpInteraction:
    request = pact.upon_receiving(description).with_request(method, path)
    return request.with_header(
        "Authorization", match.regex("Bearer tea", regex=r"^Bearer \S+$")
    )


def _teapots(pact: Pact) -> None:
    # One interaction for each kind of rule: pact draws a picture of every difference,
    # and takes long over large bodies.
    aspects: dict[str, dict[str, Any]] = {
        "numbers": {
            "id": match.int(7),
            "weight": match.number(0.8),
            "volume": match.decimal(1.5),
            "stock": 12,
        },
        "words": {
            "name": match.regex("Teapot", regex=r"^\S.*$"),
            "price": amount("12.00"),
            "kind": match.regex("pot", regex="^(pot|cup)$"),
            "motto": match.includes("tea"),
            "lid": "round",
            "story": visible("Found in an attic"),
        },
        "switches": {
            "in_stock": match.like(True),
            "is_new": match.bool(False),
            "is_gift": False,
            "retired": None,
            "heir": match.none(),
        },
        "moments": {
            "made_at": moment("2025-01-02T03:04:05+00:00"),
            "glazed_on": match.date("2025-01-02"),
            "poured_at": match.time("03:04:05"),
        },
        "lists": {
            "tags": some("kitchen"),
            "sizes": match.each_like(match.int(3), min=1, max=3),
            "colours": [],
            "pair": ["left", match.like("right")],
            "shapes": some(exactly({"lid": "round", "feet": [1, 2]})),
        },
        "boxes": {
            "boxes": match.each_like(
                match.each_like({"cups": match.int(6)}, min=1), min=1
            ),
            "extras": {},
        },
        "makers": {
            "maker": match.like(
                {"name": "Ada", "town": exactly("Stoke"), "marks": ["crown", "star"]}
            ),
        },
    }
    for aspect, body in aspects.items():
        (
            _asks(pact, f"the {aspect} of a teapot", "GET", f"/teapots/7/{aspect}")
            .given("a teapot exists", id=7)
            .with_header("Accept", JSON)
            .will_respond_with(200)
            .with_body(body, JSON)
        )
    (
        _asks(pact, "the label of a teapot", "GET", "/teapots/7/label")
        .will_respond_with(200)
        .with_header("ETag", match.regex('"1"', regex=r'^(W/)?"[^"]+"$'))
        .with_header("Cache-Control", "no-cache, private")
        .with_header("X-Cups", match.int(6))
    )
    (
        _asks(pact, "a search for teapots", "GET", "/teapots")
        .with_query_parameter("q", match.regex("tea", regex="^.+$"))
        .with_query_parameter("page", match.int(1))
        .with_query_parameter("tag", "kitchen")
        .with_query_parameter("tag", "gift")
        .with_query_parameter("id", match.each_like("7", min=1))
        .with_query_parameter("note", "")
        .will_respond_with(200)
        .with_body(match.each_like({"id": match.int(7), "name": "Teapot"}, min=1), JSON)
    )
    (
        _asks(
            pact, "a teapot by its matcher", "GET", match.regex("/a/7", regex=r"/a/\d+")
        )
        .with_header("If-None-Match", '"1"')
        .will_respond_with(304)
        .with_header("ETag", '"1"')
    )


def _orders(pact: Pact) -> None:
    (
        _asks(pact, "an order of two teapots", "POST", "/orders")
        .with_header(
            "Idempotency-Key", match.uuid("00000000-0000-0000-0000-000000000007")
        )
        .with_body(
            {
                "lines": some({"id": match.int(7), "quantity": match.int(2)}),
                "currency": "EUR",
                "gift": match.like(True),
                "note": None,
                "extras": {},
                "codes": [],
                "ship_to": {"town": match.like("Stoke"), "country": "GB"},
            },
            JSON,
        )
        .will_respond_with(201)
        .with_header("Location", match.regex("/orders/1", regex=r"^/orders/\d+$"))
        .with_body({"id": match.int(1), "status": "placed"}, JSON)
    )
    (
        pact.upon_receiving("an order that a state has placed")
        .given("an order is placed")
        .with_request("GET", "/orders/1")
        .with_header("Authorization", "Bearer ada")
        .with_query_parameter("cursor", "c1")
        .with_generators(
            {
                "path": _injected("/orders/${order_id}"),
                "header": {"Authorization": _injected("Bearer ${token}")},
                "query": {"cursor": _injected("${cursor}")},
            },
            part="Request",
        )
        .will_respond_with(200)
        .with_header("Vary", "Accept, Cookie")
        .with_body(
            {"id": match.int(1), "placed_at": moment("2025-01-02T03:04:05Z")}, JSON
        )
    )
    (
        pact.upon_receiving("an order of teapots that a state has put aside")
        .given("teapots are put aside")
        .with_request("POST", "/orders")
        .with_body({"ids": [7, 8], "lines": [{"mark": "mark 1"}], "version": 3}, JSON)
        .with_generators(
            {
                "body": {
                    "$.ids[1]": _injected("${id}"),
                    "$.lines[0].mark": _injected("mark ${mark}"),
                    "$.version": _injected("${version}"),
                },
            },
            part="Request",
        )
        .will_respond_with(204)
    )
    (
        _asks(pact, "an order without lines", "POST", "/orders")
        .with_body({"lines": []}, JSON)
        .will_respond_with(422)
        .with_header("Retry-After", match.regex("2", regex=r"^\d+$"))
        .with_body(
            {"type": "urn:empty", "errors": match.like({"lines": some("Add a line.")})},
            PROBLEM,
        )
    )


def _forms(pact: Pact) -> None:
    (
        pact.upon_receiving("a sign-in")
        .with_request("POST", "/sign-in")
        .with_body(
            {
                "email": match.regex("ada@example.com", regex=r"^\S+@\S+$"),
                "password": match.regex("open sesame", regex="^.+$"),
                "visits": match.int(3),
                "nickname": match.like("Ada"),
                "remember": "yes",
            },
            FORM,
        )
        .will_respond_with(200)
        .with_body({"token": match.regex("t0k3n", regex=r"^\w+$")}, JSON)
    )
    (
        pact.upon_receiving("a wish for several colours")
        .with_request("PUT", "/wish")
        .with_body("colour=red&colour=blue&note=&size=3", FORM)
        .will_respond_with(204)
    )


def _markup(pact: Pact) -> None:
    teapot = xml.element(
        "teapot",
        xml.element("id", match.int(7)),
        xml.element("name", match.like("Teapot")),
        xml.element("price", amount("12.00")),
        attrs={"sku": match.regex("T-7", regex=r"T-\d"), "kind": "pot"},
    )
    (
        _asks(pact, "all teapots as markup", "GET", "/teapots.xml")
        .will_respond_with(200)
        .with_body(
            xml.body(
                xml.element(
                    "response",
                    xml.element("teapots", teapot.each(min=1)),
                    xml.element("tags", xml.element("item", match.like("tea")).each()),
                    xml.element("total", "5"),
                    xml.element("made_at", moment("2025-01-02T03:04:05+00:00")),
                )
            ),
            XML,
        )
    )
    (
        _asks(pact, "a new teapot as markup", "POST", "/teapots.xml")
        .with_body(
            xml.body(
                xml.element(
                    "teapot",
                    xml.element("name", match.like("Teapot")),
                    xml.element("stock", match.int(2)),
                    xml.element("kind", "pot"),
                    attrs={"lang": "en"},
                )
            ),
            XML,
        )
        .will_respond_with(201)
        .with_body("<teapot><id>7</id><id>8</id></teapot>", "text/xml")
    )


def _plain_answers(pact: Pact) -> None:
    (
        pact.upon_receiving("a poem")
        .with_request("GET", "/poem")
        .will_respond_with(200)
        .with_body("I'm a little teapot", "text/plain")
    )
    (
        pact.upon_receiving("a fragment")
        .with_request("GET", "/fragment")
        .will_respond_with(200)
        .with_body("<p>Tea</p>", "text/html")
        .with_matching_rules(
            {"body": {"$": _rule("regex", regex="<p>.*</p>")}}, "Response"
        )
    )
    (
        _asks(pact, "the end of a teapot", "DELETE", "/teapots/7")
        .given("a teapot exists", id=7)
        .given("nobody wants it")
        .will_respond_with(204)
    )


def _injected(expression: str) -> dict[str, str]:
    return {"type": "ProviderState", "expression": expression}


def _rule(name: str, **terms: str) -> dict[str, Any]:
    return {"combine": "AND", "matchers": [{"match": name, **terms}]}
