"""The tables of user-service."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from service_kit.clock import now
from service_kit.database import Instant, when_created
from user_service.database import Base


class User(Base):
    """An account. A closed one keeps its row, so that its id is never given again."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(30), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    first_name: Mapped[str] = mapped_column(String(80), default="")
    last_name: Mapped[str] = mapped_column(String(80), default="")
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Instant, default=now)
    updated_at: Mapped[datetime] = mapped_column(
        Instant, default=when_created, onupdate=now
    )
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class Profile(Base):
    """The profile of a person; every account has one from the start."""

    __tablename__ = "profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    bio: Mapped[str] = mapped_column(Text, default="")
    avatar: Mapped[str] = mapped_column(String(300), default="")
    preferences: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class SignIn(Base):
    """One log-in and its one token, which names it as `sid`."""

    __tablename__ = "sign_in"
    __table_args__ = (
        Index("ix_sign_in_end_number_id", "end_number", "id"),
        Index("ix_sign_in_end_number_ended_at", "end_number", "ended_at"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    # The place of its end among all ends, in the order of their commits.
    end_number: Mapped[int | None] = mapped_column(BigInteger)
    user_agent: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(45))


class EndCounter(Base):
    """How many times sign-ins have ended; its one row is locked until an end commits.

    So a later number is never seen before an earlier one.
    """

    __tablename__ = "end_counter"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)


class Attempt(Base):
    """Something that may be tried a few times only; see `attempt_counter`."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_kind_happened_at", "kind", "happened_at"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    happened_at: Mapped[datetime] = mapped_column(Instant)
    is_pending: Mapped[bool] = mapped_column(default=False, server_default=false())
