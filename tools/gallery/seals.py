"""Seals a value as the storefront does: `python -m tools.gallery.seals`.

Browser tests live in an environment without the storefront; what is to be sealed comes
as JSON by standard input, so that no secret stands in a list of processes.
"""

import json
import subprocess
import sys
from collections.abc import Mapping

from tools.applications import ROOT
from tools.workbench import PYTHON


def sealed(secret: str, cookie: str, values: Mapping[str, str]) -> dict[str, str]:
    """Seal values for the session of that cookie, from whatever environment."""
    asked = json.dumps({"secret": secret, "cookie": cookie, "values": dict(values)})
    line = [str(PYTHON), "-m", "tools.gallery.seals"]
    done = subprocess.run(
        line, cwd=ROOT, input=asked, stdout=subprocess.PIPE, check=True, text=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def main() -> None:
    """Answer one such question."""
    from storefront.sessions.seal import Seal

    asked = json.load(sys.stdin)
    seal = Seal(asked["secret"], asked["cookie"])
    json.dump(seal.close_each(asked["values"]), sys.stdout)


if __name__ == "__main__":
    main()
