"""Administration over HTTP: the list of accounts and the rights of each."""

from flask import Blueprint

from service_kit.access import administrator
from service_kit.operation_decorator import operation
from service_kit.problems import Document
from service_kit.tokens import Caller
from user_service import administration as use_cases
from user_service.errors import AccountNotFound, OwnAccount
from user_service.schemas.accounts import UserResponse, user_document
from user_service.schemas.administration import (
    AccountsQuery,
    RightsRequest,
    UsersResponse,
    users_document,
)

administration = Blueprint("administration", __name__, url_prefix="/api/users")


@administration.get("")
@operation(access=administrator, query=AccountsQuery, responses={200: UsersResponse})
def list_accounts(caller: Caller, query: AccountsQuery) -> Document:
    """List accounts, a page at a time."""
    page = use_cases.list_accounts(query.q, query.cursor or 0, query.limit)
    return users_document(page)


@administration.patch("/<id:user_id>")
@operation(
    access=administrator,
    body=RightsRequest,
    responses={200: UserResponse},
    problems=(AccountNotFound, OwnAccount),
)
def change_rights(caller: Caller, body: RightsRequest, user_id: int) -> Document:
    """Make an account an administrator, or deactivate it, or the reverse."""
    user = use_cases.change_rights(user_id, body.rights(), by=caller.user_id)
    return {"result": user_document(user)}
