"""Keeps the contracts of the house: `nox -s pacts` writes, `nox -s contracts` checks.

`ARROWS` is the list of who may call whom.
"""

from tools.contracts.arrows import ARROWS, PACTS

__all__ = ["ARROWS", "PACTS"]
