from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from .conftest import BASIL, LAST_POPPY, Shopper
from .fakes import FakeBank

THREADS = 8


def at_once(deed: Callable[[int], object]) -> list[object]:
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(deed, range(THREADS)))


def test_same_key_at_the_same_moment_is_one_order(
    sign_in: Callable[..., Shopper], bank: FakeBank
) -> None:
    sign_in(1).add(BASIL)
    body = {"cart_version": 1, "expected_total": "5.30"}

    def check_out(_: int) -> tuple[int, str]:
        answer = sign_in(1).check_out("same-key", **body)
        return answer.status_code, answer.json["result"]["number"]

    answers = at_once(check_out)

    assert len({number for _, number in answers}) == 1
    assert {status for status, _ in answers} <= {201, 202}
    assert len(bank.captured) == 1


def test_two_keys_at_the_same_moment_share_no_cart(
    sign_in: Callable[..., Shopper], bank: FakeBank
) -> None:
    sign_in(1).add(BASIL)
    body = {"cart_version": 1, "expected_total": "5.30"}

    statuses = at_once(
        lambda tab: sign_in(1).check_out(f"key-of-tab-{tab}", **body).status_code
    )

    assert sorted(statuses) == [201] + [409] * (THREADS - 1)
    assert len(bank.captured) == 1


def test_adding_at_the_same_moment_loses_nothing(
    sign_in: Callable[..., Shopper],
) -> None:
    at_once(lambda _: sign_in(1).add(LAST_POPPY, 2))

    cart = sign_in(1).cart()
    assert cart["items"][0]["quantity"] == 2 * THREADS
    assert cart["version"] == THREADS
