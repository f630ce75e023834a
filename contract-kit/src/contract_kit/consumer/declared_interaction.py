"""One interaction as it was declared, before a client has called."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from contract_kit.consumer.matcher_types import (
    Body,
    DocumentBody,
    FromState,
    StatusClass,
    Text,
    UnsafeMatcher,
    Value,
    XmlElement,
    refuse_unsafe_request,
    refuse_unsafe_response,
    refuse_unsafe_text,
)
from contract_kit.consumer.pact_format import (
    PactBody,
    is_several,
    pact_body,
    pact_form,
    plain_text,
)
from contract_kit.pact_files import ProviderState

Query = Mapping[str, Text | Sequence[Text]]
Headers = Mapping[str, Text | Sequence[str]]
Form = Mapping[str, Text | Sequence[str]]
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# All that RFC 3986 lets stand in a path as it is, and the sign of what is encoded.
_SENT = "/%:@!$&'()*+,;=-._~"
_WITHOUT_BODY = (204, 304)
# Whatever else is written there, HTTP strips it or pact never matches it.
_HEADER = re.compile(r"(?:[!-~](?:[ -~\t]*[!-~])?)?")


@dataclass(frozen=True)
class ExpectedRequest:
    """What the consumer asks."""

    method: str
    path: Text
    query: Query = field(default_factory=dict)
    headers: Headers = field(default_factory=dict)
    body: PactBody | None = None

    def __post_init__(self) -> None:
        """Refuse a path that would never match, and values that are no text."""
        path = plain_text(self.path)
        if not path.startswith("/") or "?" in path:
            raise UnsafeMatcher(
                f"{path!r} is no path: begin with a slash, and put what follows the "
                "question mark into query={...}."
            )
        _refuse_raw_signs(path)
        _refuse_unfit_headers(self.headers)
        for name, values in (*self.query.items(), *self.headers.items()):
            for value in each(values):
                refuse_unsafe_text(value, name)
                if isinstance(value, FromState) and values is not value:
                    raise UnsafeMatcher(
                        f"{name} has several values, one of them from_state(...): a "
                        "state supplies single values alone."
                    )


def _refuse_unfit_headers(headers: Headers) -> None:
    for name, value in headers.items():
        if is_several(value):
            _refuse_unfit_list(name, value)
            _refuse_two_types(name)
        for one in each(value):
            if not _HEADER.fullmatch(plain_text(one)):
                raise UnsafeMatcher(
                    f"{name} is {plain_text(one)!r}: a header carries plain ASCII in "
                    "one line, without blanks at its ends. Encode anything else as "
                    "the client does."
                )


def _refuse_two_types(name: str) -> None:
    if name.lower() == "content-type":
        raise UnsafeMatcher("Content-Type has one value: a body is of one type.")


def _refuse_unfit_list(name: str, values: Sequence[object]) -> None:
    """Refuse several values that pact would hold to one rule, or to none."""
    if not values or any(type(value) is not str for value in values):
        raise UnsafeMatcher(
            f"{name} is {list(values)!r}: several values are plain texts, at least "
            "one, because pact has one matcher for all of them."
        )


def _refuse_raw_signs(path: str) -> None:
    """Refuse what no client sends in a path: it is percent-encoded on its way."""
    encoded = quote(path, safe=_SENT)
    if encoded != path:
        raise UnsafeMatcher(
            f"{path!r} holds signs that no path carries: write it as the client sends "
            f"it, {encoded!r}."
        )


@dataclass(frozen=True)
class ExpectedResponse:
    """What the provider answers."""

    status: int | StatusClass
    body: Body | None = None
    headers: Headers = field(default_factory=dict)
    # What a message has instead of headers is called otherwise.
    beside: str = "header"

    @property
    def example_status(self) -> int:
        """The status that the mock answers with."""
        if isinstance(self.status, StatusClass):
            return self.status.example
        return self.status


@dataclass(frozen=True)
class PendingMark:
    """Marks an interaction that may fail for now: who follows it up, until when."""

    owner: str
    until: date


@dataclass(frozen=True)
class InteractionDeclaration:
    """An interaction of two applications, as the consumer declares it."""

    consumer: str
    provider: str
    states: tuple[ProviderState, ...]
    description: str
    request: ExpectedRequest
    response: ExpectedResponse
    pending: PendingMark | None = None


def safe_response(
    status: int | StatusClass, body: Body, headers: Headers, beside: str = "header"
) -> ExpectedResponse:
    """Make a response; refuse one that cannot travel or that demands too little."""
    response = ExpectedResponse(status, body, headers, beside)
    if body is not None and response.example_status in _WITHOUT_BODY:
        raise UnsafeMatcher(f"An answer of {status} has no body: declare none.")
    if not isinstance(body, XmlElement | DocumentBody):
        refuse_unsafe_response(body)
    pact_body(body)
    _refuse_unfit_headers(headers)
    for name, values in headers.items():
        for value in each(values):
            refuse_unsafe_text(value, name)
        if isinstance(values, FromState):
            raise UnsafeMatcher(f"{name}: a state supplies values for requests alone.")
    return response


def refuse_unfit_name(name: str) -> None:
    """Refuse the name of an application that is not fit to be part of a file name."""
    if not _NAME.fullmatch(name):
        raise UnsafeMatcher(
            f"{name!r} is no name for an application: use small letters, digits and "
            "hyphens, because it becomes part of a file name."
        )


def request_body(
    json: Value | None, form: Form | None, body: DocumentBody | None = None
) -> PactBody | None:
    """Choose the body of a request: JSON, a form, a document or none."""
    if sum(part is not None for part in (json, form, body)) > 1:
        raise UnsafeMatcher(
            "A request has one body: give json=..., form=... or body=..., and no two."
        )
    if form is not None:
        for name, value in form.items():
            if is_several(value):
                _refuse_unfit_list(name, value)
            for one in each(value):
                refuse_unsafe_text(one, name)
        return pact_form(form)
    if body is not None:
        return pact_body(body)
    if json is None:
        return None
    refuse_unsafe_request(json)
    return pact_body(json)


def each(values: Text | Sequence[Text]) -> Sequence[Text]:
    """Give the values of a parameter that may be there several times."""
    if isinstance(values, Sequence) and not isinstance(values, str):
        return values
    return [values]
