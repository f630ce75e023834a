"""The one error format of the services: RFC 9457 problem documents.

Problem
├── BadRequest 400 ─ BodyTooLarge 413, UnsupportedBody 415, Invalid 422,
│                    AddressTooLong 414, Unexpected 417, HeadersTooLarge 431
├── Unauthenticated 401
├── Forbidden 403
├── Missing 404 ─ Gone 410
├── Conflict 409
├── PreconditionFailed 412
├── TooManyRequests 429
└── Unavailable 503

Rules raise these or children of their own; routes do not catch them. `type` names the
reason for programs and stays stable; `detail` is the sentence for people, and `message`
repeats it for older clients.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import BaseModel

Document = dict[str, object]


class Problem(Exception):
    """A request that could not be done, with all that the caller may know about it."""

    status: ClassVar[int] = 400
    name: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "Bad request"
    sentence: ClassVar[str] = "The request could not be understood."
    # What its members are, where it has some beyond those of every problem.
    extension: ClassVar[type[BaseModel] | None] = None

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Mapping[str, Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        """Take the sentence, sentences per field, headers and extension members."""
        self.detail = detail or self.sentence
        self.errors = {field: list(lines) for field, lines in (errors or {}).items()}
        self.headers = dict(headers or {})
        self.members = members
        super().__init__(self.detail)

    @classmethod
    def type_name(cls) -> str:
        """Return the `type` by which programs know it."""
        return f"urn:problem-type:{cls.name}"

    def document(self) -> Document:
        """Write the problem as the members that travel."""
        return {
            "type": self.type_name(),
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "errors": self.errors,
            "message": self.detail,
            **self.members,
        }


class BadRequest(Problem):
    """The request itself is malformed."""


class BodyTooLarge(BadRequest):
    """The body is larger than the operation takes."""

    status = 413
    name = "body-too-large"
    title = "Body too large"
    sentence = "The body is too large."


class UnsupportedBody(BadRequest):
    """The body is neither JSON nor a form."""

    status = 415
    name = "unsupported-body"
    title = "Unsupported body"
    sentence = "Send the body as application/json or as a form."


class AddressTooLong(BadRequest):
    """The address is longer than the server reads."""

    status = 414
    name = "address-too-long"
    title = "Address too long"
    sentence = "The address is too long."


class Unexpected(BadRequest):
    """The caller expects something of the server that it does not know."""

    status = 417
    name = "unexpected"
    title = "Unknown expectation"
    sentence = "Leave Expect out, or send 100-continue."


class HeadersTooLarge(BadRequest):
    """There are more headers, or longer ones, than the server reads."""

    status = 431
    name = "headers-too-large"
    title = "Headers too large"
    sentence = "The headers are too many or too long."


class Invalid(BadRequest):
    """Fields of the request are missing, unknown or out of bounds."""

    status = 422
    name = "invalid"
    title = "Some fields need another look"
    sentence = "Some fields need another look."


class TokenAge(BaseModel):
    """Whether the token was good once; absent where it was not, or has been ended."""

    expired: bool | None = None


class Unauthenticated(Problem):
    """Nobody is known behind the request."""

    extension = TokenAge

    status = 401
    name = "unauthenticated"
    title = "Not logged in"
    sentence = "Not logged in"

    def __init__(self, detail: str | None = None, *, expired: bool = False) -> None:
        """Answer with the challenge that RFC 9110 section 11.6.1 demands.

        A token that has run out by our clock may be good by another.
        """
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})
        if expired:
            self.members = {"expired": True}


class TokenMissing(Unauthenticated):
    """No token came with the request."""


class Forbidden(Problem):
    """The caller is known and may not do this."""

    status = 403
    name = "forbidden"
    title = "Not allowed"
    sentence = "You may not do this."


class NotFoundProblem(Problem):
    """There is no such thing, or none that the caller may see."""

    status = 404
    name = "not-found"
    title = "Not found"
    sentence = "There is nothing here."


class Gone(NotFoundProblem):
    """There was such a thing once, and it will not come back."""

    status = 410
    name = "gone"
    title = "Gone"
    sentence = "This is no longer here."


class Conflict(Problem):
    """The request does not fit the present state of things."""

    status = 409
    name = "conflict"
    title = "Conflict"
    sentence = "This does not fit the present state of things."


class PreconditionFailed(Problem):
    """Somebody else has changed the thing since the caller read it."""

    status = 412
    name = "changed-meanwhile"
    title = "Changed meanwhile"
    sentence = "Somebody else has changed this meanwhile; read it again."


class TooManyRequests(Problem):
    """The caller has to wait a while."""

    status = 429
    name = "too-many-requests"
    title = "Too many requests"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        """Set how long to wait, in seconds."""
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


class Unavailable(Problem):
    """Something that this request truly needs does not answer just now."""

    status = 503
    name = "unavailable"
    title = "Not available just now"
    sentence = "This is not available just now. Try again in a moment."

    def __init__(self, detail: str | None = None, *, retry_after: int = 2) -> None:
        """Set when to try again, in seconds."""
        super().__init__(detail, headers={"Retry-After": str(retry_after)})
