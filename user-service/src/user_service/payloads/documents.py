"""What user-service answers, as models for its documentation and as documents."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from service_kit.clock import rfc3339
from service_kit.problems import Document
from user_service.administration import Page
from user_service.ends import End, EndPage
from user_service.log_in import Grant
from user_service.models import SignIn, User
from user_service.profiles import Portrait
from user_service.service_tokens import ServiceToken


class UserPayload(BaseModel):
    """An account as others may see it."""

    id: int
    username: str
    email: str
    first_name: str
    last_name: str
    is_admin: bool
    is_active: bool
    created_at: str


class UserAnswer(BaseModel):
    """One account."""

    result: UserPayload


class SignInPayload(BaseModel):
    """A fresh sign-in; `device` is the note by which its browser is known later."""

    token: str
    user_id: int
    expires_at: str
    device: str


class RegistrationAnswer(UserAnswer):
    """The account that was opened, and its first sign-in where that was asked for."""

    message: str
    sign_in: SignInPayload | None = None


class UsersAnswer(BaseModel):
    """A page of accounts."""

    results: list[UserPayload]
    next: str | None
    total: int


class MessageAnswer(BaseModel):
    """A sentence about what was done."""

    message: str


class PasswordAnswer(MessageAnswer):
    """A sentence, and the note by which this browser is known from now on."""

    device: str


class LoginAnswer(MessageAnswer, SignInPayload):
    """The token of the sign-in; `api_key` is the course's name of it."""

    api_key: str


class NameAnswer(BaseModel):
    """The username exists; here are free ones."""

    result: bool
    suggestions: list[str]
    reserved: bool


class ProfilePayload(BaseModel):
    """A profile."""

    bio: str
    avatar: str
    preferences: dict[str, Any]


class ProfileAnswer(BaseModel):
    """One profile."""

    result: ProfilePayload


class SessionPayload(BaseModel):
    """A sign-in that has not ended."""

    id: str
    created_at: str
    expires_at: str
    user_agent: str
    is_current: bool


class SessionsAnswer(BaseModel):
    """The sign-ins of an account."""

    results: list[SessionPayload]


class ServiceTokenPayload(BaseModel):
    """A token of a service."""

    token: str
    expires_at: str


class ServiceTokenAnswer(BaseModel):
    """The token that was asked for."""

    result: ServiceTokenPayload


class KeySetAnswer(BaseModel):
    """A JSON Web Key Set."""

    keys: list[dict[str, str]]


class RevocationPayload(BaseModel):
    """A sign-in that has ended before its token has."""

    sid: str
    expires_at: str


class RevocationsAnswer(BaseModel):
    """The tokens to refuse, by their `sid`; with a cursor comes the next one."""

    results: list[RevocationPayload]
    cursor: str | None = None
    has_more: bool | None = None


def user_document(user: User) -> Document:
    """Write an account as it travels: never with anything about its password."""
    return {
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "is_admin": user.is_admin,
        "is_active": user.is_active,
        "created_at": rfc3339(user.created_at),
    }


def users_document(page: Page) -> Document:
    """Write a page of accounts as it travels."""
    return {
        "results": [user_document(user) for user in page.users],
        "next": None if page.next is None else str(page.next),
        "total": page.total,
    }


def login_document(grant: Grant) -> Document:
    """Write what a client needs to know after a log-in."""
    return {
        "message": "Logged in",
        "api_key": grant.token,
        **sign_in_document(grant),
    }


def sign_in_document(grant: Grant) -> Document:
    """Write a fresh sign-in as it travels."""
    return {
        "token": grant.token,
        "user_id": grant.user_id,
        "expires_at": rfc3339(grant.expires_at),
        "device": grant.device,
    }


def profile_document(portrait: Portrait) -> Document:
    """Write a profile as it travels."""
    return {
        "result": {
            "bio": portrait.bio,
            "avatar": portrait.avatar,
            "preferences": portrait.preferences,
        }
    }


def sessions_document(sign_ins: Sequence[SignIn], current: str) -> Document:
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


def revocations_document(ends: Sequence[End]) -> Document:
    """Write ended sign-ins as they travel."""
    return {
        "results": [
            {"sid": end.sign_in_id, "expires_at": rfc3339(end.expires_at)}
            for end in ends
        ]
    }


def revocations_page_document(page: EndPage) -> Document:
    """Write some of them, and where to ask for more."""
    following = {"cursor": page.cursor, "has_more": page.has_more}
    return revocations_document(page.ends) | following


def service_token_document(issued: ServiceToken) -> Document:
    """Write a service's token as it travels."""
    return {"result": {"token": issued.token, "expires_at": rfc3339(issued.expires_at)}}
