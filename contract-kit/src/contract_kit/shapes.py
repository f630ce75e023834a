"""What a promised value must look like: the only matchers a contract here may use.

Pact offers many more, and several of them accept what nobody meant to accept: "true"
for a flag, "" for a name, [] for a list. Each shape here was measured to reject these,
and checks its example the moment it is written down. A value that may be absent has no
shape on purpose: it is two promises, one with it and one without.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from contract_kit.values import (
    Document,
    Element,
    Exactly,
    FromState,
    Plain,
    Shape,
    Some,
    Text,
    UnsafeShape,
    Value,
    refuse_inexact,
    refuse_unsafe_answer,
    refuse_unsafe_text,
)

# Blanks, controls, and signs of no width at all: none of them can be seen.
_UNSEEN = (
    r"\s\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
)
TEXT = rf"^.*[^{_UNSEEN}].*$"
LINES = rf"^(?:.|\s)*[^{_UNSEEN}](?:.|\s)*$"
# Not \d, which means the digits of every script.
_MONEY = r"^[0-9]+\.[0-9]{2}$"
_TOKEN = rf"^[^{_UNSEEN}]+$"
_UID = r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_ETAG = r'^(?:W/)?"[^"]+"$'
_INSTANT = (
    r"^[0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-9]{2}){2}(?:Z|[+-][0-9]{2}:[0-9]{2})$"
)
# The same in pact's own words. Its default rejects the colon in "+00:00".
_INSTANT_FORMAT = "yyyy-MM-dd'T'HH:mm:ssXXX"
# What a reader of a failure wants to see in the place of an expression.
IN_WORDS = {
    TEXT: "text with something to be seen in it",
    LINES: "text with something to be seen in it",
    _MONEY: 'an amount such as "2.40"',
    _TOKEN: "one word without blanks",
    _UID: "a UUID in lower case",
}
_SPECIAL = re.compile(r"([\\.^$*+?{}\[\]|()])")
_PIECE = re.compile(r"\\.|.", re.DOTALL)
# What Python's regular expressions and pact's understand differently.
_FOREIGN = re.compile(r"\(\?(?:[aiLmsux-]+[:)]|P)")

nothing = Exactly(None)


def text(example: str, *, lines: bool = False) -> Shape:
    r"""Promise text with something visible in it.

    Rejects "", "  ", signs of no width, null and numbers; rejects a line break too,
    unless `lines` allows several of them.
    """
    return _written("text", example, LINES if lines else TEXT)


def money(example: str) -> Shape:
    """Promise an amount as text of two decimals; rejects 2.4, "2.4", "-1.00", null."""
    if not isinstance(example, str):
        raise UnsafeShape(
            f"money({example!r}) is a number: write an amount as text of two decimals, "
            'money("2.40"), because no float survives the way through JSON unharmed.'
        )
    return _written("money", example, _MONEY)


def decimal(amount: str) -> Exactly:
    """Promise this very amount as a number of JSON, for a client that knows no `money`.

    `decimal("2.40")` rejects 2.41, 2, "2.40" and null. To pact 2.0 is not 2, so
    `decimal("2.00")` is for a provider that writes every amount with a point.
    """
    if not isinstance(amount, str) or not re.fullmatch(_MONEY, amount):
        raise UnsafeShape(f'decimal({amount!r}) is no amount such as decimal("2.40").')
    return Exactly(float(amount))


def token(example: str) -> Shape:
    """Promise a word without blanks: a token, a cursor, a key; rejects "", "a b"."""
    return _written("token", example, _TOKEN)


def uid(example: str) -> Shape:
    """Promise a UUID in lower case; rejects upper case, braces and any other text."""
    return _written("uid", example, _UID)


def etag(example: str) -> Shape:
    """Promise a validator in quotes, weak or strong; rejects a bare or an empty one."""
    return _written("etag", example, _ETAG)


def pattern(example: str, regex: str) -> Shape:
    """Promise text that matches a regular expression as a whole; rejects numbers."""
    if _FOREIGN.search(regex):
        raise UnsafeShape(
            f"pattern {regex!r} uses flags or named groups, which pact reads "
            "differently: write it without them."
        )
    regex = _with_plain_digits(regex)
    is_anchored = regex.startswith("^") and regex.endswith("$")
    anchored = regex if is_anchored else f"^(?:{regex})$"
    if re.fullmatch(anchored, ""):
        raise UnsafeShape(
            f"pattern {regex!r} accepts an empty text: say what must be there."
        )
    return _written("pattern", example, anchored)


def one_of(example: str, *others: str) -> Shape:
    """Promise one of several words, each of which the consumer knows how to handle."""
    if not others:
        raise UnsafeShape(
            f"one_of({example!r}) has one alternative: write exactly({example!r})."
        )
    words = [_SPECIAL.sub(r"\\\1", word) for word in (example, *others)]
    return pattern(example, f"^(?:{'|'.join(words)})$")


def instant(example: str) -> Shape:
    """Promise an RFC 3339 instant in whole seconds; accepts "Z" as well as "+00:00".

    Rejects fractions of a second, a missing zone, a month 13 and numbers.
    """
    written = _written("instant", example, _INSTANT)
    try:
        datetime.fromisoformat(example)
    except ValueError as error:
        raise UnsafeShape(f"instant({example!r}): {error}.") from None
    matcher = {"match": "datetime", "format": _INSTANT_FORMAT}
    return Shape(example, (matcher,), written.regex)


def integer(example: int) -> Shape:
    """Promise a whole number; rejects 1.0, 1.5, "1", true and null."""
    if isinstance(example, bool) or not isinstance(example, int):
        raise UnsafeShape(
            f"integer({example!r}) is no whole number: write integer(1), and an amount "
            'of money as money("2.40").'
        )
    refuse_inexact(example, f"integer({example})")
    return Shape(example, ({"match": "integer"},), r"^-?[0-9]+$")


def flag(example: bool) -> Shape:
    """Promise true or false; rejects "true", 1 and null."""
    if not isinstance(example, bool):
        raise UnsafeShape(f"flag({example!r}) is neither True nor False.")
    return Shape(example, ({"match": "type"},), r"^(?:true|false)$")


def some(element: Value) -> Some:
    """Promise a list of at least one element, each like this one; rejects []."""
    refuse_unsafe_answer(element, "some(...)")
    return Some(element)


def exactly(value: Plain | Mapping[str, object] | Sequence[object]) -> Exactly:
    """Promise this very value, because the consumer branches on it.

    The whole value must be equal; an object may have no further members. Unlike a value
    that is written down bare, it is never reported as an unused promise.
    """
    refuse_inexact(value, "exactly(...)")
    return Exactly(value)


def from_state(expression: str, *, example: str | int) -> FromState:
    """Ask with a value that a provider state returns: a real token, a new id, a cursor.

    `from_state("token", example="…")` takes the value named `token`;
    `from_state("Bearer ${token}", example="Bearer …")` puts it into a text. The test of
    the consumer demands the example to the letter.
    """
    named = expression if "${" in expression else f"${{{expression}}}"
    return FromState(named, example)


def element(name: str, *children: Element | Text, **attributes: Text) -> Element:
    """Promise an XML element that is there; of several of its name, the first.

    Text inside it may be exact or a shape; further elements and attributes are allowed.
    """
    for inside in (*children, *attributes.values()):
        if not isinstance(inside, Element):
            refuse_unsafe_answer(inside, f"<{name}>")
            refuse_unsafe_text(inside, f"<{name}>")
    return Element(name, children, attributes)


def document(media_type: str, content: Shape | str) -> Document:
    """Promise a body of text of some media type, such as `image/svg+xml`."""
    if not content:
        raise UnsafeShape(f"document({media_type!r}) is empty: give an example of it.")
    return Document(media_type, content)


def _with_plain_digits(regex: str) -> str:
    r"""Write `\d` as `[0-9]`: pact, as Python, takes it for digits of every script."""
    pieces, is_inside = [], False
    for piece in _PIECE.findall(regex):
        is_inside = piece == "[" or (is_inside and piece != "]")
        digits = "0-9" if is_inside else "[0-9]"
        pieces.append(digits if piece == r"\d" else piece)
    return "".join(pieces)


def _written(name: str, example: str, regex: str) -> Shape:
    if not isinstance(example, str) or not re.fullmatch(regex, example):
        raise UnsafeShape(
            f"{name}({example!r}): the example itself does not match {regex}"
        )
    # Alone, the regex would also accept the number 12.25 for the text "12.25".
    return Shape(
        example, ({"match": "type"}, {"match": "regex", "regex": regex}), regex
    )
