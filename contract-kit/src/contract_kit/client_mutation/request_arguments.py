"""Finds the calls that send a request, and which part of it each argument is.

Clients are written in many ways, so this goes by what they have in common: the names
of methods (`get`, `post`), of keywords (`params`, `json`, `headers`), and words such as
`"POST"`. A function of the module that sends a request counts as such a call, too.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from contract_kit.client_mutation.client_syntax import ClientSyntax, Function

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
METHODS = WRITES | {"GET", "HEAD", "OPTIONS"}
_VERBS = {method.lower() for method in METHODS}


class Part(Enum):
    """What an argument is to a request."""

    METHOD = auto()
    PATH = auto()
    QUERY = auto()
    HEADERS = auto()
    ONE_HEADER = auto()
    BODY = auto()


_WORDS = {
    **dict.fromkeys(("method", "verb"), Part.METHOD),
    **dict.fromkeys(("path", "url", "uri", "endpoint"), Part.PATH),
    **dict.fromkeys(("params", "query", "query_params", "parameters"), Part.QUERY),
    "headers": Part.HEADERS,
    **dict.fromkeys(("token", "auth", "accept", "cookies", "etag"), Part.ONE_HEADER),
    **dict.fromkeys(("json", "data", "body", "form", "payload", "files"), Part.BODY),
}


@dataclass(frozen=True)
class Argument:
    """An argument of a call that sends a request."""

    call: ast.Call
    part: Part
    name: str
    value: ast.expr
    keyword: ast.keyword | None = None


class RequestArguments:
    """Answers which calls of a client send a request, and with what."""

    def __init__(self, syntax: ClientSyntax) -> None:
        """Take the client."""
        self._syntax = syntax
        self._sending: dict[Function, bool] = {}

    def sends(self, call: ast.Call) -> bool:
        """Return whether a call sends a request, itself or by a function from here."""
        definition = self._syntax.definition(call)
        if definition is not None:
            return self._is_sending(definition)
        return self.method(call) is not None

    def goes_out(self, call: ast.Call) -> bool:
        """Return whether a call leaves the module with a request."""
        return self._syntax.definition(call) is None and self.method(call) is not None

    def method(self, call: ast.Call) -> str | None:
        """Return the method of a call that leaves the module; "" where it varies."""
        match call.func:
            case ast.Attribute(attr=verb) if verb in _VERBS and _has_address(call):
                return verb.upper()
        for argument in call.args[:2]:
            match argument:
                case ast.Constant(value=str(text)) if text in METHODS:
                    return text
                case ast.Name(id=name) if _WORDS.get(name) is Part.METHOD:
                    return ""
        return None

    def of(self, call: ast.Call) -> Iterator[Argument]:
        """List the arguments of a call that are part of its request."""
        for name, value in zip(self._names(call), call.args, strict=False):
            part = _WORDS.get(name)
            if part:
                yield Argument(call, part, name, value)
        for keyword in call.keywords:
            part = _WORDS.get(keyword.arg or "")
            if part:
                yield Argument(call, part, keyword.arg or "", keyword.value, keyword)

    def _names(self, call: ast.Call) -> list[str]:
        """Name the positional arguments, as well as that can be known."""
        definition = self._syntax.definition(call)
        if definition is not None:
            names = [each.arg for each in definition.args.args]
            return names[1:] if isinstance(call.func, ast.Attribute) else names
        match call.func:
            case ast.Attribute(attr=verb) if verb in _VERBS:
                return ["path", "body" if verb.upper() in WRITES else "params"]
        for number, argument in enumerate(call.args[:2]):
            is_word = isinstance(argument, ast.Constant) and argument.value in METHODS
            if is_word or _word(argument) in _WORDS:
                return [*[""] * number, "method", "path", "body"]
        return [_word(argument) for argument in call.args]

    def _is_sending(self, definition: Function) -> bool:
        if definition not in self._sending:
            self._sending[definition] = False  # for a function that calls itself
            self._sending[definition] = any(map(self.sends, _calls(definition)))
        return self._sending[definition]


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Call))


def _has_address(call: ast.Call) -> bool:
    """Return whether something is fetched from an address, not from a dictionary."""
    if any((keyword.arg or "") in _WORDS for keyword in call.keywords):
        return True
    return bool(call.args) and _is_address(call.args[0])


def _is_address(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=str(text)):
            return "/" in text
        case ast.JoinedStr(values=parts):
            return any(_is_address(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _is_address(left) or _is_address(right)
    return _word(value).rpartition("_")[2].lower() in ("path", "url", "uri", "endpoint")


def _word(value: ast.expr) -> str:
    match value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
