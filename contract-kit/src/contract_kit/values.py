"""What a promise is written in: plain values, shapes, XML and whole documents.

Whatever could promise less than it seems to is refused here, with a sentence that says
what to write instead.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Plain: TypeAlias = str | int | bool | None
Matcher: TypeAlias = Mapping[str, str]


class UnsafeShape(ValueError):
    """A promise that would mean less than it seems to."""


@dataclass(frozen=True)
class Shape:
    """What one value must look like, and an example of it.

    `matchers` judge it in JSON; `regex` judges it where all is text: in a header, in a
    query and in XML.
    """

    example: str | int | bool
    matchers: tuple[Matcher, ...]
    regex: str


@dataclass(frozen=True)
class Some:
    """A list of one element or more, each like the one given."""

    element: "Value"


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
class Element:
    """An XML element: its attributes, and inside it text or further elements."""

    name: str
    children: tuple["Element | Text", ...] = ()
    attributes: "Mapping[str, Text]" = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A body that the consumer hands on unread: a picture, a page, a table."""

    media_type: str
    content: Shape | str


Text: TypeAlias = str | int | Shape | Exactly | FromState
Inside: TypeAlias = Mapping[str, "Value"] | Sequence["Value"]
Value: TypeAlias = Plain | Shape | Some | Exactly | FromState | Inside
Body: TypeAlias = Value | Element | Document


def refuse_unsafe_answer(value: object, place: str = "$") -> None:
    """Refuse a value that no answer may promise."""
    match value:
        case FromState():
            raise UnsafeShape(
                f"{place} is from_state(...) inside an answer: a state can supply "
                "values for requests alone; give the answer a shape."
            )
        case Mapping() if not value:
            raise UnsafeShape(
                f"{place} is {{}}, which accepts any object: name the members that are "
                "read, or write exactly({})."
            )
        case _:
            _refuse_inside(value, place, refuse_unsafe_answer)


def refuse_unsafe_request(value: object, place: str = "$") -> None:
    """Refuse a value that no request may hold."""
    if not isinstance(value, FromState):
        _refuse_inside(value, place, refuse_unsafe_request)


def refuse_unsafe_text(value: object, place: str) -> None:
    """Refuse what cannot stand in a header, in a query or in XML."""
    plain = value.value if isinstance(value, Exactly) else value
    if isinstance(plain, bool) or not isinstance(plain, str | int | Shape | FromState):
        raise UnsafeShape(
            f"{place} holds {plain!r}: headers, queries, forms and XML hold text "
            "alone. Write a text, a whole number or a shape."
        )


def refuse_inexact(value: object, place: str) -> None:
    """Refuse what JSON cannot say exactly: floats, decimals, dates, shapes."""
    match value:
        case Mapping():
            for name, member in value.items():
                refuse_inexact(member, f"{place}.{name}")
        case list() | tuple():
            for number, member in enumerate(value):
                refuse_inexact(member, f"{place}[{number}]")
        case int() if not -(2**63) <= value < 2**64:
            raise UnsafeShape(
                f"{place} is {value}: whole numbers of JSON travel exactly up to 64 "
                "bits. Promise a longer one as text."
            )
        case None | str() | int():
            return
        case _:
            raise UnsafeShape(
                f"{place} is {value!r} ({type(value).__name__}): promise an amount as "
                'money("2.40"), a count as integer(2), an instant as text; nothing '
                "else travels exactly."
            )


def _refuse_inside(
    value: object, place: str, refuse: Callable[[object, str], None]
) -> None:
    match value:
        case Shape() | Some() | Exactly():
            return
        case Mapping():
            for name, member in value.items():
                refuse(member, f"{place}.{name}")
        case list() | tuple():
            for number, member in enumerate(value):
                refuse(member, f"{place}[{number}]")
        case _:
            refuse_inexact(value, place)
