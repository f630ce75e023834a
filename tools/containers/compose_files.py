"""The project's compose files, as an engine reads them where nothing is set."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tools.applications import ROOT

MARIADB = ("docker-compose.yml",)
POSTGRESQL = (*MARIADB, "compose.postgres.yml")
REPLICAS = (*MARIADB, "compose.replicas.yml")

_VARIABLE = re.compile(r"\$(?:\$|\{(\w+):-([^}]*)\})")


def read(*files: str, folder: Path = ROOT) -> dict[str, Any]:
    """Read files that lie over one another, every variable at its default."""
    together: dict[str, Any] = {}
    for file in files:
        text = _VARIABLE.sub(_default, (folder / file).read_text())
        together = _laid_over(together, yaml.safe_load(text))
    return together


def _default(variable: re.Match[str]) -> str:
    name, default = variable.groups()
    return default if name else "$"


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Add what is above: mappings go into each other, volumes beside each other."""
    result = dict(below)
    for name, value in above.items():
        under = below.get(name)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            result[name] = _laid_over(under, value)
        elif name == "volumes" and isinstance(under, list):
            result[name] = [*under, *value]
        else:
            result[name] = value
    return result
