"""`nox -s cluster`: kills the database that takes the orders, and ends with a table."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial

from tools.applications import APPLICATIONS
from tools.chaos.stage import CHEAP_ACCOUNTS
from tools.cluster.balancer import balanced
from tools.cluster.books import name_of
from tools.cluster.galera import running_galera
from tools.cluster.member import Cluster
from tools.cluster.programs import furnish
from tools.cluster.storm import Outcome, rage
from tools.cluster.streaming import running_streaming
from tools.cluster.table import table
from tools.databases.servers import new_database
from tools.shop import running_shop
from tools.shop.settings import DATABASES

_CLUSTERS: dict[str, Callable[[], AbstractContextManager[Cluster]]] = {
    "galera": running_galera,
    "postgresql": running_streaming,
}


def main(words: Sequence[str]) -> int:
    """Try each cluster; end with 1 where anything was lost or the shop stood still."""
    parser = argparse.ArgumentParser("nox -s cluster --", description=__doc__)
    parser.add_argument("--only", choices=_CLUSTERS)
    parser.add_argument("--shoppers", type=int, default=6)
    wish = parser.parse_args(words)
    furnish()
    names = [wish.only] if wish.only else list(_CLUSTERS)
    outcomes = [_try_out(_CLUSTERS[name], wish.shoppers) for name in names]
    print(table(outcomes), flush=True)
    return int(any(outcome.complaints for outcome in outcomes))


def _try_out(
    running: Callable[[], AbstractContextManager[Cluster]], shoppers: int
) -> Outcome:
    with running() as cluster, balanced(cluster) as door:
        print(f"{cluster.name} runs; the shop opens on it.", flush=True)
        make = partial(new_database, cluster.url(door), cluster.first)
        places = [f"{each.folder}={make(name_of(each))}" for each in APPLICATIONS]
        with running_shop({**CHEAP_ACCOUNTS, DATABASES: " ".join(places)}) as shop:
            return rage(cluster, door, shop, shoppers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
