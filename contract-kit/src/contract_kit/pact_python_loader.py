"""Loads pact-python, as late as possible, with its telemetry switched off.

Merely imported, the library replaces Python's own `__import__`, and it reports home
unless that is switched off before it is loaded. So whoever uses it here loads it first.
"""

import os


def load() -> None:
    """Load the library, with its telemetry switched off beforehand."""
    os.environ["PACT_DO_NOT_TRACK"] = "true"
    from pact import Pact, Verifier, error  # noqa: F401
