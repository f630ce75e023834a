"""Opens one shop and loses one service after the other in it, in every way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from testing.driver.administrator import Administrator
from testing.resilience.outages.all_visitors import AllVisitors
from testing.resilience.outages.outage import Outage
from testing.resilience.outages.outage_rounds import OutageRound, OutageRounds
from testing.resilience.outages.redis_server import RedisServer, running_redis
from testing.resilience.storms.proxied_shop import ProxiedShop, running_proxied_shop

Report = Callable[[OutageRound], None]
_PLENTY = 1_000_000


@dataclass(frozen=True)
class OutageResults:
    """Every round, and the differences that reconcile finds at the end."""

    rounds: Sequence[OutageRound]
    differences: str = ""

    @property
    def complaints(self) -> list[str]:
        """Everything that was wrong."""
        found = [sentence for each in self.rounds for sentence in each.complaints]
        return [*found, self.differences] if self.differences else found


def run(outages: Sequence[Outage], report: Report) -> OutageResults:
    """Run a calm round, then one for each outage, and reconcile the databases."""
    with (
        running_redis() as redis,
        running_proxied_shop(_settings(redis)) as shop,
    ):
        rounds = OutageRounds(shop, redis, _visitors(shop), _secrets(shop))
        finished: list[OutageRound] = []
        for outage in (None, *outages):
            finished.append(rounds.run(outage) if outage else rounds.run_calm())
            report(finished[-1])
            if outage is None and finished[-1].complaints:
                # What is not so while all is well proves nothing about outages.
                return OutageResults(finished)
        return OutageResults(finished, _differences(shop))


def _settings(redis: RedisServer | None) -> Mapping[str, str]:
    return {"SESSION_REDIS_URL": redis.address} if redis else {}


def _visitors(shop: ProxiedShop) -> AllVisitors:
    administrator = Administrator.of(shop.running)
    bought, *hidden = administrator.products()[:3]
    administrator.change(bought["slug"], quantity=_PLENTY)
    visitors = AllVisitors(shop.running.url, bought)
    visitors.settle_in(
        [product["slug"] for product in hidden],
        lambda slug: administrator.change(slug, is_active=False),
    )
    administrator.close()
    return visitors


def _secrets(shop: ProxiedShop) -> list[str]:
    """Read every secret of the shop, line by line."""
    folder = shop.data.parent / "secrets"
    lines = [line for file in folder.iterdir() for line in file.read_text().split("\n")]
    return [line for line in lines if len(line) >= 16 and "KEY-----" not in line]


def _differences(shop: ProxiedShop) -> str:
    done = shop.reconcile(shop.data.parent / "reconcile.json")
    if done.returncode == 0:
        return ""
    return f"The databases do not agree: {done.stdout}{done.stderr}".strip()
