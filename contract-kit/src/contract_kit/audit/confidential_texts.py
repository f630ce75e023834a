"""Finds what must not stand in a file that many can read: secrets and personal data."""

import re
from collections.abc import Callable, Iterator

from contract_kit.audit.audited_pacts import AuditedPact
from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.interaction_parts import texts_of
from contract_kit.quality.committed_secrets import secrets_in

_EMAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[A-Za-z]{2,})")
# RFC 2606 and 6761 keep these for examples.
_MADE_UP = re.compile(
    r"(?:^|\.)(?:example|test|invalid|localhost)$|(?:^|\.)example\.(?:com|net|org)$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ()/.-]{7,18}\d(?!\w)")
# Numbers kept for films and examples in several countries.
_FICTIONAL = re.compile(
    r"^\+(?:1\d{3}55501\d\d|44(?:7700900|1632960)\d{3}|4930231\d{5,})"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_CARD = re.compile(r"(?<![\w.-])(?:\d[ -]?){12,18}\d(?![\w.-])")
# What banks and card providers publish as examples and test numbers.
_PUBLISHED_IBANS = frozenset(
    {"GB82WEST12345698765432", "DE89370400440532013000", "GB29NWBK60161331926819"}
)
_PUBLISHED_CARDS = re.compile(
    r"^(?:4(?:242|111|012|000)|5555|5105|5200|2223|3782|3714|6011|3056|3566|6200)"
)


def confidential_texts(pact: AuditedPact) -> Iterator[AuditFinding]:
    """List secrets and personal data of a pact."""
    for interaction in pact.interactions:
        for found in texts_of(interaction):
            for secret in secrets_in(found.text):
                yield pact.finding(
                    Fault.SECRET,
                    f"holds {secret}",
                    "revoke it, write a made-up example, and let a provider state "
                    "supply the real one",
                    *(interaction, found.place),
                )
            # A boundary or a version may look like an address.
            is_technical = found.place.lower().endswith("header content-type")
            for personal in () if is_technical else personal_data_in(found.text):
                yield pact.finding(
                    Fault.PERSONAL_DATA,
                    f"holds {personal}",
                    "write one that nobody has: ada@example.org, a published test "
                    "number",
                    *(interaction, found.place),
                )


def personal_data_in(text: str) -> Iterator[str]:
    """Name what belongs to a person or to an account, by its form."""
    for address in _EMAIL.finditer(text):
        if not _MADE_UP.search(address[1]):
            yield f"an e-mail address ({address[0]})"
    yield from _named("a phone number", _PHONE, text, _is_phone)
    yield from _named("a bank account", _IBAN, text, _is_iban)
    yield from _named("a card number", _CARD, text, _is_card)


def _named(
    words: str, form: re.Pattern[str], text: str, is_real: Callable[[str], bool]
) -> Iterator[str]:
    for found in form.finditer(text):
        if is_real(re.sub(r"[ ()/.-]", "", found[0])):
            yield f"{words} ({found[0][:6]}…)"


def _is_phone(number: str) -> bool:
    return 9 <= len(number) - 1 <= 15 and not _FICTIONAL.match(number)


def _is_iban(account: str) -> bool:
    if account in _PUBLISHED_IBANS or not 15 <= len(account) <= 34:
        return False
    digits = "".join(str(int(sign, 36)) for sign in account[4:] + account[:4])
    return int(digits) % 97 == 1


def _is_card(number: str) -> bool:
    if _PUBLISHED_CARDS.match(number) or number[0] not in "23456":
        return False
    doubled = [
        int(digit) if place % 2 == 0 else sum(divmod(2 * int(digit), 10))
        for place, digit in enumerate(reversed(number))
    ]
    return sum(doubled) % 10 == 0
