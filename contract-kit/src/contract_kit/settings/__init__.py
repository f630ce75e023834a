"""The one table of settings: `[tool.contract-kit]` in pyproject.toml."""

from contract_kit.settings.tables import Consumer, Service, Settings
from contract_kit.settings.toml_file import (
    SettingsError,
    settings_in,
    settings_of,
)

__all__ = [
    "Consumer",
    "Service",
    "Settings",
    "SettingsError",
    "settings_in",
    "settings_of",
]
