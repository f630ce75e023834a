"""Checks that the Debian packages of the clusters are installed, or installs them."""

import shutil
from collections.abc import Mapping

from testing.resilience.database_cluster.galera import find_galera
from testing.resilience.database_cluster.haproxy import find_haproxy
from testing.resilience.databases.server_processes import find_mariadb, find_postgresql
from tools.apt_install import install, may_install
from tools.errors import Refusal


def install_missing() -> None:
    """Install what is missing where that is allowed; elsewhere refuse."""
    if absent := missing():
        if not may_install():
            raise Refusal(
                "The clusters need programs that are not here."
                f" On Debian: apt-get install {' '.join(absent)}"
            )
        install("Installing databases and their balancer", absent)


def missing() -> list[str]:
    """Name the packages whose programs are not here."""
    return [package for package, program in _programs().items() if not program]


def _programs() -> Mapping[str, str]:
    return {
        "mariadb-server": find_mariadb() and (shutil.which("wsrep_sst_rsync") or ""),
        "galera-4": find_galera(),
        "rsync": shutil.which("rsync") or "",
        "postgresql": find_postgresql(),
        "haproxy": find_haproxy(),
    }
