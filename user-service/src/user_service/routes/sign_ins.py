"""Sign-ins over HTTP: log in, log out, and the list of one's own."""

from flask import Blueprint

from service_kit.access import anyone_recognised, signed_in
from service_kit.operation_decorator import operation
from service_kit.problems import Document, Unauthenticated
from service_kit.tokens import Caller
from user_service import active_sign_ins as use_cases
from user_service.errors import SignInNotFound, TooBusy, TooManyAttempts
from user_service.log_in import log_in_and_issue_token
from user_service.routes.current_visitor import present_visitor
from user_service.schemas.message_response import MessageResponse
from user_service.schemas.sign_ins import (
    LoginRequest,
    LogInResponse,
    SignInsResponse,
    log_in_document,
    sign_ins_document,
)
from user_service.schemas.visitor_headers import VisitorHeaders
from user_service.security_settings import security_settings

sign_ins = Blueprint("sign_ins", __name__, url_prefix="/api/user")


@sign_ins.post("/login")
@operation(
    access=anyone_recognised,
    body=LoginRequest,
    headers=VisitorHeaders,
    responses={200: LogInResponse},
    problems=(Unauthenticated, TooManyAttempts, TooBusy),
)
def begin(body: LoginRequest) -> Document:
    """Log in with username or email, and get the token of this sign-in."""
    credentials = body.credentials()
    return log_in_document(
        log_in_and_issue_token(credentials, present_visitor(), security_settings())
    )


@sign_ins.post("/logout")
@operation(
    access=signed_in,
    responses={200: MessageResponse},
    refusal="You are not logged in",
)
def end(caller: Caller) -> Document:
    """Log out: the token is dead from now on."""
    use_cases.end(caller.sign_in_id, caller.user_id)
    return {"message": "You are logged out"}


@sign_ins.get("/sessions")
@operation(access=signed_in, responses={200: SignInsResponse})
def show(caller: Caller) -> Document:
    """List the caller's sign-ins, newest first."""
    return sign_ins_document(use_cases.lasting(caller.user_id), caller.sign_in_id)


@sign_ins.delete("/sessions")
@operation(access=signed_in, responses={200: MessageResponse})
def end_others(caller: Caller) -> Document:
    """End all of the caller's sign-ins but this one."""
    use_cases.end_all(caller.user_id, but=caller.sign_in_id)
    return {"message": "All other sessions ended"}


@sign_ins.delete("/sessions/<regex('[A-Za-z0-9_-]{1,64}'):session_id>")
@operation(
    access=signed_in, responses={200: MessageResponse}, problems=(SignInNotFound,)
)
def end_one(caller: Caller, session_id: str) -> Document:
    """End one of the caller's sign-ins."""
    use_cases.end(session_id, caller.user_id)
    return {"message": "Session ended"}
