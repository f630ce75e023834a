"""Kills the server that writes while shoppers buy, and then its successor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import NullPool, create_engine, text

from testing.resilience.database_cluster.cluster_protocol import Cluster, Member
from testing.resilience.database_cluster.database_snapshot import read_cluster_snapshot
from testing.resilience.database_cluster.two_writers import Race, race
from testing.resilience.storms.concurrent_shoppers import (
    ConcurrentShoppers,
    Purchases,
    concurrent_shoppers,
)
from testing.resilience.storms.journal import Journal, Response
from tools.shop import RunningShop
from tools.waiting import comes_true, wait_until

LONGEST_PAUSE = 15.0
_KILLS = 2
_SALES_BETWEEN = 20
_PATIENCE = 60.0
_SECONDS_TO_AGREE = 10.0


@dataclass(frozen=True)
class WriterKillResult:
    """Who was killed, what people bought meanwhile, whose data differ, who raced."""

    cluster: str
    killed: Sequence[str]
    bought: Purchases
    differing: Sequence[str]
    race: Race | None = None

    @property
    def pause(self) -> float:
        """The longest time between two sales, in seconds."""
        return longest_pause(self.bought.responses)

    @property
    def complaints(self) -> list[str]:
        """Return what is wrong with it, or with what it proves."""
        found = list(self.bought.complaints)
        if self.pause >= LONGEST_PAUSE:
            found.append(
                f"nobody bought anything for {self.pause:.1f} s;"
                f" less than {LONGEST_PAUSE:.0f} s are promised"
            )
        if len(set(self.killed)) < len(self.killed):
            found.append("the balancer went back to a server that had been killed")
        found += [f"{name} has other data than the writer" for name in self.differing]
        return found + (self.race.complaints if self.race else [])


def kill_writers(
    cluster: Cluster, port: int, shop: RunningShop, number: int
) -> WriterKillResult:
    """Kill the writer twice while people buy; compare when all is settled."""
    server, orders = cluster.url(port), shop.services["order-service"]
    with concurrent_shoppers(
        shop, orders, lambda: read_cluster_snapshot(server), number
    ) as shoppers:
        with shoppers.shopping():
            killed = [_kill_writer(cluster, port, shoppers) for _ in range(_KILLS)]
        bought = shoppers.purchases()
    differing = _differing(cluster, bought)
    raced = race(cluster) if cluster.any_may_write else None
    return WriterKillResult(cluster.name, killed, bought, differing, raced)


def longest_pause(responses: Iterable[Response]) -> float:
    """Return the longest time between two sales, each dated when it was confirmed."""
    paid_at: dict[str, float] = {}
    for answer in responses:
        if answer.number and answer.state == "paid":
            paid_at.setdefault(answer.number, answer.at)
    sales = sorted(paid_at.values())
    return max(
        (later - sale for sale, later in zip(sales, sales[1:], strict=False)), default=0
    )


def _kill_writer(cluster: Cluster, port: int, shoppers: ConcurrentShoppers) -> str:
    _wait_for_sales(shoppers.journal)
    writer = _writer(cluster, port)
    cluster.kill(writer)
    _wait_for_sales(shoppers.journal)
    cluster.restore(writer, _writer(cluster, port))
    return writer.name


def _wait_for_sales(journal: Journal) -> None:
    """Wait until so many more payments are confirmed."""
    seen = _sales(journal)
    wait_until(
        lambda: _sales(journal) >= seen + _SALES_BETWEEN,
        f"Not even {_SALES_BETWEEN} orders are paid",
        _PATIENCE,
    )


def _sales(journal: Journal) -> int:
    return len({each.number for each in journal.responses if each.state == "paid"})


def _writer(cluster: Cluster, port: int) -> Member:
    """Ask whoever is behind the balancer which server that is."""
    address = cluster.url(port).set(database=cluster.first)
    with create_engine(address, poolclass=NullPool).connect() as connection:
        own_port = connection.scalar(text(cluster.which_port))
    return next(each for each in cluster.members if each.port == own_port)


def _differing(cluster: Cluster, bought: Purchases) -> list[str]:
    """Name the servers that do not come to have the same data as the writer."""

    def agrees(member: Member) -> bool:
        return read_cluster_snapshot(cluster.url(member.port)) == bought.snapshot

    return [
        member.name
        for member in cluster.members
        if not comes_true(partial(agrees, member), _SECONDS_TO_AGREE)
    ]
