"""Refuses settings that are well written and make no sense, or hold a secret."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from contract_kit.settings.error import SettingsError, nearest
from contract_kit.settings.json_schema import TABLE
from contract_kit.settings.models import Settings

_SECRETS = ("token", "username", "password")


def refuse_secrets(table: Mapping[str, Any]) -> None:
    """Refuse credentials of a broker: these settings are committed."""
    broker = table.get("broker", {})
    named = isinstance(broker, dict) and [name for name in _SECRETS if name in broker]
    url = broker.get("url") if isinstance(broker, dict) else broker
    if named or (isinstance(url, str) and urlsplit(url).username is not None):
        raise SettingsError(
            f"[{TABLE}.broker] holds {f'a {named[0]}' if named else 'credentials'}, "
            "and settings are committed: take it out, and put it into "
            "PACT_BROKER_TOKEN (or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD) of "
            "the environment."
        )


def refuse_two_ways_to_test(name: str, table: Mapping[str, Any]) -> None:
    """Refuse a consumer whose interactions could be declared in two ways."""
    if "test-command" in table and "tests" in table:
        raise SettingsError(
            f"[{TABLE}.consumers.{name}] has `tests` for pytest and a `test-command`: "
            "keep the one that declares its interactions."
        )
    if "install-command" in table and "test-command" not in table:
        raise SettingsError(
            f"[{TABLE}.consumers.{name}] has an `install-command` and no "
            "`test-command` that needs it."
        )


def refuse_strangers(settings: Settings) -> None:
    """Refuse an integration of somebody who has no table."""
    for consumer, provider in settings.integrations:
        for name, known, kind in (
            (consumer, settings.consumers, "consumers"),
            (provider, settings.services, "services"),
        ):
            if name not in known:
                raise SettingsError(
                    f"integrations names {name!r}, and there is no "
                    f"[{TABLE}.{kind}.{name}].{nearest(name, known)}"
                )
