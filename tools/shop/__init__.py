"""Opens the whole shop on one machine.

Whoever tests or measures it asks for `running_shop`; people call `make shop`.
"""

from tools.shop.launcher import DidNotOpen
from tools.shop.temporary_shop import RunningShop, running_shop

__all__ = ["DidNotOpen", "RunningShop", "running_shop"]
