"""Accounts over HTTP: opening one, one's own, and whether a username exists."""

from flask import Blueprint

from service_kit.access import anyone_recognised, signed_in
from service_kit.operation_decorator import operation
from service_kit.problems import Document
from service_kit.tokens import Caller
from user_service import accounts as use_cases
from user_service import (
    attempt_counter,
    known_browsers,
    reauthentication,
    registration_attempts,
    usernames,
)
from user_service.errors import (
    ChangedMeanwhile,
    NameTaken,
    TooBusy,
    TooManyAttempts,
    UsernameNotFound,
    WrongPassword,
)
from user_service.log_in import issue_token, register
from user_service.models import User
from user_service.routes.current_visitor import present_visitor
from user_service.schemas.accounts import (
    ClosingRequest,
    DetailsRequest,
    NameResponse,
    PasswordRequest,
    PasswordResponse,
    RegistrationRequest,
    RegistrationResponse,
    UserResponse,
    user_document,
)
from user_service.schemas.message_response import MessageResponse
from user_service.schemas.sign_ins import token_document
from user_service.schemas.visitor_headers import VisitorHeaders
from user_service.security_settings import security_settings

accounts = Blueprint("accounts", __name__, url_prefix="/api/user")


@accounts.post("/create")
@operation(
    access=anyone_recognised,
    body=RegistrationRequest,
    headers=VisitorHeaders,
    responses={201: RegistrationResponse},
    problems=(NameTaken, TooManyAttempts, TooBusy),
)
def create(body: RegistrationRequest) -> tuple[Document, int]:
    """Open an account, and begin a sign-in where that is asked for."""
    security, visitor, wanted = (
        security_settings(),
        present_visitor(),
        body.registration(),
    )
    with registration_attempts.hashed(wanted, visitor, security) as password_hash:
        if not body.sign_in:
            return _added(use_cases.open_account(wanted, password_hash)), 201
        started = register(wanted, password_hash, visitor)
    begun = token_document(issue_token(started, security.signing_key))
    return _added(started.user) | {"sign_in": begun}, 201


@accounts.get("")
@operation(access=signed_in, responses={200: UserResponse})
def show(caller: Caller) -> Document:
    """Show the caller's own account."""
    return {"result": user_document(use_cases.find(caller.user_id))}


@accounts.patch("")
@operation(
    access=signed_in,
    body=DetailsRequest,
    responses={200: UserResponse},
    problems=(NameTaken,),
)
def change(caller: Caller, body: DetailsRequest) -> Document:
    """Change names or email of the caller's own account."""
    user = use_cases.change_details(caller.user_id, body.changes())
    return {"result": user_document(user)}


@accounts.delete("")
@operation(
    access=signed_in,
    body=ClosingRequest,
    responses={200: MessageResponse},
    problems=(ChangedMeanwhile, WrongPassword, TooManyAttempts, TooBusy),
)
def close(caller: Caller, body: ClosingRequest) -> Document:
    """Close the caller's own account for good."""
    security = security_settings()
    with security.passwords.turn():
        confirmed = reauthentication.confirm_password(
            caller.user_id,
            body.password,
            "password",
            security.passwords,
            security.limits,
        )
    reauthentication.close(confirmed)
    return {"message": "Account closed"}


@accounts.put("/password")
@operation(
    access=signed_in,
    body=PasswordRequest,
    responses={200: PasswordResponse},
    problems=(ChangedMeanwhile, WrongPassword, TooManyAttempts, TooBusy),
)
def change_password(caller: Caller, body: PasswordRequest) -> Document:
    """Change the caller's password and end every other sign-in."""
    security = security_settings()
    with security.passwords.turn():
        confirmed = reauthentication.confirm_password(
            caller.user_id,
            body.current_password,
            "current_password",
            security.passwords,
            security.limits,
        )
        user = reauthentication.change_password(
            confirmed, body.new_password, caller.sign_in_id, security.passwords
        )
    device = known_browsers.issue(user, None, security.signing_key)
    return {"message": "Password changed", "device": device}


@accounts.get("/<username>/exists")
@operation(
    access=anyone_recognised,
    headers=VisitorHeaders,
    responses={200: NameResponse},
    problems=(UsernameNotFound, TooManyAttempts),
)
def exists(username: str) -> Document:
    """Return whether a username cannot be had, and offer free ones like it."""
    attempt_counter.count(
        security_settings().limits.name_checks, present_visitor().network
    )
    return {
        "result": True,
        "suggestions": use_cases.look_alikes(username),
        "reserved": usernames.is_reserved(usernames.normalize(username)),
    }


def _added(user: User) -> Document:
    return {"message": "User added", "result": user_document(user)}
