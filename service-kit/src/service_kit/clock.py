"""One notion of time, so that every service writes and reads instants alike."""

from datetime import UTC, datetime, timedelta

# Clocks never agree quite: a token is good for so much longer than it declares.
LEEWAY = timedelta(seconds=60)
# Where a clock is wrong by hours, an ended sign-in must not come back to life there.
MOST_SKEW = timedelta(hours=2)


def now() -> datetime:
    """Return the present instant in UTC, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def exact_now() -> datetime:
    """Return the present instant in UTC as exactly as the machine can."""
    return datetime.now(UTC)


def as_utc(instant: datetime) -> datetime:
    """Give an instant read from a database its time zone back; all columns hold UTC."""
    if instant.tzinfo is None:
        return instant.replace(tzinfo=UTC)
    return instant.astimezone(UTC)


def read_instant(text: str) -> datetime:
    """Read an RFC 3339 instant in UTC; raise `ValueError` where that has no such day.

    `0001-01-01T00:00:00+23:59` is well written and lies before the first year.
    """
    try:
        return as_utc(datetime.fromisoformat(text))
    except OverflowError:
        raise ValueError(f"{text} is no instant in UTC") from None


def rfc3339(instant: datetime) -> str:
    """Write an instant as RFC 3339 in UTC with whole seconds."""
    return as_utc(instant).isoformat(timespec="seconds")
