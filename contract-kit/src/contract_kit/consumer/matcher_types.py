"""What an interaction is written in: plain values, matchers, XML and whole documents.

Whatever could mean less than it seems to is refused here, with a sentence that says
what to write instead.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Plain: TypeAlias = str | int | bool | None
WrittenMatcher: TypeAlias = Mapping[str, str]


class UnsafeMatcher(ValueError):
    """An interaction that would mean less than it seems to."""


@dataclass(frozen=True)
class Matcher:
    """What one value must look like, and an example of it.

    `matchers` hold in JSON; `regex` holds where all is text: in a header, in a
    query and in XML.
    """

    example: str | int | bool
    matchers: tuple[WrittenMatcher, ...]
    regex: str


@dataclass(frozen=True)
class Some:
    """A list of one element or more, each like the one given."""

    element: "Value"


@dataclass(frozen=True)
class EachValue:
    """An object of one member or more, with any keys or with keys that match.

    Each value is like the one given.
    """

    key: "str | Matcher"
    element: "Value"


@dataclass(frozen=True)
class ArrayContains:
    """A list that holds something like each of these, in any order, among others."""

    examples: tuple["Value", ...]


@dataclass(frozen=True)
class StatusClass:
    """Any status of a class, and an example of it."""

    example: int
    name: str


@dataclass(frozen=True)
class Exactly:
    """A value on which the consumer's code branches."""

    value: object


@dataclass(frozen=True)
class FromState:
    """A value that the provider supplies when it is verified."""

    expression: str
    example: str | int


@dataclass(frozen=True)
class XmlElement:
    """An XML element: its attributes, and inside it text or further elements."""

    name: str
    children: tuple["XmlElement | Text", ...] = ()
    attributes: "Mapping[str, Text]" = field(default_factory=dict)


@dataclass(frozen=True)
class DocumentBody:
    """A body that the consumer hands on unread: a picture, a page, a table."""

    media_type: str
    content: Matcher | str | bytes


Text: TypeAlias = str | int | Matcher | Exactly | FromState
Inside: TypeAlias = Mapping[str, "Value"] | Sequence["Value"]
Value: TypeAlias = (
    Plain | Matcher | Some | EachValue | ArrayContains | Exactly | FromState | Inside
)
Body: TypeAlias = Value | XmlElement | DocumentBody


def refuse_unsafe_response(value: object, place: str = "$") -> None:
    """Refuse a value that no expected response may hold."""
    match value:
        case FromState():
            raise UnsafeMatcher(
                f"{place} is from_state(...) inside an answer: a state can supply "
                "values for requests alone; give the answer a matcher."
            )
        case Mapping() if not value:
            raise UnsafeMatcher(
                f"{place} is {{}}, which accepts any object: name the members that are "
                "read, or write exactly({})."
            )
        case _:
            _refuse_inside(value, place, refuse_unsafe_response)


def refuse_unsafe_request(value: object, place: str = "$") -> None:
    """Refuse a value that no request may hold."""
    if not isinstance(value, FromState):
        _refuse_inside(value, place, refuse_unsafe_request)


def refuse_unsafe_text(value: object, place: str) -> None:
    """Refuse what cannot stand in a header, in a query or in XML."""
    plain = value.value if isinstance(value, Exactly) else value
    if isinstance(plain, bool) or not isinstance(
        plain, str | int | Matcher | FromState
    ):
        raise UnsafeMatcher(
            f"{place} holds {plain!r}: headers, queries, forms and XML hold text "
            "alone. Write a text, a whole number or a matcher."
        )


def refuse_inexact(value: object, place: str) -> None:
    """Refuse what JSON cannot say exactly: floats, decimals, dates, matchers."""
    match value:
        case Mapping():
            for name, member in value.items():
                refuse_inexact(member, f"{place}.{name}")
        case list() | tuple():
            for number, member in enumerate(value):
                refuse_inexact(member, f"{place}[{number}]")
        case int() if not -(2**63) <= value < 2**64:
            raise UnsafeMatcher(
                f"{place} is {value}: whole numbers of JSON travel exactly up to 64 "
                "bits. Write a longer one as text."
            )
        case None | str() | int():
            return
        case _:
            raise UnsafeMatcher(
                f"{place} is {value!r} ({type(value).__name__}): write an amount as "
                'money("2.40"), a count as integer(2), an instant as text; nothing '
                "else travels exactly."
            )


def _refuse_inside(
    value: object, place: str, refuse: Callable[[object, str], None]
) -> None:
    match value:
        case Matcher() | Some() | EachValue() | ArrayContains() | Exactly():
            return
        case Mapping():
            for name, member in value.items():
                refuse(member, f"{place}.{name}")
        case list() | tuple():
            for number, member in enumerate(value):
                refuse(member, f"{place}[{number}]")
        case _:
            refuse_inexact(value, place)
