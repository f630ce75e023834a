"""People buy while the server that writes is killed, and then its successor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import NullPool, create_engine, text

from tools.chaos.crowd import Crowd, Purchases, crowd_at
from tools.chaos.journal import Heard, Journal
from tools.cluster.books import read_books
from tools.cluster.member import Cluster, Member
from tools.cluster.two_writers import Race, race
from tools.shop import RunningShop
from tools.waiting import comes_true, wait_until

LONGEST_PAUSE = 15.0
_KILLS = 2
_SALES_BETWEEN = 20
_PATIENCE = 60.0
_SECONDS_TO_AGREE = 10.0


@dataclass(frozen=True)
class Outcome:
    """Who was killed, what people bought meanwhile, whose books differ, who raced."""

    cluster: str
    killed: Sequence[str]
    bought: Purchases
    differing: Sequence[str]
    race: Race | None = None

    @property
    def pause(self) -> float:
        """The longest time between two sales, in seconds."""
        return longest_pause(self.bought.heard)

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
        found += [f"{name} has other books than the writer" for name in self.differing]
        return found + (self.race.complaints if self.race else [])


def rage(cluster: Cluster, door: int, shop: RunningShop, shoppers: int) -> Outcome:
    """Kill the writer twice while people buy; judge when all is settled."""
    server, orders = cluster.url(door), shop.services["order-service"]
    with crowd_at(shop, orders, lambda: read_books(server), shoppers) as crowd:
        with crowd.shopping():
            killed = [_kill_writer(cluster, door, crowd) for _ in range(_KILLS)]
        bought = crowd.judge()
    differing = _differing(cluster, bought)
    raced = race(cluster) if cluster.any_may_write else None
    return Outcome(cluster.name, killed, bought, differing, raced)


def longest_pause(heard: Iterable[Heard]) -> float:
    """Return the longest time between two sales, each dated when it was told."""
    told: dict[str, float] = {}
    for answer in heard:
        if answer.number and answer.state == "paid":
            told.setdefault(answer.number, answer.at)
    sales = sorted(told.values())
    return max(
        (later - sale for sale, later in zip(sales, sales[1:], strict=False)), default=0
    )


def _kill_writer(cluster: Cluster, door: int, crowd: Crowd) -> str:
    _wait_for_sales(crowd.journal)
    writer = _writer(cluster, door)
    cluster.kill(writer)
    _wait_for_sales(crowd.journal)
    cluster.restore(writer, _writer(cluster, door))
    return writer.name


def _wait_for_sales(journal: Journal) -> None:
    """Wait until so many more have been told that they have paid."""
    seen = _sales(journal)
    wait_until(
        lambda: _sales(journal) >= seen + _SALES_BETWEEN,
        f"Not even {_SALES_BETWEEN} orders are paid",
        _PATIENCE,
    )


def _sales(journal: Journal) -> int:
    return len({heard.number for heard in journal.heard if heard.state == "paid"})


def _writer(cluster: Cluster, door: int) -> Member:
    """Ask whoever is behind the balancer which server that is."""
    address = cluster.url(door).set(database=cluster.first)
    with create_engine(address, poolclass=NullPool).connect() as connection:
        port = connection.scalar(text(cluster.which_port))
    return next(each for each in cluster.members if each.port == port)


def _differing(cluster: Cluster, bought: Purchases) -> list[str]:
    """Name the servers that do not come to have the same books as the writer."""

    def agrees(member: Member) -> bool:
        return read_books(cluster.url(member.port)) == bought.ledger

    return [
        member.name
        for member in cluster.members
        if not comes_true(partial(agrees, member), _SECONDS_TO_AGREE)
    ]
