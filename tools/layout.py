"""Where the applications of the house lie, for questions about deployments."""

from pathlib import Path

from contract_kit.deployment import Layout
from tools.applications import APPLICATIONS

# Clients that others run, kept here with their contracts.
CLIENTS = ("catalogue-client", "course-client", "crud-client", "gateway-client")
LAYOUT = Layout(
    folders={application.folder: application.folder for application in APPLICATIONS},
    clients={name: f"examples/{name}" for name in CLIENTS},
    sources=("service-kit/src", "contract-kit/src"),
)
KNOWN = Path(".cache/can-i-deploy")
