"""Makes sure that there is an nginx, for the session `gateway` of nox."""

from tools.apt_install import can_install, install
from tools.errors import Refusal
from tools.gateway.nginx import find_nginx


def main() -> None:
    """Print which nginx is tried; install Debian's where that can be done."""
    try:
        nginx = find_nginx()
    except Refusal:
        if not can_install():
            raise
        install("Installing Debian's nginx", ["nginx-light"])
        nginx = find_nginx()
    print(f"The tests open {nginx}.", flush=True)


if __name__ == "__main__":
    main()
