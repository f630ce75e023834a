"""`nox -s cluster`: kills the database that takes the orders, and ends with a table."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial

from testing.resilience.database_cluster.cluster_protocol import Cluster
from testing.resilience.database_cluster.database_snapshot import database_name
from testing.resilience.database_cluster.galera import running_galera
from testing.resilience.database_cluster.haproxy import running_haproxy
from testing.resilience.database_cluster.postgres_replication import running_streaming
from testing.resilience.database_cluster.required_packages import install_missing
from testing.resilience.database_cluster.writer_kill_report import report
from testing.resilience.database_cluster.writer_kills import (
    WriterKillResult,
    kill_writers,
)
from testing.resilience.databases.servers import new_database
from testing.resilience.storms.proxied_shop import CHEAP_ACCOUNTS
from tools.applications import APPLICATIONS
from tools.shop import running_shop
from tools.shop.developer_settings import DATABASES

_CLUSTERS: dict[str, Callable[[], AbstractContextManager[Cluster]]] = {
    "galera": running_galera,
    "postgresql": running_streaming,
}


def main(words: Sequence[str]) -> int:
    """Try each cluster; end with 1 where anything was lost or the shop stood still."""
    parser = argparse.ArgumentParser("nox -s cluster --", description=__doc__)
    parser.add_argument("--only", choices=_CLUSTERS)
    parser.add_argument("--shoppers", type=int, default=6)
    options = parser.parse_args(words)
    install_missing()
    names = [options.only] if options.only else list(_CLUSTERS)
    results = [_try_out(_CLUSTERS[name], options.shoppers) for name in names]
    print(report(results), flush=True)
    return int(any(result.complaints for result in results))


def _try_out(
    running: Callable[[], AbstractContextManager[Cluster]], shoppers: int
) -> WriterKillResult:
    with running() as cluster, running_haproxy(cluster) as port:
        print(f"{cluster.name} runs; the shop opens on it.", flush=True)
        make = partial(new_database, cluster.url(port), cluster.first)
        places = [f"{each.folder}={make(database_name(each))}" for each in APPLICATIONS]
        with running_shop({**CHEAP_ACCOUNTS, DATABASES: " ".join(places)}) as shop:
            return kill_writers(cluster, port, shop, shoppers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
