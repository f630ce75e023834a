"""Accounts over HTTP: opening one, one's own, and whether a username exists."""

from flask import Blueprint

from service_kit.access import anyone_recognised, signed_in
from service_kit.operations import operation
from service_kit.problems import Document
from service_kit.tokens import Caller
from user_service import accounts as use_cases
from user_service import devices, ownership, registrations, throttling, usernames
from user_service.equipment import equipment
from user_service.errors import (
    ChangedMeanwhile,
    NameTaken,
    TooBusy,
    TooManyAttempts,
    UsernameUnknown,
    WrongPassword,
)
from user_service.log_in import grant, register
from user_service.models import User
from user_service.payloads.bodies import (
    ClosingRequest,
    DetailsRequest,
    PasswordRequest,
    RegistrationRequest,
    VisitorHeaders,
)
from user_service.payloads.documents import (
    MessageAnswer,
    NameAnswer,
    PasswordAnswer,
    RegistrationAnswer,
    UserAnswer,
    sign_in_document,
    user_document,
)
from user_service.routes.visitor import present_visitor

accounts = Blueprint("accounts", __name__, url_prefix="/api/user")


@accounts.post("/create")
@operation(
    access=anyone_recognised,
    body=RegistrationRequest,
    headers=VisitorHeaders,
    answers={201: RegistrationAnswer},
    problems=(NameTaken, TooManyAttempts, TooBusy),
)
def create(body: RegistrationRequest) -> tuple[Document, int]:
    """Open an account, and begin a sign-in where that is asked for."""
    tools, visitor, wanted = equipment(), present_visitor(), body.registration()
    with registrations.hashed(wanted, visitor, tools) as password_hash:
        if not body.sign_in:
            return _added(use_cases.open_account(wanted, password_hash)), 201
        opened = register(wanted, password_hash, visitor)
    begun = sign_in_document(grant(opened, tools.signing_key))
    return _added(opened.user) | {"sign_in": begun}, 201


@accounts.get("")
@operation(access=signed_in, answers={200: UserAnswer})
def show(caller: Caller) -> Document:
    """Show the caller's own account."""
    return {"result": user_document(use_cases.find(caller.user_id))}


@accounts.patch("")
@operation(
    access=signed_in,
    body=DetailsRequest,
    answers={200: UserAnswer},
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
    answers={200: MessageAnswer},
    problems=(ChangedMeanwhile, WrongPassword, TooManyAttempts, TooBusy),
)
def close(caller: Caller, body: ClosingRequest) -> Document:
    """Close the caller's own account for good."""
    tools = equipment()
    with tools.passwords.turn():
        proof = ownership.prove(
            caller.user_id, body.password, "password", tools.passwords, tools.limits
        )
    ownership.close(proof)
    return {"message": "Account closed"}


@accounts.put("/password")
@operation(
    access=signed_in,
    body=PasswordRequest,
    answers={200: PasswordAnswer},
    problems=(ChangedMeanwhile, WrongPassword, TooManyAttempts, TooBusy),
)
def change_password(caller: Caller, body: PasswordRequest) -> Document:
    """Change the caller's password and end every other sign-in."""
    tools = equipment()
    with tools.passwords.turn():
        proof = ownership.prove(
            caller.user_id,
            body.current_password,
            "current_password",
            tools.passwords,
            tools.limits,
        )
        user = ownership.change_password(
            proof, body.new_password, caller.session_id, tools.passwords
        )
    device = devices.issue(user, None, tools.signing_key)
    return {"message": "Password changed", "device": device}


@accounts.get("/<username>/exists")
@operation(
    access=anyone_recognised,
    headers=VisitorHeaders,
    answers={200: NameAnswer},
    problems=(UsernameUnknown, TooManyAttempts),
)
def exists(username: str) -> Document:
    """Tell whether a username cannot be had, and offer free ones like it."""
    throttling.count(equipment().limits.name_checks, present_visitor().network)
    return {
        "result": True,
        "suggestions": use_cases.look_alikes(username),
        "reserved": usernames.is_reserved(usernames.folded(username)),
    }


def _added(user: User) -> Document:
    return {"message": "User added", "result": user_document(user)}
