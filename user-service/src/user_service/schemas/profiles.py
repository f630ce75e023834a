"""Profiles as they travel."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field

from service_kit.fields import Line, RequestModel, Text
from service_kit.problems import Document
from user_service.preference_limits import bounded
from user_service.profiles import ProfileDetails


def _picture(text: str) -> str:
    if text and not text.startswith("https://"):
        raise ValueError("Give an address that begins with https://.")
    return text


class ProfileRequest(RequestModel):
    """A whole profile; what is left out is emptied."""

    bio: Annotated[Text, Field(max_length=2000)] = ""
    avatar: Annotated[Line, Field(max_length=300), AfterValidator(_picture)] = ""
    preferences: Annotated[
        dict[str, Any],
        AfterValidator(bounded),
        Field(description="A JSON object of at most 4,000 characters, 4 levels deep."),
    ] = {}

    def details(self) -> ProfileDetails:
        """Convert it to what the use case takes."""
        return ProfileDetails(self.bio, self.avatar, self.preferences)


class ProfileDocument(BaseModel):
    """A profile."""

    bio: str
    avatar: str
    preferences: dict[str, Any]


class ProfileResponse(BaseModel):
    """One profile."""

    result: ProfileDocument


def profile_document(details: ProfileDetails) -> Document:
    """Write a profile as it travels."""
    return {
        "result": {
            "bio": details.bio,
            "avatar": details.avatar,
            "preferences": details.preferences,
        }
    }
