"""What a declared value has as its example, and whether two exclude each other.

Pact itself is not asked: this runs when an interaction is declared, to refuse what
could mean less than it seems to.
"""

import re
from collections.abc import Mapping
from typing import Any

from contract_kit.consumer.matcher_types import (
    ArrayContains,
    EachValue,
    Exactly,
    FromState,
    Matcher,
    Some,
)


def example_of(value: Any) -> Any:
    """Return the example of a declared value, as JSON would hold it."""
    match value:
        case Matcher() | FromState():
            return value.example
        case Exactly():
            return value.value
        case Some():
            return [example_of(value.element)]
        case EachValue():
            return {example_of(value.key): example_of(value.element)}
        case ArrayContains():
            return [example_of(example) for example in value.examples]
        case Mapping():
            return {name: example_of(member) for name, member in value.items()}
        case list() | tuple():
            return [example_of(member) for member in value]
    return value


def exclude_each_other(one: Any, other: Any) -> bool:
    """Return whether no value can be what both declarations say.

    Two expressions may always have a text in common; only what is exact is sure.
    """
    one, other = _plain(one), _plain(other)
    kinds = {_kind(one), _kind(other)}
    if len(kinds) > 1:
        return True
    match one, other:
        case Mapping(), Mapping():
            return any(
                exclude_each_other(one[name], other[name])
                for name in one.keys() & other.keys()
            )
        case Some(), Some():
            return exclude_each_other(one.element, other.element)
        case list(), list():
            pairs = zip(one, other, strict=False)
            return len(one) != len(other) or any(
                exclude_each_other(*pair) for pair in pairs
            )
        case (Matcher(), Matcher()) | (_, (Some() | EachValue() | ArrayContains())):
            return False
        case ((Some() | EachValue() | ArrayContains()), _):
            return False
        case Matcher(), _:
            return not re.fullmatch(one.regex, _written(other))
        case _, Matcher():
            return not re.fullmatch(other.regex, _written(one))
    return bool(one != other)


def _plain(value: Any) -> Any:
    value = value.value if isinstance(value, Exactly) else value
    return list(value) if isinstance(value, tuple) else value


def _kind(value: Any) -> type:
    """Return which kind of JSON a declaration is about; 1 and 1.0 are two."""
    match value:
        case Matcher() | FromState():
            return type(value.example)
        case Some() | ArrayContains() | list():
            return list
        case EachValue() | Mapping():
            return dict
    return type(value)


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
