"""Makes sure that all programs of the clusters are here."""

import shutil
from collections.abc import Mapping

from tools.cluster.balancer import find_haproxy
from tools.cluster.galera import find_galera
from tools.databases.processes import find_mariadb, find_postgresql
from tools.debian import install, may_install
from tools.refusal import Refusal


def furnish() -> None:
    """Install what is missing where that is allowed; elsewhere say what to install."""
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
