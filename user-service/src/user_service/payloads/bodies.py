"""What user-service takes: every field bounded, none that is not named here."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field

from service_kit.fields import Id, Line, RequestModel, Secret, Text
from service_kit.problems import Invalid
from user_service import emails, password_rules, usernames
from user_service.accounts import Changes, Registration, names
from user_service.administration import Rights
from user_service.devices import MOST_DEVICES
from user_service.log_in import Credentials
from user_service.preferences import bounded
from user_service.profiles import Portrait


def _picture(text: str) -> str:
    if text and not text.startswith("https://"):
        raise ValueError("Give an address that begins with https://.")
    return text


Username = Annotated[
    Line,
    AfterValidator(usernames.acceptable),
    Field(description="3 to 30 letters a to z, digits, hyphens and underscores."),
]
NewUsername = Annotated[Username, AfterValidator(usernames.anybodys)]
Email = Annotated[
    Line,
    Field(max_length=emails.LONGEST),
    AfterValidator(emails.acceptable),
]
Password = Annotated[Secret, Field(min_length=1, max_length=password_rules.LONGEST)]
NewPassword = Annotated[
    Secret,
    AfterValidator(password_rules.acceptable),
    Field(
        description=(
            "8 to 128 characters that nobody guesses first: no common password, no "
            "row of equals, not the account's own name or email."
        )
    ),
]
Name = Annotated[Line, Field(max_length=80)]
Login = Annotated[Line, Field(min_length=1, max_length=emails.LONGEST)]


class AccountRequest(RequestModel):
    """What a new account is made of."""

    username: NewUsername
    email: Email
    password: NewPassword
    first_name: Name = ""
    last_name: Name = ""

    def registration(self) -> Registration:
        """Return it in the words of the shop."""
        told = self.model_dump(include=set(AccountRequest.model_fields))
        wanted = Registration(**told)
        password_rules.demand_secret(self.password, names(wanted), "password")
        return wanted


class RegistrationRequest(AccountRequest):
    """A new account."""

    sign_in: Annotated[
        bool, Field(description="Whether to begin a sign-in of the account at once.")
    ] = False


class LoginRequest(RequestModel):
    """A username or an email, the password, and what makes the browser known."""

    username: Login | None = None
    email: Login | None = None
    password: Password
    devices: Annotated[
        list[str],
        Field(
            repr=False,
            max_length=MOST_DEVICES,
            description="Every `device` that earlier log-ins gave this browser.",
        ),
    ] = []

    def credentials(self) -> Credentials:
        """Say it in the words of the shop; an email may stand for the username too."""
        if self.username and self.email:
            raise Invalid(errors={"email": ["Give a username or an email, not both."]})
        name = self.username or self.email
        if not name:
            raise Invalid(errors={"username": ["Give a username or an email."]})
        fold = emails.folded if "@" in name else usernames.folded
        return Credentials(fold(name), self.password, tuple(self.devices))


class DetailsRequest(RequestModel):
    """What shall change about an account; the rest stays."""

    email: Email | None = None
    first_name: Name | None = None
    last_name: Name | None = None

    def changes(self) -> Changes:
        """Say it in the words of the shop."""
        return Changes(**self.model_dump())


class PasswordRequest(RequestModel):
    """The password of now and the next one."""

    current_password: Password
    new_password: NewPassword


class ClosingRequest(RequestModel):
    """The owner's password, because closing cannot be undone."""

    password: Password


class ProfileRequest(RequestModel):
    """A whole profile; what is left out is emptied."""

    bio: Annotated[Text, Field(max_length=2000)] = ""
    avatar: Annotated[Line, Field(max_length=300), AfterValidator(_picture)] = ""
    preferences: Annotated[
        dict[str, Any],
        AfterValidator(bounded),
        Field(description="A JSON object of at most 4,000 characters, 4 levels deep."),
    ] = {}

    def portrait(self) -> Portrait:
        """Say it in the words of the shop."""
        return Portrait(self.bio, self.avatar, self.preferences)


class RightsRequest(RequestModel):
    """What an account may do from now on; a right left out stays."""

    is_admin: bool | None = None
    is_active: bool | None = None

    def rights(self) -> Rights:
        """Say it in the words of the shop."""
        return Rights(self.is_admin, self.is_active)


class ServiceTokenRequest(RequestModel):
    """The name of a service and its secret."""

    client_id: Annotated[Line, Field(min_length=1, max_length=40)]
    client_secret: Annotated[Secret, Field(min_length=1, max_length=500)]


class VisitorHeaders(BaseModel):
    """Who is at the other end: the frontend, with its token, names its visitor."""

    x_client_address: Annotated[
        str | None,
        Field(
            alias="X-Client-Address",
            description="The visitor's IP address; read with the frontend's token.",
        ),
    ] = None
    user_agent: Annotated[str | None, Field(alias="User-Agent")] = None


class AccountsQuery(RequestModel):
    """Which accounts to list: a text in their names or email, and the page."""

    q: Annotated[Line, Field(max_length=100)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Id | None = None


class RevocationsQuery(RequestModel):
    """After which end the list begins."""

    cursor: Annotated[str, Field(max_length=100)] | None = None
