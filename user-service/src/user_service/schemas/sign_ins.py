"""Sign-ins as they travel: log-ins, what they bring, and those that last."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from service_kit.clock import rfc3339
from service_kit.fields import Line, RequestModel, Secret
from service_kit.problems import Document, Invalid
from user_service import email_addresses, password_rules, usernames
from user_service.known_browsers import MOST_DEVICES
from user_service.log_in import Credentials, LogInResult
from user_service.models import SignIn
from user_service.schemas.message_response import MessageResponse

Password = Annotated[Secret, Field(min_length=1, max_length=password_rules.LONGEST)]
Login = Annotated[Line, Field(min_length=1, max_length=email_addresses.LONGEST)]


class LoginRequest(RequestModel):
    """A username or an email, the password, and what makes the browser known."""

    username: Login | None = None
    email: Login | None = None
    password: Password
    devices: Annotated[
        list[str],
        Field(
            repr=False,
            max_length=MOST_DEVICES,
            description="Every `device` that earlier log-ins gave this browser.",
        ),
    ] = []

    def credentials(self) -> Credentials:
        """Convert it to what log-in takes; an email may stand for the username too."""
        if self.username and self.email:
            raise Invalid(errors={"email": ["Give a username or an email, not both."]})
        name = self.username or self.email
        if not name:
            raise Invalid(errors={"username": ["Give a username or an email."]})
        fold = email_addresses.normalize if "@" in name else usernames.normalize
        return Credentials(fold(name), self.password, tuple(self.devices))


class GrantDocument(BaseModel):
    """A fresh sign-in; `device` is the note by which its browser is known later."""

    token: str
    user_id: int
    expires_at: str
    device: str


class LogInResponse(MessageResponse, GrantDocument):
    """The token of the sign-in; `api_key` is the course's name of it."""

    api_key: str


class SignInDocument(BaseModel):
    """A sign-in that has not ended."""

    id: str
    created_at: str
    expires_at: str
    user_agent: str
    is_current: bool


class SignInsResponse(BaseModel):
    """The sign-ins of an account."""

    results: list[SignInDocument]


def log_in_document(result: LogInResult) -> Document:
    """Write what a client needs to know after a log-in."""
    return {
        "message": "Logged in",
        "api_key": result.token,
        **token_document(result),
    }


def token_document(result: LogInResult) -> Document:
    """Write a fresh sign-in as it travels."""
    return {
        "token": result.token,
        "user_id": result.user_id,
        "expires_at": rfc3339(result.expires_at),
        "device": result.device,
    }


def sign_ins_document(sign_ins: Sequence[SignIn], current: str) -> Document:
    """Write sign-ins as they travel; `current` is the id of the caller's own."""
    return {
        "results": [
            {
                "id": sign_in.id,
                "created_at": rfc3339(sign_in.created_at),
                "expires_at": rfc3339(sign_in.expires_at),
                "user_agent": sign_in.user_agent,
                "is_current": sign_in.id == current,
            }
            for sign_in in sign_ins
        ]
    }
