"""What administrators send and read: rights, and pages of accounts."""

from typing import Annotated

from pydantic import BaseModel, Field

from service_kit.fields import Id, Line, RequestModel
from service_kit.problems import Document
from user_service.administration import AccountPage, Rights
from user_service.schemas.accounts import UserDocument, user_document


class RightsRequest(RequestModel):
    """What an account may do from now on; a right left out stays."""

    is_admin: bool | None = None
    is_active: bool | None = None

    def rights(self) -> Rights:
        """Convert it to what the use case takes."""
        return Rights(self.is_admin, self.is_active)


class AccountsQuery(RequestModel):
    """Which accounts to list: a text in their names or email, and the page."""

    q: Annotated[Line, Field(max_length=100)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Id | None = None


class UsersResponse(BaseModel):
    """A page of accounts."""

    results: list[UserDocument]
    next: str | None
    total: int


def users_document(page: AccountPage) -> Document:
    """Write a page of accounts as it travels."""
    return {
        "results": [user_document(user) for user in page.users],
        "next": None if page.next is None else str(page.next),
        "total": page.total,
    }
