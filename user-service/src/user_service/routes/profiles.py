"""Profiles over HTTP."""

from flask import Blueprint

from service_kit.access import signed_in
from service_kit.operation_decorator import operation
from service_kit.problems import Document
from service_kit.tokens import Caller
from user_service import profiles as use_cases
from user_service.schemas.profiles import (
    ProfileRequest,
    ProfileResponse,
    profile_document,
)

profiles = Blueprint("profiles", __name__, url_prefix="/api/user/profile")


@profiles.get("")
@operation(access=signed_in, responses={200: ProfileResponse})
def show(caller: Caller) -> Document:
    """Show the caller's own profile."""
    return profile_document(use_cases.show(caller.user_id))


@profiles.put("")
@operation(access=signed_in, body=ProfileRequest, responses={200: ProfileResponse})
def replace(caller: Caller, body: ProfileRequest) -> Document:
    """Replace the caller's own profile; what is left out is emptied."""
    return profile_document(use_cases.replace(caller.user_id, body.details()))
