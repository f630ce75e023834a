"""Makes an application that records every request, for the check against the pacts.

Browser tests are run this way, so that each call can be held against the contracts. The
applications know nothing of it, and a shop for people is never opened like this.
"""

import importlib

from flask import Flask

from contract_kit.traffic.recorder import record_traffic
from tools.applications import APPLICATIONS, PAYMENT_SANDBOX

# The page on which a shopper confirms a payment, and its style.
_FOR_PEOPLE = {PAYMENT_SANDBOX.folder: ("/confirm/", "/static/")}


def create_app(folder: str) -> Flask:
    """Build the application of a folder, and record all that it is asked."""
    packages = {application.folder: application.package for application in APPLICATIONS}
    app: Flask = importlib.import_module(packages[folder]).create_app()
    record_traffic(app, folder, _FOR_PEOPLE.get(folder, ()))
    return app
