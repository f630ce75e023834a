import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from .conftest import MakeProduct
from .feeds import APPLE, LIPSTICK, bring

FIRST = '{"products": [{"title": "Apple", "price": 1},\n'


def feed_of(**changes: object) -> str:
    return json.dumps({"products": [APPLE, LIPSTICK | changes]})


BROKEN = {
    "nothing at all": ("", "line 1, column 1"),
    "a comma too many": (FIRST + "  ,]}", "line 2, column 3"),
    "cut off": (FIRST, "line 2, column 1"),
    "not a number": (FIRST + '{"price": NaN}]}', "NaN is not a number"),
    "a number of 5,000 digits": ('{"products": ' + "9" * 5000 + "}", "not valid JSON"),
    "a number of 400 million digits": (
        feed_of(price=7).replace('"price": 7', '"price": 1e-400000000'),
        "1e-400000000 has more than 1000 digits or an exponent beyond 999",
    ),
    "an exponent without end": ("1e9999999999999999999", "not valid JSON"),
    "nested for ever": ('{"products": ' + "[" * 100_000, "nested too deeply"),
    "no list": ('{"products": 7}', "not a products feed"),
    "a bare list": ("[]", "not a products feed"),
    "another document": ('{"users": []}', "not a products feed"),
    "no object": (
        '{"products": ["Apple"]}',
        'product 1 must be an object, not "Apple"',
    ),
    "no price": (
        json.dumps({"products": [{"title": "Apple"}]}),
        "product 1 “Apple”: price is missing",
    ),
    "price in words": (
        feed_of(price="cheap"),
        "product 2 “Red Lipstick”: price must be a decimal of at most two places, "
        'such as 10.99, not "cheap"',
    ),
    "price of three decimals": (feed_of(price=1.999), "not 1.999"),
    "price below zero": (feed_of(price=-1), "price must be"),
    "price that is true": (feed_of(price=True), "price must be"),
    "price beyond all sense": (feed_of(price=1e300), "price must be"),
    "stock in parts": (feed_of(stock=1.5), "stock must be a whole number"),
    "stock below zero": (feed_of(stock=-1), "stock must be a whole number"),
    "no title": (feed_of(title=""), "title must be a line of 1 to 120 characters"),
    "title as a number": (feed_of(title=7), "product 2: title must be"),
    "title without end": (feed_of(title="x" * 121), "title must be"),
    "price in pieces": (feed_of(price=[1.5]), "price must be a decimal of"),
    "title that paints the terminal": (
        feed_of(title="\x1b[31mRed\ud800"),
        "product 2 “[31mRed”: title: leave out U+001B (a control character) at",
    ),
    "control characters": (
        feed_of(brand="\x00"),
        "product 2 “Red Lipstick”: brand: leave out U+0000 (a control character) at "
        "position 1.",
    ),
    "half a character": (feed_of(brand="\ud800"), "leave out U+D800"),
    "a sign that nobody sees": (
        feed_of(description="Sow in May.\nWater\u202e often."),
        "product 2 “Red Lipstick”: description: leave out U+202E (RIGHT-TO-LEFT "
        "OVERRIDE) at position 6 of line 2.",
    ),
    "the same twice": (
        feed_of(**APPLE),
        "product 2 “Apple” has the sku GRO-2 of product 1 “Apple”.",
    ),
    "one sku for two": (
        feed_of(sku=" GRO-2"),
        "product 2 “Red Lipstick” has the sku GRO-2 of product 1 “Apple”.",
    ),
    "one title for two": (
        feed_of(title="apple!", sku=None),
        "product 2 “apple!” needs a sku of its own",
    ),
    "title of no letters": (
        feed_of(title="茶", sku=None),
        "product 2 “茶” needs a sku of its own",
    ),
}


@pytest.mark.parametrize(("text", "reason"), BROKEN.values(), ids=BROKEN)
def test_broken_feed_changes_nothing_and_says_why(
    app: Flask,
    client: FlaskClient,
    make_product: MakeProduct,
    tmp_path: Path,
    text: str,
    reason: str,
) -> None:
    make_product("Teapot")
    feed = tmp_path / "feed.json"
    feed.write_text(text)

    result = bring(app, feed)

    assert result.exit_code == 1
    assert reason in result.stderr
    assert result.stderr.endswith("Nothing was changed.\n")
    assert client.get("/api/products").json["total"] == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" " * (5 * 1024 * 1024 + 1), "larger than 5 MiB"),
        (b'{"products": [\n"\xff"]}', "not UTF-8 text: line 2"),
    ],
)
def test_file_that_is_no_text_is_refused(
    app: Flask, tmp_path: Path, content: bytes, reason: str
) -> None:
    feed = tmp_path / "feed.json"
    feed.write_bytes(content)

    result = bring(app, feed)

    assert (result.exit_code, reason in result.stderr) == (1, True)


def test_missing_file_is_named(app: Flask, tmp_path: Path) -> None:
    result = bring(app, tmp_path / "nowhere.json")

    assert result.exit_code == 1
    assert "nowhere.json: The file cannot be read" in result.stderr


def test_feed_may_begin_with_a_byte_order_mark(app: Flask, tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps({"products": [APPLE]}), encoding="utf-8-sig")

    assert bring(app, feed).exit_code == 0


def test_empty_feed_is_a_feed(app: Flask, tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text('{"products": []}')

    result = bring(app, feed)

    assert result.stdout == "0 products: 0 new, 0 changed, 0 unchanged\n"
