"""The settings of the contracts, for tools of the shop that are no commands of the kit.

`INTEGRATIONS` is the list of who may call whom.
"""

from tools.contracts.contract_settings import INTEGRATIONS, PACTS

__all__ = ["INTEGRATIONS", "PACTS"]
