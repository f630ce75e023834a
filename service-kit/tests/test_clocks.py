"""No two clocks agree: what a token, and the date of an answer, may be off by."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from service_kit import clock, service_token_cache
from service_kit.peer_clock import PeerClock
from service_kit.problems import Unauthenticated
from service_kit.service_token_cache import IssuedToken, ServiceToken
from service_kit.tokens import ALGORITHM, AUDIENCE, ISSUER, checked_claims

KEY = Ed25519PrivateKey.generate()
CLAIMS = {"iss": ISSUER, "aud": AUDIENCE, "sub": "7", "sid": "s1", "jti": "j1"}


def token(issued: timedelta, ends: timedelta) -> str:
    times = {"iat": clock.now() + issued, "exp": clock.now() + ends}
    return jwt.encode(CLAIMS | times, KEY, ALGORITHM, headers={"kid": "k1"})


def claims(text: str) -> dict[str, object]:
    return checked_claims(text, {"k1": KEY.public_key()})


@pytest.mark.parametrize("ahead", [{"seconds": 1}, {"seconds": 90}, {"hours": 2}])
def test_token_of_the_future_is_good(ahead: dict[str, int]) -> None:
    issued = timedelta(**ahead)

    assert claims(token(issued, issued + timedelta(hours=12)))["sid"] == "s1"


def test_token_is_good_for_a_minute_after_its_end() -> None:
    assert claims(token(timedelta(hours=-12), timedelta(seconds=-55)))["sid"] == "s1"


def test_token_that_has_run_out_is_refused_and_named_so() -> None:
    with pytest.raises(Unauthenticated) as refused:
        claims(token(timedelta(hours=-12), timedelta(seconds=-65)))

    assert refused.value.document()["expired"] is True


def test_token_that_is_none_is_not_called_run_out() -> None:
    with pytest.raises(Unauthenticated) as refused:
        claims("nonsense")

    assert "expired" not in refused.value.document()


@pytest.mark.parametrize("offset", [timedelta(hours=2), timedelta(hours=-2)])
def test_service_token_is_kept_while_clocks_are_hours_apart(
    offset: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued: list[IssuedToken] = []

    def fetch() -> IssuedToken:
        ends = clock.now() - offset + timedelta(minutes=10)
        issued.append(IssuedToken(f"t{len(issued)}", ends))
        return issued[-1]

    pass_token = ServiceToken(fetch)

    assert {pass_token.get() for _ in range(3)} == {"t0"}
    later = time.monotonic() + 9 * 60
    monkeypatch.setattr(service_token_cache.time, "monotonic", lambda: later)
    assert pass_token.get() == "t1"


@pytest.mark.parametrize("hours", [-2, 0, 2])
def test_clock_of_a_peer_is_read_from_the_date_of_its_answer(hours: int) -> None:
    peer = PeerClock()

    peer.record(
        format_datetime(datetime.now(UTC) + timedelta(hours=hours), usegmt=True)
    )

    offset = peer.offset()
    assert offset is not None
    assert abs(offset - timedelta(hours=hours)) < timedelta(seconds=2)


@pytest.mark.parametrize("hours", [-2, 2])
def test_peer_keeps_its_time_when_our_clock_is_set(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer = PeerClock()
    peer.record(format_datetime(datetime.now(UTC), usegmt=True))
    ours = datetime.now(UTC) + timedelta(hours=hours)

    monkeypatch.setattr(clock, "now", lambda: ours)

    offset = peer.offset()
    assert offset is not None
    assert abs(offset + timedelta(hours=hours)) < timedelta(seconds=2)


@pytest.mark.parametrize("date", [None, "", "noon", "Sat, 99 Foo 2026 12:00:00 GMT"])
def test_answer_without_a_date_sets_no_offset(date: str | None) -> None:
    peer = PeerClock()

    peer.record(date)

    assert peer.offset() is None
