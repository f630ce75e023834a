"""What an expected value must look like: the only matchers a contract here may use.

Pact offers many more, and several of them accept what nobody meant to accept: "true"
for a flag, "" for a name, [] for a list. Each matcher here was measured to reject
these, and checks its example the moment it is written down. A value that may be absent
has no matcher on purpose: it is two interactions, one with it and one without.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import combinations

from contract_kit.consumer.example_values import example_of, exclude_each_other
from contract_kit.consumer.matcher_types import (
    ArrayContains,
    DocumentBody,
    EachValue,
    Exactly,
    FromState,
    Matcher,
    Plain,
    Some,
    StatusClass,
    Text,
    UnsafeMatcher,
    Value,
    XmlElement,
    refuse_inexact,
    refuse_unsafe_response,
    refuse_unsafe_text,
)

# Blanks, controls, and signs of no width at all: none of them can be seen.
_UNSEEN = (
    r"\s\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    # As they are: pact's core takes an escape of eight digits for other letters.
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
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
_OF_TEXT = re.compile(r"^text/|json|xml|form|^multipart/")
# What Python's regular expressions and pact's understand differently.
_FOREIGN = re.compile(r"\(\?(?:[aiLmsux-]+[:)]|P)")

_CLASSES = {2: "success", 3: "redirect", 4: "clientError", 5: "serverError"}

nothing = Exactly(None)


def text(example: str, *, lines: bool = False) -> Matcher:
    r"""Match text with something visible in it.

    Rejects "", "  ", signs of no width, null and numbers; rejects a line break too,
    unless `lines` allows several of them.
    """
    return _written("text", example, LINES if lines else TEXT)


def money(example: str) -> Matcher:
    """Match an amount as text of two decimals; rejects 2.4, "2.4", "-1.00", null."""
    if not isinstance(example, str):
        raise UnsafeMatcher(
            f"money({example!r}) is a number: write an amount as text of two decimals, "
            'money("2.40"), because no float survives the way through JSON unharmed.'
        )
    return _written("money", example, _MONEY)


def decimal(amount: str) -> Exactly:
    """Match this very amount as a number of JSON, for a client that knows no `money`.

    `decimal("2.40")` rejects 2.41, 2, "2.40" and null. To pact 2.0 is not 2, so
    `decimal("2.00")` is for a provider that writes every amount with a point.
    """
    if not isinstance(amount, str) or not re.fullmatch(_MONEY, amount):
        raise UnsafeMatcher(
            f'decimal({amount!r}) is no amount such as decimal("2.40").'
        )
    if Decimal(repr(float(amount))) != Decimal(amount):
        raise UnsafeMatcher(
            f"decimal({amount!r}) would be written as {float(amount)!r}, because a "
            "number of JSON has 15 digits at most: agree on money(...), as text."
        )
    return Exactly(float(amount))


def token(example: str) -> Matcher:
    """Match a word without blanks: a token, a cursor, a key; rejects "", "a b"."""
    return _written("token", example, _TOKEN)


def uid(example: str) -> Matcher:
    """Match a UUID in lower case; rejects upper case, braces and any other text."""
    return _written("uid", example, _UID)


def etag(example: str) -> Matcher:
    """Match a validator in quotes, weak or strong; rejects a bare or an empty one."""
    return _written("etag", example, _ETAG)


def pattern(example: str, regex: str) -> Matcher:
    """Match text that matches a regular expression as a whole; rejects numbers."""
    if _FOREIGN.search(regex):
        raise UnsafeMatcher(
            f"pattern {regex!r} uses flags or named groups, which pact reads "
            "differently: write it without them."
        )
    regex = _with_plain_digits(regex)
    is_anchored = regex.startswith("^") and regex.endswith("$")
    anchored = regex if is_anchored else f"^(?:{regex})$"
    if re.fullmatch(anchored, ""):
        raise UnsafeMatcher(
            f"pattern {regex!r} accepts an empty text: say what must be there."
        )
    return _written("pattern", example, anchored)


def one_of(example: str, *others: str) -> Matcher:
    """Match one of several words, each of which the consumer knows how to handle."""
    if not others:
        raise UnsafeMatcher(
            f"one_of({example!r}) has one alternative: write exactly({example!r})."
        )
    words = [_SPECIAL.sub(r"\\\1", word) for word in (example, *others)]
    return pattern(example, f"^(?:{'|'.join(words)})$")


def instant(example: str) -> Matcher:
    """Match an RFC 3339 instant in whole seconds; accepts "Z" as well as "+00:00".

    Rejects fractions of a second, a missing zone, a month 13 and numbers.
    """
    written = _written("instant", example, _INSTANT)
    try:
        datetime.fromisoformat(example)
    except ValueError as error:
        raise UnsafeMatcher(f"instant({example!r}): {error}.") from None
    matcher = {"match": "datetime", "format": _INSTANT_FORMAT}
    return Matcher(example, (matcher,), written.regex)


def integer(example: int) -> Matcher:
    """Match a whole number; rejects 1.0, 1.5, "1", true and null."""
    if isinstance(example, bool) or not isinstance(example, int):
        raise UnsafeMatcher(
            f"integer({example!r}) is no whole number: write integer(1), and an amount "
            'of money as money("2.40").'
        )
    refuse_inexact(example, f"integer({example})")
    return Matcher(example, ({"match": "integer"},), r"^-?[0-9]+$")


def flag(example: bool) -> Matcher:
    """Match true or false; rejects "true", 1 and null."""
    if not isinstance(example, bool):
        raise UnsafeMatcher(f"flag({example!r}) is neither True nor False.")
    return Matcher(example, ({"match": "type"},), r"^(?:true|false)$")


def some(element: Value) -> Some:
    """Match a list of at least one element, each like this one; rejects []."""
    refuse_unsafe_response(element, "some(...)")
    return Some(element)


def each_value(element: Value, *, key: str) -> EachValue:
    """Match an object with any keys, at least one; each value is like this one.

    `key` is an example of a key. Rejects {} and null.
    """
    if not isinstance(key, str) or not key:
        raise UnsafeMatcher(
            f"each_value(..., key={key!r}): give an example of a key, a text."
        )
    return _members_of(key, element, "each_value")


def each_key(key: Matcher, element: Value) -> EachValue:
    """Match an object whose keys match, at least one, each value like this one."""
    if not isinstance(key, Matcher) or not isinstance(key.example, str):
        raise UnsafeMatcher(
            f"each_key({key!r}, ...): give a matcher of texts such as token(...) or "
            "pattern(...), or write each_value(..., key=...) for any keys."
        )
    return _members_of(key, element, "each_key")


def array_contains(*examples: Value) -> ArrayContains:
    """Match a list that holds something like each of these, in any order.

    It may hold more. The examples must exclude each other: one entry would do for
    both.
    """
    if not examples:
        raise UnsafeMatcher(
            "array_contains() names nothing: give it an example at least."
        )
    for example in examples:
        refuse_unsafe_response(example, "array_contains(...)")
    for example, other in combinations(examples, 2):
        if not exclude_each_other(example, other):
            raise UnsafeMatcher(
                f"array_contains(...): one entry may be what is said of "
                f"{example_of(example)!r} and of {example_of(other)!r}: give both a "
                "member of one name with another exact value."
            )
    return ArrayContains(examples)


def status_class(example: int) -> StatusClass:
    """Match any status of the hundred of this one: `status_class(503)` is any 5xx."""
    name = _CLASSES.get(example // 100) if type(example) is int else None
    if name is None:
        raise UnsafeMatcher(
            f"status_class({example!r}) is no class that a client handles: give a "
            "status from 200 to 599."
        )
    return StatusClass(example, name)


def exactly(value: Plain | Mapping[str, object] | Sequence[object]) -> Exactly:
    """Match this very value, because the consumer branches on it.

    The whole value must be equal; an object may have no further members. Unlike a value
    that is written down bare, it is never reported as an unused field.
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


