"""What the quick starts of tutorials send and read: decision 0017."""

from dataclasses import replace
from typing import Any, Literal, Self

from pydantic import (
    BaseModel,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

from service_kit.problems import Document
from user_service.errors import FieldsMissing
from user_service.log_in import LogInResult
from user_service.profiles import ProfileDetails
from user_service.schemas.accounts import AccountRequest
from user_service.schemas.profiles import (
    ProfileDocument,
    ProfileRequest,
    profile_document,
)


class LegacyRegistration(AccountRequest):
    """A new account; a tutorial distinguishes what is missing from what is wrong."""

    @model_validator(mode="wrap")
    @classmethod
    def _is_whole(cls, given: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return read(_without_blanks(given))
        except ValidationError as error:
            faults = error.errors()
            if any(fault["type"] != "missing" for fault in faults):
                raise
            missing = (str(name) for fault in faults for name in fault["loc"])
            raise FieldsMissing(
                errors={name: ["This is needed."] for name in missing}
            ) from None


class LegacyProfileRequest(ProfileRequest):
    """Parts of a profile; what is left out stays as it is."""

    def change(self, details: ProfileDetails) -> ProfileDetails:
        """Apply what was given, and nothing else."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return replace(details, **given)


class LegacyLogin(BaseModel):
    """The token of a sign-in, and whose it is."""

    token: str
    user_id: int


class LegacyValidity(BaseModel):
    """The token is good, and whose it is."""

    valid: Literal[True]
    user_id: int


class LegacyProfile(BaseModel):
    """A profile, and whose it is."""

    user_id: int
    profile: ProfileDocument


def legacy_login_document(result: LogInResult) -> Document:
    """Write a fresh sign-in as the gateway tutorial reads it."""
    return {"token": result.token, "user_id": result.user_id}


def legacy_profile_document(user_id: int, details: ProfileDetails) -> Document:
    """Write a profile as the gateway tutorial reads it."""
    return {"user_id": user_id, "profile": profile_document(details)["result"]}


def _without_blanks(given: Any) -> Any:
    """Take an empty field for one that is not there, as forms do."""
    if not isinstance(given, dict):
        return given
    return {name: word for name, word in given.items() if word not in (None, "")}
