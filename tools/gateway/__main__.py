"""Makes sure that there is an nginx, for the session `gateway` of nox."""

import os
import shutil

from tools.chores import run_chore
from tools.gateway.running import find_nginx
from tools.refusal import Refusal


def main() -> None:
    """Print which nginx is tried; install Debian's where that can be done."""
    try:
        nginx = find_nginx()
    except Refusal:
        if not _may_install():
            raise
        _install()
        nginx = find_nginx()
    print(f"The tests open {nginx}.", flush=True)


def _may_install() -> bool:
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def _install() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "nginx-light"]):
        run_chore(
            "Installing Debian's nginx",
            ["apt-get", *words],
            advice="Install nginx yourself, and run this again.",
            environment=quiet,
        )


if __name__ == "__main__":
    main()
