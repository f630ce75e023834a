"""Makes sure that there is an nginx, for the session `gateway` of nox."""

import os
import shutil

from tools.debian import install
from tools.gateway.running import find_nginx
from tools.refusal import Refusal


def main() -> None:
    """Print which nginx is tried; install Debian's where that can be done."""
    try:
        nginx = find_nginx()
    except Refusal:
        if not _may_install():
            raise
        install("Installing Debian's nginx", ["nginx-light"])
        nginx = find_nginx()
    print(f"The tests open {nginx}.", flush=True)


def _may_install() -> bool:
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


if __name__ == "__main__":
    main()
