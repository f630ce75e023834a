"""Validates email addresses and writes them in one form."""

import string

from email_validator import ValidatedEmail, validate_email

LONGEST = 254
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def validate(email: str) -> str:
    """Return an email as it is stored; else raise `ValueError` in words.

    Addresses under `.test` and `.example` are fine, and no name server is asked: what
    counts is the shape. The domain is written as name servers know it (UTS 46, not
    transitional), because faß.de and fass.de have two owners. Of the other half the
    letters A to Z alone are alike in both cases: what more is, its server decides.
    """
    valid = _validated(email)
    address = f"{valid.local_part.translate(_LOWER)}@{valid.ascii_domain}"
    if len(address) > LONGEST:
        raise ValueError("The email address is too long.")
    return address


def normalize(email: str) -> str:
    """Write an email as it would be stored, whether it is one or not."""
    try:
        return validate(email)
    except ValueError:
        return email.translate(_LOWER)


def old_form(address: str) -> str:
    """Write a stored email as the first release stored it: wholly casefolded."""
    try:
        return _validated(address).normalized.casefold()
    except ValueError:
        return address.casefold()


def _validated(email: str) -> ValidatedEmail:
    return validate_email(email, check_deliverability=False, test_environment=True)
