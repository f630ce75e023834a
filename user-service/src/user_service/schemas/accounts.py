"""Accounts as they travel: what opens or changes one, and what others may see."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from service_kit.clock import rfc3339
from service_kit.fields import Line, RequestModel, Secret
from service_kit.problems import Document
from user_service import email_addresses, password_rules, usernames
from user_service.accounts import Changes, Registration, names
from user_service.models import User
from user_service.schemas.message_response import MessageResponse
from user_service.schemas.sign_ins import GrantDocument, Password

Username = Annotated[
    Line,
    AfterValidator(usernames.validate),
    Field(description="3 to 30 letters a to z, digits, hyphens and underscores."),
]
NewUsername = Annotated[Username, AfterValidator(usernames.unreserved)]
Email = Annotated[
    Line,
    Field(max_length=email_addresses.LONGEST),
    AfterValidator(email_addresses.validate),
]
NewPassword = Annotated[
    Secret,
    AfterValidator(password_rules.validate),
    Field(
        description=(
            "8 to 128 characters that nobody guesses first: no common password, no "
            "row of equals, not the account's own name or email."
        )
    ),
]
Name = Annotated[Line, Field(max_length=80)]


class AccountRequest(RequestModel):
    """What a new account is made of."""

    username: NewUsername
    email: Email
    password: NewPassword
    first_name: Name = ""
    last_name: Name = ""

    def registration(self) -> Registration:
        """Return it in the words of the shop."""
        fields = self.model_dump(include=set(AccountRequest.model_fields))
        wanted = Registration(**fields)
        password_rules.demand_secret(self.password, names(wanted), "password")
        return wanted


class RegistrationRequest(AccountRequest):
    """A new account."""

    sign_in: Annotated[
        bool, Field(description="Whether to begin a sign-in of the account at once.")
    ] = False


class DetailsRequest(RequestModel):
    """What shall change about an account; the rest stays."""

    email: Email | None = None
    first_name: Name | None = None
    last_name: Name | None = None

    def changes(self) -> Changes:
        """Convert it to what the use case takes."""
        return Changes(**self.model_dump())


class PasswordRequest(RequestModel):
    """The password of now and the next one."""

    current_password: Password
    new_password: NewPassword


class ClosingRequest(RequestModel):
    """The owner's password, because closing cannot be undone."""

    password: Password


class UserDocument(BaseModel):
    """An account as others may see it."""

    id: int
    username: str
    email: str
    first_name: str
    last_name: str
    is_admin: bool
    is_active: bool
    created_at: str


class UserResponse(BaseModel):
    """One account."""

    result: UserDocument


class RegistrationResponse(UserResponse):
    """The account that was opened, and its first sign-in where that was asked for."""

    message: str
    sign_in: GrantDocument | None = None


class PasswordResponse(MessageResponse):
    """A sentence, and the note by which this browser is known from now on."""

    device: str


class NameResponse(BaseModel):
    """The username exists; here are free ones."""

    result: bool
    suggestions: list[str]
    reserved: bool


def user_document(user: User) -> Document:
    """Write an account as it travels: never with anything about its password."""
    return {
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "is_admin": user.is_admin,
        "is_active": user.is_active,
        "created_at": rfc3339(user.created_at),
    }
