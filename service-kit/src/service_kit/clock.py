"""One notion of time, so that every service writes and reads instants alike."""

from datetime import UTC, datetime


def now() -> datetime:
    """Tell the present instant in UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def exact_now() -> datetime:
    """Tell the present instant in UTC as exactly as the machine can."""
    return datetime.now(UTC)


def as_utc(instant: datetime) -> datetime:
    """Give an instant read from a database its time zone back; all columns hold UTC."""
    if instant.tzinfo is None:
        return instant.replace(tzinfo=UTC)
    return instant.astimezone(UTC)


def rfc3339(instant: datetime) -> str:
    """Write an instant as RFC 3339 in UTC with whole seconds."""
    return as_utc(instant).isoformat(timespec="seconds")
