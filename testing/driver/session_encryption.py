"""Encrypts values of a session as the storefront does, in a process of its own.

Browser tests live in an environment without the storefront; what is to be encrypted
comes as JSON by standard input, so that no secret stands in a list of processes.
"""

import json
import subprocess
import sys
from collections.abc import Mapping

from tools.applications import ROOT
from tools.dev_environment import PYTHON


def encrypted(secret: str, cookie: str, values: Mapping[str, str]) -> dict[str, str]:
    """Encrypt values for the session of that cookie, from whatever environment."""
    request = json.dumps({"secret": secret, "cookie": cookie, "values": dict(values)})
    line = [str(PYTHON), "-m", "testing.driver.session_encryption"]
    done = subprocess.run(
        line, cwd=ROOT, input=request, stdout=subprocess.PIPE, check=True, text=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def main() -> None:
    """Encrypt what comes by standard input."""
    from storefront.sessions.encryption import Seal

    request = json.load(sys.stdin)
    seal = Seal(request["secret"], request["cookie"])
    json.dump(seal.close_each(request["values"]), sys.stdout)


if __name__ == "__main__":
    main()
