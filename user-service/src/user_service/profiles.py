"""What people tell about themselves: a few words, a picture, their preferences."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from user_service import accounts
from user_service.database import db, look_up, transaction
from user_service.models import Profile


@dataclass(frozen=True)
class Portrait:
    """All that a profile says."""

    bio: str
    avatar: str
    preferences: dict[str, Any]


@look_up
def show(user_id: int) -> Portrait:
    """Read somebody's profile."""
    profile = db.session.get_one(Profile, user_id)
    return Portrait(profile.bio, profile.avatar, profile.preferences)


@transaction
def replace(user_id: int, portrait: Portrait) -> Portrait:
    """Let a profile say this and nothing else."""
    accounts.locked(user_id)
    profile = db.session.get_one(Profile, user_id)
    profile.bio = portrait.bio
    profile.avatar = portrait.avatar
    profile.preferences = portrait.preferences
    return portrait


@transaction
def change(user_id: int, changed: Callable[[Portrait], Portrait]) -> Portrait:
    """Change a profile by a function of what it says now."""
    accounts.locked(user_id)
    return replace(user_id, changed(show(user_id)))


@transaction
def erase(user_id: int) -> None:
    """Let a profile say nothing."""
    replace(user_id, Portrait("", "", {}))
