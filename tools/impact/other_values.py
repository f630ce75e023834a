"""Other values of the same look, to see which pages show a field."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from contract_kit.impact_fields import RealField, with_other_value
from contract_kit.judge import Answer, answer_mismatches
from contract_kit.pact_files import Interaction

_LETTER = re.compile(r"[a-zA-Z]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-zA-Z]+")


def with_another(
    promise: Interaction, answer: Answer, field: RealField
) -> Answer | None:
    """Change a field so that the promise is still kept; None where no way is known."""
    for change in _CHANGES:
        changed = with_other_value(answer, field, _on_texts(change))
        if changed and changed != answer and not answer_mismatches(promise, changed):
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
    return _DIGIT.sub(_next_digit, _LETTER.sub(_next_letter, text))


def _other_first_word(text: str) -> str:
    return _WORD.sub(lambda word: _other_signs(word[0]), text, count=1)


def _other_digits(text: str) -> str:
    return _DIGIT.sub(_next_digit, text)


def _other_last_digit(text: str) -> str:
    return re.sub(r"\d(?=\D*$)", _next_digit, text)


def _other_year(text: str) -> str:
    return re.sub(r"^\d{4}", lambda year: str(int(year[0]) + 1), text)


def _next_letter(letter: re.Match[str]) -> str:
    return letter[0].translate(_NEXT)


def _next_digit(digit: re.Match[str]) -> str:
    return str((int(digit[0]) + 1) % 10)


def _next_in(alphabet: str) -> Iterator[tuple[int, str]]:
    return ((ord(one), alphabet[alphabet.index(one) - 1]) for one in alphabet)


_NEXT = dict(_next_in("abcdefghijklmnopqrstuvwxyz")) | dict(
    _next_in("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
)
_CHANGES = (
    _other_signs,
    _other_year,
    _other_first_word,
    _other_digits,
    _other_last_digit,
)
