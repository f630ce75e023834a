"""What may be tried how often: every limit of the service, read from its settings."""

from dataclasses import dataclass
from datetime import timedelta

from user_service.config import Settings

_TOO_MANY = "Too many failed log-ins."
# A name that is free is seldom the first that somebody thinks of.
_REFUSED_FOR_EACH = 2


@dataclass(frozen=True)
class Limit:
    """So many attempts in so much time, for each key by itself."""

    kind: str
    attempts: int
    window: timedelta
    sentence: str


@dataclass(frozen=True)
class Limits:
    """What may be tried how often."""

    pair: Limit
    account: Limit
    network: Limit
    device: Limit
    own_password: Limit
    registrations: Limit
    refused_registrations: Limit
    name_checks: Limit
    # How many sign-ins of one account may begin in an hour, right passwords or not.
    sign_ins_per_hour: int


def limits_of(settings: Settings) -> Limits:
    """Read the limits from the settings."""
    failures = settings.login_failures
    window = timedelta(seconds=settings.login_window_seconds)
    return Limits(
        pair=Limit("pair", failures, window, _TOO_MANY),
        account=Limit(
            "account", settings.login_failures_per_account, window, _TOO_MANY
        ),
        network=Limit(
            "network", settings.login_failures_per_network, window, _TOO_MANY
        ),
        device=Limit("device", failures, window, _TOO_MANY),
        own_password=Limit(
            "own-password", failures, window, "Too many wrong passwords."
        ),
        registrations=Limit(
            "registration",
            settings.registrations_per_hour,
            timedelta(hours=1),
            "Too many new accounts.",
        ),
        refused_registrations=Limit(
            "registration-refused",
            settings.registrations_per_hour * _REFUSED_FOR_EACH,
            timedelta(hours=1),
            "Too many registrations with names that are taken.",
        ),
        name_checks=Limit(
            "name-check",
            settings.name_checks_per_minute,
            timedelta(minutes=1),
            "Too many names asked for.",
        ),
        sign_ins_per_hour=settings.sign_ins_per_hour,
    )
