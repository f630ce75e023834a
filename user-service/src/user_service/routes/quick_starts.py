"""The quick starts of tutorials, as people type them: decision 0017.

The words are the tutorials' own; the use cases are those of every other route.
"""

from flask import Blueprint, Response

from service_kit.access import anyone_recognised, signed_in
from service_kit.answers import answer
from service_kit.bodies import read_json_body
from service_kit.legacy import Legacy
from service_kit.openapi import Answer, Body
from service_kit.operations import operation
from service_kit.problems import (
    Document,
    Invalid,
    TokenMissing,
    Unauthenticated,
    UnsupportedBody,
)
from service_kit.tokens import Caller
from user_service import accounts, profiles, registrations, sign_ins
from user_service.equipment import equipment
from user_service.errors import FieldsMissing, NameTaken, TooBusy, TooManyAttempts
from user_service.log_in import LIFETIME, Grant, log_in_by_turn
from user_service.payloads.bodies import LoginRequest, VisitorHeaders
from user_service.payloads.documents import MessageAnswer
from user_service.payloads.quick_starts import (
    KeptLogin,
    KeptProfile,
    KeptProfileRequest,
    KeptRegistration,
    KeptValidity,
    kept_login_document,
    kept_profile_document,
)
from user_service.routes.visitor import present_visitor

quick_starts = Blueprint("quick_starts", __name__)
_KEPT = Legacy(
    {
        FieldsMissing: FieldsMissing.sentence,
        UnsupportedBody: "Unsupported Media Type",
    }
)
_OF_LOG_IN = Legacy(
    {**_KEPT.sentences, Unauthenticated: "Invalid username or password"}
)

_OF_TOKENS = Legacy(
    {TokenMissing: "Token is missing!", Unauthenticated: "Invalid token!"}
)


@quick_starts.post("/register")
@quick_starts.post("/auth/register", endpoint="register_at_the_gateway")
@operation(
    access=anyone_recognised,
    body=KeptRegistration,
    headers=VisitorHeaders,
    answers={201: MessageAnswer},
    problems=(FieldsMissing, NameTaken, TooManyAttempts, TooBusy),
    legacy=_KEPT,
)
def register(body: KeptRegistration) -> tuple[Document, int]:
    """Open an account."""
    wanted, tools = body.registration(), equipment()
    with registrations.hashed(wanted, present_visitor(), tools) as password_hash:
        accounts.open_account(wanted, password_hash)
    return {"message": "User registered successfully"}, 201


@quick_starts.post("/auth")
@operation(
    access=anyone_recognised,
    own_body=Body(LoginRequest, takes_forms=False),
    headers=VisitorHeaders,
    answers={200: Answer(MessageAnswer, headers=("Set-Cookie",))},
    problems=(Invalid, Unauthenticated, UnsupportedBody, TooManyAttempts, TooBusy),
    legacy=_OF_LOG_IN,
)
def authenticate() -> Response:
    """Log in, and let the browser show the token when it looks at the products."""
    credentials = read_json_body(LoginRequest).credentials()
    granted = log_in_by_turn(credentials, present_visitor(), equipment())
    response = answer({"message": "Authentication successful"})
    _hand_over(response, granted)
    return response


@quick_starts.post("/auth/login")
@operation(
    access=anyone_recognised,
    body=LoginRequest,
    headers=VisitorHeaders,
    answers={200: KeptLogin},
    problems=(Unauthenticated, TooManyAttempts, TooBusy),
    legacy=_OF_LOG_IN,
)
def log_in(body: LoginRequest) -> Document:
    """Log in, and get the token of this sign-in."""
    credentials = body.credentials()
    granted = log_in_by_turn(credentials, present_visitor(), equipment())
    return kept_login_document(granted)


@quick_starts.post("/auth/validate")
@operation(access=signed_in, answers={200: KeptValidity}, legacy=_OF_TOKENS)
def validate(caller: Caller) -> Document:
    """Check whether the token is good."""
    return {"valid": True, "user_id": caller.user_id}


@quick_starts.post("/auth/logout")
@operation(access=signed_in, answers={200: MessageAnswer}, legacy=_OF_TOKENS)
def log_out(caller: Caller) -> Document:
    """Log out: the token is dead from now on."""
    sign_ins.end(caller.session_id, caller.user_id)
    return {"message": "Logged out successfully"}


@quick_starts.get("/users/profile")
@operation(access=signed_in, answers={200: KeptProfile}, legacy=_OF_TOKENS)
def show_profile(caller: Caller) -> Document:
    """Show the caller's own profile."""
    return kept_profile_document(caller.user_id, profiles.show(caller.user_id))


@quick_starts.put("/users/profile")
@operation(
    access=signed_in,
    body=KeptProfileRequest,
    answers={200: MessageAnswer},
    legacy=_OF_TOKENS,
)
def change_profile(caller: Caller, body: KeptProfileRequest) -> Document:
    """Change what is given of the caller's own profile."""
    profiles.change(caller.user_id, body.change)
    return {"message": "Profile updated successfully"}


def _hand_over(response: Response, granted: Grant) -> None:
    # A cookie comes along by itself, so it opens nothing that changes anything.
    response.set_cookie(
        "token",
        granted.token,
        max_age=LIFETIME,
        path="/products",
        secure=equipment().is_encrypted,
        httponly=True,
        samesite="Strict",
    )
