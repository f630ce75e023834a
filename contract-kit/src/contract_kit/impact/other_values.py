"""Other values of the same look, to see which pages show a field."""

import re
from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from contract_kit.matching import ActualResponse, response_mismatches
from contract_kit.pact_files import Interaction
from contract_kit.quality.actual_response_fields import ActualField, with_other_value

_DIGITS = str.maketrans(digits, digits[1:] + digits[:1])
_SIGNS = _DIGITS | {
    ord(letter): alphabet[place - 1]
    for alphabet in (ascii_lowercase, ascii_uppercase)
    for place, letter in enumerate(alphabet)
}


def with_another(
    interaction: Interaction, answer: ActualResponse, field: ActualField
) -> ActualResponse | None:
    """Change a field so that all still matches; None where no way is known."""
    for change in _CHANGES:
        changed = with_other_value(answer, field, _on_texts(change))
        if (
            changed
            and changed != answer
            and not response_mismatches(interaction, changed)
        ):
            return changed
    return None


def _on_texts(change: Callable[[str], str]) -> Callable[[Any], Any]:
    """Change texts one way, and everything else in the only way there is."""

    def changed(value: Any) -> Any:
        match value:
            case bool():
                return not value
            case int():
                return value + 1
            case str():
                return change(value)
            case list():
                return [changed(each) for each in value]
        return value

    return changed


def _other_signs(text: str) -> str:
    return text.translate(_SIGNS)


def _other_year(text: str) -> str:
    return re.sub(r"^\d{4}", lambda year: str(int(year[0]) + 1), text)


def _other_first_word(text: str) -> str:
    return re.sub("[a-zA-Z]+", lambda word: _other_signs(word[0]), text, count=1)


def _other_digits(text: str) -> str:
    return text.translate(_DIGITS)


def _other_last_digit(text: str) -> str:
    return re.sub(r"\d(?=\D*$)", lambda digit: _other_digits(digit[0]), text)


_CHANGES = (
    _other_signs,
    _other_year,
    _other_first_word,
    _other_digits,
    _other_last_digit,
)
