"""What an email may look like; one person's spelling of it is everybody's."""

from email_validator import validate_email

LONGEST = 254


def acceptable(email: str) -> str:
    """Return an email as it is stored; else raise `ValueError` in words.

    Addresses under `.test` and `.example` are fine, and no name server is asked: what
    counts is the shape.
    """
    valid = validate_email(email, check_deliverability=False, test_environment=True)
    address = valid.normalized.casefold()
    if len(address) > LONGEST:
        raise ValueError("The email address is too long.")
    return address


def folded(email: str) -> str:
    """Write an email as it would be stored, whether it is one or not."""
    try:
        return acceptable(email)
    except ValueError:
        return email.casefold()