def element(name: str, *children: XmlElement | Text, **attributes: Text) -> XmlElement:
    """Match an XML element that is there; of several of its name, the first.

    Text inside it may be exact or a matcher; more elements and attributes are allowed.
    """
    for inside in (*children, *attributes.values()):
        if not isinstance(inside, XmlElement):
            refuse_unsafe_response(inside, f"<{name}>")
            refuse_unsafe_text(inside, f"<{name}>")
    return XmlElement(name, children, attributes)


def document(media_type: str, content: Matcher | str | bytes) -> DocumentBody:
    """Match a body of some media type, such as `image/svg+xml`; bytes exactly."""
    if not content:
        raise UnsafeMatcher(
            f"document({media_type!r}) is empty: give an example of it."
        )
    if isinstance(content, bytes) and _OF_TEXT.search(media_type.lower()):
        raise UnsafeMatcher(
            f"document({media_type!r}) holds bytes, and pact compares this media type "
            "as text: give the text, or a matcher."
        )
    return DocumentBody(media_type, content)


def _members_of(key: str | Matcher, element: Value, name: str) -> EachValue:
    refuse_unsafe_response(element, f"{name}(...)")
    return EachValue(key, element)


def _with_plain_digits(regex: str) -> str:
    r"""Write `\d` as `[0-9]`: pact, as Python, takes it for digits of every script."""
    pieces, is_inside = [], False
    for piece in _PIECE.findall(regex):
        is_inside = piece == "[" or (is_inside and piece != "]")
        digits = "0-9" if is_inside else "[0-9]"
        pieces.append(digits if piece == r"\d" else piece)
    return "".join(pieces)


def _written(name: str, example: str, regex: str) -> Matcher:
    if not isinstance(example, str) or not re.fullmatch(regex, example):
        raise UnsafeMatcher(
            f"{name}({example!r}): the example itself does not match {regex}"
        )
    # Alone, the regex would also accept the number 12.25 for the text "12.25".
    return Matcher(
        example, ({"match": "type"}, {"match": "regex", "regex": regex}), regex
    )
