"""Where the applications of the house lie, for questions about deployments."""

from pathlib import Path

from contract_kit.deployment import Layout
from tools.applications import APPLICATIONS

LAYOUT = Layout(
    folders={application.folder: application.folder for application in APPLICATIONS},
    clients={name: f"examples/{name}" for name in ("course-client", "crud-client")},
    sources=("service-kit/src", "contract-kit/src"),
)
KNOWN = Path(".cache/can-i-deploy")
