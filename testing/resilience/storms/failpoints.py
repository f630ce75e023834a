"""Arms failpoints: named places in the code at which a process can be made to die.

A failpoint is armed by a file of its name; firing renames the file, so it fires once.
"""

import runpy
from dataclasses import dataclass
from pathlib import Path

from tools.applications import ORDER_SERVICE, PAYMENT_SANDBOX, PRODUCT_SERVICE

KILL = "kill"
HANG = "hang"


def all_failpoints() -> tuple[str, ...]:
    """Read what the applications list, without taking them into this process."""
    found: list[str] = []
    for application in (ORDER_SERVICE, PRODUCT_SERVICE, PAYMENT_SANDBOX):
        module = application.path / "src" / application.package / "failpoints.py"
        found += runpy.run_path(str(module))["POINTS"]
    return tuple(found)


@dataclass(frozen=True)
class Failpoints:
    """The folder in which failpoints are armed."""

    folder: Path

    def arm(self, name: str, action: str = KILL) -> None:
        """Arm a failpoint for the next process that passes it."""
        self._fired(name).unlink(missing_ok=True)
        # Written whole before it has its name: nobody reads half a word.
        draft = self.folder / f"{name}.draft"
        draft.write_text(action)
        draft.rename(self.folder / name)

    def disarm(self, name: str) -> None:
        """Disarm a failpoint."""
        (self.folder / name).unlink(missing_ok=True)

    def let_go(self, name: str) -> None:
        """Release the process that hangs at a failpoint."""
        (self.folder / f"{name}.go").touch()

    def has_fired(self, name: str) -> bool:
        """Return whether somebody has passed a failpoint since it was armed."""
        return self._fired(name).exists()

    def disarm_all(self) -> None:
        """Disarm every failpoint."""
        for name in all_failpoints():
            self.disarm(name)

    def _fired(self, name: str) -> Path:
        return self.folder / f"{name}.fired"
