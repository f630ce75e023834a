"""What can go wrong with accounts.

Problem
├── NameTaken        409
├── OwnAccount       409
├── ChangedMeanwhile 409
├── FieldsMissing    400
├── WrongPassword    422
├── AccountNotFound  404
├── UsernameNotFound 404
├── SignInNotFound   404
├── TooManyAttempts  429
└── TooBusy          503
"""

import math
from collections.abc import Iterable

from service_kit.problems import (
    BadRequest,
    Conflict,
    Invalid,
    NotFoundProblem,
    TooManyRequests,
    Unavailable,
)

_TAKEN = {
    "username": "This username is taken.",
    "email": "An account uses this e-mail address. Sign in, or use another.",
}


class NameTaken(Conflict):
    """Somebody else has the username, the email, or both."""

    name = "taken"
    title = "Already taken"

    def __init__(self, fields: Iterable[str]) -> None:
        """Take the fields whose values are taken: `username`, `email`."""
        errors = {field: [_TAKEN[field]] for field in fields}
        super().__init__(" ".join(line for [line] in errors.values()), errors=errors)


class OwnAccount(Conflict):
    """An administrator would lose the rights that the next step needs."""

    name = "own-account"
    title = "This is your own account"
    sentence = "You cannot demote or deactivate yourself."


class ChangedMeanwhile(Conflict):
    """The password is another one now than when it was checked."""

    name = "changed-meanwhile"
    title = "Changed meanwhile"
    sentence = "Your account has been changed meanwhile. Try again."


class WrongPassword(Invalid):
    """The password that was asked for again is not the account's."""

    name = "wrong-password"
    title = "Wrong password"

    def __init__(self, field: str) -> None:
        """Take the name of the field that held the password."""
        sentence = "This is not your password."
        super().__init__(sentence, errors={field: [sentence]})


class FieldsMissing(BadRequest):
    """A quick start leaves out what it cannot do without: decision 0017."""

    name = "fields-missing"
    title = "Missing required fields"
    sentence = "Missing required fields"


class AccountNotFound(NotFoundProblem):
    """No account has this id."""

    sentence = "Cannot find user"


class UsernameNotFound(NotFoundProblem):
    """No account has this username."""

    sentence = "Cannot find username"


class SignInNotFound(NotFoundProblem):
    """The account has no such sign-in, or it has ended."""

    sentence = "Cannot find session"


class TooManyAttempts(TooManyRequests):
    """All attempts of the time being are used up."""

    def __init__(self, sentence: str, seconds: int) -> None:
        """Take what was too much, and the time until the next attempt is free."""
        super().__init__(
            f"{sentence} Try again in {_time(seconds)}.", retry_after=seconds
        )


class TooBusy(Unavailable):
    """More passwords wait to be checked than can be, or than may be at once."""

    title = "Too busy just now"
    sentence = "Many passwords are being checked just now. Try again in a moment."


def _time(seconds: int) -> str:
    if seconds < 60:
        return _count(seconds, "second")
    return _count(math.ceil(seconds / 60), "minute")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
