"""Tokens for the other services: the keys to check them, revocations, their own."""

from flask import Blueprint, Response

from service_kit.access import anyone
from service_kit.operation_decorator import operation
from service_kit.problems import Document, Unauthenticated
from service_kit.responses import respond, revalidated
from user_service import revocations as use_cases
from user_service import service_tokens
from user_service.schemas.tokens import (
    KeySetResponse,
    RevocationsQuery,
    RevocationsResponse,
    ServiceTokenRequest,
    ServiceTokenResponse,
    revocations_document,
    revocations_page_document,
    service_token_document,
)
from user_service.security_settings import security_settings

trust = Blueprint("trust", __name__)


@trust.get("/.well-known/jwks.json")
@operation(access=anyone, responses={200: KeySetResponse, 304: None})
def keys() -> Response:
    """Publish the public half of the signing key."""
    return revalidated(respond(security_settings().signing_key.key_set))


@trust.get("/api/revocations")
@operation(
    access=anyone,
    query=RevocationsQuery,
    responses={200: RevocationsResponse, 304: None},
)
def revocations(query: RevocationsQuery) -> Response:
    """List the sign-ins that have ended before their tokens have.

    All of them; or, with a cursor, a page of those that ended after it. The cursor `0`
    stands at the beginning, and so does one that is not known any more.
    """
    if query.cursor is None:
        return revalidated(respond(revocations_document(use_cases.all_ends())))
    page = use_cases.ends_after(query.cursor)
    return revalidated(respond(revocations_page_document(page)))


@trust.post("/api/service-token")
@operation(
    access=anyone,
    body=ServiceTokenRequest,
    responses={200: ServiceTokenResponse},
    problems=(Unauthenticated,),
)
def service_token(body: ServiceTokenRequest) -> Document:
    """Give a service a token for the next ten minutes."""
    security = security_settings()
    issued = service_tokens.issue(
        body.client_id,
        body.client_secret,
        security.service_secrets,
        security.signing_key,
    )
    return service_token_document(issued)
