"""Where the applications lie, for questions about deployments."""

from pathlib import Path

from contract_kit.deployment import layout_of
from contract_kit.settings import settings_in
from tools.applications import ROOT

LAYOUT = layout_of(settings_in(ROOT))
CLIENTS = tuple(LAYOUT.clients)
KNOWN = Path(".cache/can-i-deploy")
