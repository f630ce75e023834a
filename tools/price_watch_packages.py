"""Brings pact for Node into the consumer that is written in it.

The shop does without; only the contracts of that consumer need it. So a failure here is
loud, not fatal.
"""

from pathlib import Path

from tools.applications import ROOT
from tools.errors import Refusal
from tools.fingerprints import Stamp, fingerprint
from tools.npm_packages import LOCK_FILES, install_locked

PRICE_WATCH = ROOT / "examples" / "price-watch"
_STAMP = Stamp(ROOT / ".venv" / "stamps" / "price-watch")
_LOUD = """
!!! pact for Node is missing: the shop works, but `nox -s contracts` will not.
!!! {reason}
!!! Install npm, or mend the way to the package index; then run: make dev
"""


def set_up(python: Path) -> None:
    """Bring what is missing or has changed; warn loudly where that cannot be."""
    wanted = fingerprint(PRICE_WATCH / name for name in LOCK_FILES)
    if (PRICE_WATCH / "node_modules").exists() and _STAMP.fits(wanted):
        return
    try:
        install_locked("pact for Node", PRICE_WATCH, python)
    except Refusal as refusal:
        print(_LOUD.format(reason=str(refusal).replace("\n", "\n!!! ")), flush=True)
        return
    _STAMP.put(wanted)
