"""Opens the storefront alone, with the services behind it played from the pacts.

Whoever tests pages asks for `running_stubs`; people call `nox -s stubs`.
"""

from tools.stubs.running_stubs import RunningStubs, running_stubs

__all__ = ["RunningStubs", "running_stubs"]
