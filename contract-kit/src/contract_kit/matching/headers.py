"""Compares headers: names mind no case, more may come, expected ones must."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from contract_kit.matching.actual_messages import Headers
from contract_kit.matching.matching_rules import Ruling
from contract_kit.matching.media_types import read_media_parameters
from contract_kit.matching.mismatch import Mismatch, other_value
from contract_kit.matching.text_values import compare_by_rule
from contract_kit.pact_files.header_values import values_in

_WITH_PARAMETERS = {"accept", "content-type"}


def compare_headers(
    agreed: Mapping[str, Sequence[str]], seen: Headers, rulings: Mapping[str, Ruling]
) -> Iterator[Mismatch]:
    """Compare the headers of a request or an answer with those that were agreed."""
    by_name = {name.lower(): ruling for name, ruling in rulings.items()}
    for name, values in agreed.items():
        place = f"header {name}"
        given = header_values(seen, name)
        if not given:
            yield Mismatch(place, "is missing")
        elif ruling := by_name.get(name.lower()):
            yield from compare_by_rule(place, values, given, ruling)
        else:
            yield from _compare_values(place, name, values, given)


def header_values(headers: Headers, name: str) -> list[str]:
    """Find the values of a header, one for each line or each entry of a list."""
    return [
        value
        for key, line in headers
        if key.lower() == name.lower()
        for value in values_in(name, line)
    ]


def _compare_values(
    place: str, name: str, agreed: Sequence[str], seen: Sequence[str]
) -> Iterator[Mismatch]:
    is_equal = _are_alike if name.lower() in _WITH_PARAMETERS else _are_equal
    for wanted, value in zip_longest(agreed, seen):
        if value is None:
            yield Mismatch(place, f"lacks {wanted}")
        elif wanted is None:
            yield Mismatch(place, f"holds {value}, which is not in the contract")
        elif not is_equal(wanted, value):
            yield other_value(place, wanted, value)


def _are_equal(agreed: str, seen: str) -> bool:
    return _entries(agreed, ",") == _entries(seen, ",")


def _are_alike(agreed: str, seen: str) -> bool:
    """Compare as far as parameters were agreed; a charset more does no harm."""
    kind, *wanted = _entries(agreed, ";")
    other, *given = _entries(seen, ";")
    parameters = read_media_parameters(given).items()
    return kind == other and read_media_parameters(wanted).items() <= parameters


def _entries(text: str, separator: str) -> list[str]:
    return [entry.strip() for entry in text.split(separator)]
