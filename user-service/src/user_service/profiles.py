"""The profile of a person: a few words, a picture, their preferences."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from user_service import accounts
from user_service.database import db, read_transaction, transaction
from user_service.models import Profile


@dataclass(frozen=True)
class ProfileDetails:
    """All that a profile holds."""

    bio: str
    avatar: str
    preferences: dict[str, Any]


@read_transaction
def show(user_id: int) -> ProfileDetails:
    """Read somebody's profile."""
    profile = db.session.get_one(Profile, user_id)
    return ProfileDetails(profile.bio, profile.avatar, profile.preferences)


@transaction
def replace(user_id: int, details: ProfileDetails) -> ProfileDetails:
    """Replace all of a profile."""
    accounts.locked(user_id)
    profile = db.session.get_one(Profile, user_id)
    profile.bio = details.bio
    profile.avatar = details.avatar
    profile.preferences = details.preferences
    return details


@transaction
def change(
    user_id: int, changed: Callable[[ProfileDetails], ProfileDetails]
) -> ProfileDetails:
    """Change a profile by a function of what it holds now."""
    accounts.locked(user_id)
    return replace(user_id, changed(show(user_id)))


@transaction
def erase(user_id: int) -> None:
    """Empty a profile."""
    replace(user_id, ProfileDetails("", "", {}))
