"""A request and its response as they really were, to be matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ActualRequest:
    """A request somebody made."""

    method: str
    path: str
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True)
class ActualResponse:
    """An answer somebody gave."""

    status: int
    headers: Headers = ()
    body: bytes = b""


def read_parameters(text: str) -> dict[str, list[str]]:
    """Read a query string or a form; a name may come more than once."""
    parameters: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        parameters.setdefault(name, []).append(value)
    return parameters
