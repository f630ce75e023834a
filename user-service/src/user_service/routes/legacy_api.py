"""The quick starts of tutorials, as people type them: decision 0017.

The words are the tutorials' own; the use cases are those of every other route.
"""

from flask import Blueprint, Response

from service_kit.access import anyone_recognised, signed_in
from service_kit.legacy_problems import Legacy
from service_kit.openapi import Body, DeclaredResponse
from service_kit.operation_decorator import operation
from service_kit.problems import (
    Document,
    Invalid,
    TokenMissing,
    Unauthenticated,
    UnsupportedBody,
)
from service_kit.request_parsing import read_json_body
from service_kit.responses import respond
from service_kit.tokens import Caller
from user_service import accounts, active_sign_ins, profiles, registration_attempts
from user_service.errors import FieldsMissing, NameTaken, TooBusy, TooManyAttempts
from user_service.log_in import LIFETIME, LogInResult, log_in_and_issue_token
from user_service.routes.current_visitor import present_visitor
from user_service.schemas.legacy_api import (
    LegacyLogin,
    LegacyProfile,
    LegacyProfileRequest,
    LegacyRegistration,
    LegacyValidity,
    legacy_login_document,
    legacy_profile_document,
)
from user_service.schemas.message_response import MessageResponse
from user_service.schemas.sign_ins import LoginRequest
from user_service.schemas.visitor_headers import VisitorHeaders
from user_service.security_settings import security_settings

legacy_api = Blueprint("legacy_api", __name__)
_LEGACY = Legacy(
    {
        FieldsMissing: FieldsMissing.sentence,
        UnsupportedBody: "Unsupported Media Type",
    }
)
_OF_LOG_IN = Legacy(
    {**_LEGACY.sentences, Unauthenticated: "Invalid username or password"}
)

_OF_TOKENS = Legacy(
    {TokenMissing: "Token is missing!", Unauthenticated: "Invalid token!"}
)


@legacy_api.post("/register")
@legacy_api.post("/auth/register", endpoint="register_at_the_gateway")
@operation(
    access=anyone_recognised,
    body=LegacyRegistration,
    headers=VisitorHeaders,
    responses={201: MessageResponse},
    problems=(FieldsMissing, NameTaken, TooManyAttempts, TooBusy),
    legacy=_LEGACY,
)
def register(body: LegacyRegistration) -> tuple[Document, int]:
    """Open an account."""
    wanted, security = body.registration(), security_settings()
    with registration_attempts.hashed(
        wanted, present_visitor(), security
    ) as password_hash:
        accounts.open_account(wanted, password_hash)
    return {"message": "User registered successfully"}, 201


@legacy_api.post("/auth")
@operation(
    access=anyone_recognised,
    own_body=Body(LoginRequest, takes_forms=False),
    headers=VisitorHeaders,
    responses={200: DeclaredResponse(MessageResponse, headers=("Set-Cookie",))},
    problems=(Invalid, Unauthenticated, UnsupportedBody, TooManyAttempts, TooBusy),
    legacy=_OF_LOG_IN,
)
def authenticate() -> Response:
    """Log in, and let the browser show the token when it looks at the products."""
    credentials = read_json_body(LoginRequest).credentials()
    result = log_in_and_issue_token(credentials, present_visitor(), security_settings())
    response = respond({"message": "Authentication successful"})
    _set_cookie(response, result)
    return response


@legacy_api.post("/auth/login")
@operation(
    access=anyone_recognised,
    body=LoginRequest,
    headers=VisitorHeaders,
    responses={200: LegacyLogin},
    problems=(Unauthenticated, TooManyAttempts, TooBusy),
    legacy=_OF_LOG_IN,
)
def log_in(body: LoginRequest) -> Document:
    """Log in, and get the token of this sign-in."""
    credentials = body.credentials()
    result = log_in_and_issue_token(credentials, present_visitor(), security_settings())
    return legacy_login_document(result)


@legacy_api.post("/auth/validate")
@operation(access=signed_in, responses={200: LegacyValidity}, legacy=_OF_TOKENS)
def validate(caller: Caller) -> Document:
    """Check whether the token is good."""
    return {"valid": True, "user_id": caller.user_id}


@legacy_api.post("/auth/logout")
@operation(access=signed_in, responses={200: MessageResponse}, legacy=_OF_TOKENS)
def log_out(caller: Caller) -> Document:
    """Log out: the token is dead from now on."""
    active_sign_ins.end(caller.sign_in_id, caller.user_id)
    return {"message": "Logged out successfully"}


@legacy_api.get("/users/profile")
@operation(access=signed_in, responses={200: LegacyProfile}, legacy=_OF_TOKENS)
def show_profile(caller: Caller) -> Document:
    """Show the caller's own profile."""
    return legacy_profile_document(caller.user_id, profiles.show(caller.user_id))


@legacy_api.put("/users/profile")
@operation(
    access=signed_in,
    body=LegacyProfileRequest,
    responses={200: MessageResponse},
    legacy=_OF_TOKENS,
)
def change_profile(caller: Caller, body: LegacyProfileRequest) -> Document:
    """Change what is given of the caller's own profile."""
    profiles.change(caller.user_id, body.change)
    return {"message": "Profile updated successfully"}


def _set_cookie(response: Response, result: LogInResult) -> None:
    # A cookie comes along by itself, so it opens nothing that changes anything.
    response.set_cookie(
        "token",
        result.token,
        max_age=LIFETIME,
        path="/products",
        secure=security_settings().is_encrypted,
        httponly=True,
        samesite="Strict",
    )
