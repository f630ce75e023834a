"""What the other services trust: keys, ended sign-ins, and tokens of their own."""

from flask import Blueprint, Response

from service_kit.access import anyone
from service_kit.answers import answer, revalidated
from service_kit.operations import operation
from service_kit.problems import Document, Unauthenticated
from user_service import ends, service_tokens
from user_service.equipment import equipment
from user_service.payloads.bodies import RevocationsQuery, ServiceTokenRequest
from user_service.payloads.documents import (
    KeySetAnswer,
    RevocationsAnswer,
    ServiceTokenAnswer,
    revocations_document,
    revocations_page_document,
    service_token_document,
)

trust = Blueprint("trust", __name__)


@trust.get("/.well-known/jwks.json")
@operation(access=anyone, answers={200: KeySetAnswer, 304: None})
def keys() -> Response:
    """Publish the public half of the signing key."""
    return revalidated(answer(equipment().signing_key.key_set))


@trust.get("/api/revocations")
@operation(
    access=anyone, query=RevocationsQuery, answers={200: RevocationsAnswer, 304: None}
)
def revocations(query: RevocationsQuery) -> Response:
    """List the sign-ins that have ended before their tokens have.

    All of them; or, with a cursor, a page of those that ended after it. The cursor `0`
    stands at the beginning, and so does one that is not known any more.
    """
    if query.cursor is None:
        return revalidated(answer(revocations_document(ends.all_ends())))
    page = ends.ends_after(query.cursor)
    return revalidated(answer(revocations_page_document(page)))


@trust.post("/api/service-token")
@operation(
    access=anyone,
    body=ServiceTokenRequest,
    answers={200: ServiceTokenAnswer},
    problems=(Unauthenticated,),
)
def service_token(body: ServiceTokenRequest) -> Document:
    """Give a service a token for the next ten minutes."""
    tools = equipment()
    issued = service_tokens.issue(
        body.client_id, body.client_secret, tools.service_secrets, tools.signing_key
    )
    return service_token_document(issued)
