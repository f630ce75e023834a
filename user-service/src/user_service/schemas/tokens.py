"""What the other services trust, as it travels: keys, ended sign-ins, tokens."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from service_kit.clock import rfc3339
from service_kit.fields import Line, RequestModel, Secret
from service_kit.problems import Document
from user_service.revocations import EndedSignIn, EndedSignInPage
from user_service.service_tokens import IssuedServiceToken


class ServiceTokenRequest(RequestModel):
    """The name of a service and its secret."""

    client_id: Annotated[Line, Field(min_length=1, max_length=40)]
    client_secret: Annotated[Secret, Field(min_length=1, max_length=500)]


class RevocationsQuery(RequestModel):
    """After which end the list begins."""

    cursor: Annotated[str, Field(max_length=100)] | None = None


class ServiceTokenDocument(BaseModel):
    """A token of a service."""

    token: str
    expires_at: str


class ServiceTokenResponse(BaseModel):
    """The token that was asked for."""

    result: ServiceTokenDocument


class KeySetResponse(BaseModel):
    """A JSON Web Key Set."""

    keys: list[dict[str, str]]


class RevocationDocument(BaseModel):
    """A sign-in that has ended before its token has."""

    sid: str
    expires_at: str


class RevocationsResponse(BaseModel):
    """The tokens to refuse, by their `sid`; with a cursor comes the next one."""

    results: list[RevocationDocument]
    cursor: str | None = None
    has_more: bool | None = None


def revocations_document(ends: Sequence[EndedSignIn]) -> Document:
    """Write ended sign-ins as they travel."""
    return {
        "results": [
            {"sid": end.sign_in_id, "expires_at": rfc3339(end.expires_at)}
            for end in ends
        ]
    }


def revocations_page_document(page: EndedSignInPage) -> Document:
    """Write some of them, and where to ask for more."""
    following = {"cursor": page.cursor, "has_more": page.has_more}
    return revocations_document(page.ends) | following


def service_token_document(issued: IssuedServiceToken) -> Document:
    """Write a service's token as it travels."""
    return {"result": {"token": issued.token, "expires_at": rfc3339(issued.expires_at)}}
