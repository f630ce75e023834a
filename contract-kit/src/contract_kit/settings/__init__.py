"""The one table of settings: `[tool.contract-kit]` in pyproject.toml."""

from contract_kit.settings.error import SettingsError
from contract_kit.settings.models import Consumer, Service, Settings
from contract_kit.settings.toml_file import (
    find_settings,
    has_settings,
    settings_in,
    settings_of,
)

__all__ = [
    "Consumer",
    "Service",
    "Settings",
    "SettingsError",
    "has_settings",
    "settings_in",
    "settings_of",
    "find_settings",
]
