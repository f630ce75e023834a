"""One promise as it was declared, before anybody has kept it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from contract_kit.pact_files import State
from contract_kit.values import (
    Body,
    Document,
    Element,
    FromState,
    Text,
    UnsafeShape,
    Value,
    refuse_unsafe_answer,
    refuse_unsafe_request,
    refuse_unsafe_text,
)
from contract_kit.wire import WiredBody, plain_text, wired_body, wired_form

Query = Mapping[str, Text | Sequence[Text]]
Headers = Mapping[str, Text]
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# All that RFC 3986 lets stand in a path as it is, and the sign of what is encoded.
_SENT = "/%:@!$&'()*+,;=-._~"
_WITHOUT_BODY = (204, 304)
# Whatever else is written there, HTTP strips it or pact never matches it.
_HEADER = re.compile(r"(?:[!-~](?:[ -~\t]*[!-~])?)?")


@dataclass(frozen=True)
class Request:
    """What the consumer asks."""

    description: str
    method: str
    path: Text
    query: Query = field(default_factory=dict)
    headers: Headers = field(default_factory=dict)
    body: WiredBody | None = None

    def __post_init__(self) -> None:
        """Refuse a path that would never match, and values that are no text."""
        path = plain_text(self.path)
        if not path.startswith("/") or "?" in path:
            raise UnsafeShape(
                f"{path!r} is no path: begin with a slash, and put what follows the "
                "question mark into query={...}."
            )
        _refuse_raw_signs(path)
        _refuse_unfit_headers(self.headers)
        for name, values in (*self.query.items(), *self.headers.items()):
            for value in each(values):
                refuse_unsafe_text(value, name)
                if isinstance(value, FromState) and values is not value:
                    raise UnsafeShape(
                        f"{name} has several values, one of them from_state(...): a "
                        "state supplies single values alone."
                    )


def _refuse_unfit_headers(headers: Headers) -> None:
    for name, value in headers.items():
        if isinstance(value, list | tuple):
            raise UnsafeShape(
                f"{name} is {value!r}: a header has one value. Join several as they "
                'are sent, "a, b".'
            )
        if not _HEADER.fullmatch(plain_text(value)):
            raise UnsafeShape(
                f"{name} is {plain_text(value)!r}: a header carries plain ASCII in one "
                "line, without blanks at its ends. Encode anything else as the client "
                "does."
            )


def _refuse_raw_signs(path: str) -> None:
    """Refuse what no client sends in a path: it is percent-encoded on its way."""
    encoded = quote(path, safe=_SENT)
    if encoded != path:
        raise UnsafeShape(
            f"{path!r} holds signs that no path carries: write it as the client sends "
            f"it, {encoded!r}."
        )


@dataclass(frozen=True)
class Answer:
    """What the provider answers."""

    status: int
    body: Body | None = None
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True)
class Pending:
    """A wish that the provider need not fulfil yet: who follows it up, until when."""

    owner: str
    until: date


@dataclass(frozen=True)
class Declaration:
    """A promise between two applications."""

    consumer: str
    provider: str
    states: tuple[State, ...]
    request: Request
    answer: Answer
    pending: Pending | None = None


def safe_answer(status: int, body: Body, headers: Headers) -> Answer:
    """Make an answer; refuse one that cannot travel or that promises too little."""
    if body is not None and status in _WITHOUT_BODY:
        raise UnsafeShape(f"An answer of {status} has no body: promise none.")
    if not isinstance(body, Element | Document):
        refuse_unsafe_answer(body)
    wired_body(body)
    _refuse_unfit_headers(headers)
    for name, value in headers.items():
        refuse_unsafe_text(value, name)
        if isinstance(value, FromState):
            raise UnsafeShape(f"{name}: a state supplies values for requests alone.")
    return Answer(status, body, headers)


def refuse_unfit_name(name: str) -> None:
    """Refuse the name of an application that is not fit to be part of a file name."""
    if not _NAME.fullmatch(name):
        raise UnsafeShape(
            f"{name!r} is no name for an application: use small letters, digits and "
            "hyphens, because it becomes part of a file name."
        )


def request_body(
    json: Value | None, form: Mapping[str, Text] | None
) -> WiredBody | None:
    """Choose the body of a request: JSON, a form or none."""
    if json is not None and form is not None:
        raise UnsafeShape(
            "A request has one body: give json=... or form=..., not both."
        )
    if form is not None:
        for name, value in form.items():
            refuse_unsafe_text(value, name)
        return wired_form(form)
    if json is None:
        return None
    refuse_unsafe_request(json)
    return wired_body(json)


def each(values: Text | Sequence[Text]) -> Sequence[Text]:
    """Give the values of a parameter that may be there several times."""
    if isinstance(values, Sequence) and not isinstance(values, str):
        return values
    return [values]
