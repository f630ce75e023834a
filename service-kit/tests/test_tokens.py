import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from service_kit import clock, tokens
from service_kit.http_client import ServiceUnavailable
from service_kit.problems import Unauthenticated, Unavailable
from service_kit.revocations import RevocationPage
from service_kit.service_token_cache import IssuedToken, ServiceToken
from service_kit.tokens import ALGORITHM, AUDIENCE, ISSUER, Known, TokenVerifier

KEY = Ed25519PrivateKey.generate()


class FakeSource:
    """user-service as a verifier sees it."""

    def __init__(self) -> None:
        self.ended: set[str] = set()
        self.is_down = False
        self.calls = 0
        self.pause = 0.0

    def signing_keys(self, etag: str | None) -> Known | None:
        self._answer()
        public = jwt.algorithms.OKPAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return Known({"keys": [{**public, "kid": "k1", "alg": ALGORITHM}]})

    def revocations_after(self, cursor: str) -> RevocationPage:
        self._answer()
        return RevocationPage(dict.fromkeys(self.ended, clock.now()), "1.s1")

    def revocations(self, etag: str | None) -> RevocationPage | None:
        raise AssertionError("this user-service knows cursors")

    def _answer(self) -> None:
        self.calls += 1
        threading.Event().wait(self.pause)
        if self.is_down:
            raise ServiceUnavailable("user-service", "is down")


def token(key: object = KEY, algorithm: str = ALGORITHM, **changes: object) -> str:
    now = int(clock.now().timestamp())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "7", "sid": "s1", "jti": "j1"}
    claims |= {"iat": now, "exp": now + 60} | changes
    present = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(present, key, algorithm, headers={"kid": "k1"})


def token_of(subject: str) -> str:
    return token(sub=subject)


@pytest.fixture
def source() -> FakeSource:
    return FakeSource()


@pytest.fixture
def check(source: FakeSource) -> Callable[..., tokens.Caller]:
    verifier = TokenVerifier(source)
    return lambda text, changes=False: verifier.caller(text, changes=changes)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def later(seconds: float) -> None:
        then = tokens.time.monotonic() + seconds
        monkeypatch.setattr(tokens.time, "monotonic", lambda: then)

    return later


def test_good_token_names_its_caller(check: Callable[..., tokens.Caller]) -> None:
    caller = check(token(admin=True))

    assert (caller.user_id, caller.is_admin, caller.service) == (7, True, None)
    assert "eyJ" not in repr(caller)


@pytest.mark.parametrize("is_down", [False, True])
def test_worker_that_has_just_begun_lets_all_wait_for_one_question(
    source: FakeSource, check: Callable[..., tokens.Caller], is_down: bool
) -> None:
    source.is_down, source.pause = is_down, 0.2
    text = token()

    def outcome(_: int) -> str:
        try:
            return check(text, changes=True).subject
        except Unavailable:
            return "unavailable"

    with ThreadPoolExecutor(8) as crowd:
        outcomes = set(crowd.map(outcome, range(8)))

    assert outcomes == ({"unavailable"} if is_down else {"7"})
    assert source.calls == (1 if is_down else 2)


def test_service_token_is_no_person(check: Callable[..., tokens.Caller]) -> None:
    caller = check(token(sub="service:order-service"))

    assert caller.service == "order-service"
    with pytest.raises(Unauthenticated):
        _ = caller.user_id


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "nonsense",
        "a.b.c",
        token() + "=",
        token() + "==",
        token(key=Ed25519PrivateKey.generate()),
        token(key="a-shared-secret-of-enough-length-for-hs256", algorithm="HS256"),
        token(exp=1),
        token(aud="another-house"),
        token(iss="somebody"),
        token(sid=None),
        token(exp=None),
        token(sub=None),
        *(
            token(sub=odd)
            for odd in ("", "ada", "-1", "0", "07", "٧", "1.0", "service:")
        ),
        token(sub=str(2**31)),
    ],
    ids=range(22),
)
def test_bad_tokens_are_turned_away(
    check: Callable[..., tokens.Caller], bad: str
) -> None:
    with pytest.raises(Unauthenticated):
        check(bad)


def test_unsigned_token_is_turned_away(check: Callable[..., tokens.Caller]) -> None:
    header, body, _ = token().split(".")
    unsigned = jwt.encode({"sub": "7"}, None, "none").split(".")[0]

    for forged in (f"{unsigned}.{body}.", f"{unsigned}.{body}.x", f"{header}.{body}.x"):
        with pytest.raises(Unauthenticated):
            check(forged)


def test_ended_sign_in_is_dead_within_seconds(
    check: Callable[..., tokens.Caller],
    source: FakeSource,
    later: Callable[[float], None],
) -> None:
    check(token())
    source.ended = {"s1"}

    later(5)

    with pytest.raises(Unauthenticated):
        check(token())


def test_lists_are_not_fetched_for_every_token(
    check: Callable[..., tokens.Caller], source: FakeSource
) -> None:
    for _ in range(10):
        check(token())

    assert source.calls == 2


def test_known_keys_outlive_an_outage(
    check: Callable[..., tokens.Caller],
    source: FakeSource,
    later: Callable[[float], None],
) -> None:
    check(token())
    source.is_down = True

    later(200)

    assert check(token(), changes=True).user_id == 7


def test_one_request_asks_an_unresponsive_user_service_once(
    check: Callable[..., tokens.Caller],
    source: FakeSource,
    later: Callable[[float], None],
) -> None:
    check(token())
    source.is_down, source.calls = True, 0
    later(tokens.REFRESH_SECONDS + 1)

    check(token(), changes=True)
    asked_by_the_first = source.calls
    later(1.5)
    check(token(), changes=True)

    assert (asked_by_the_first, source.calls) == (1, 2)


def test_changes_are_refused_after_a_long_outage(
    check: Callable[..., tokens.Caller],
    source: FakeSource,
    later: Callable[[float], None],
) -> None:
    check(token())
    source.is_down = True

    later(301)

    assert check(token()).user_id == 7
    with pytest.raises(Unavailable):
        check(token(), changes=True)


def test_nothing_known_means_unavailable(
    check: Callable[..., tokens.Caller], source: FakeSource
) -> None:
    source.is_down = True

    with pytest.raises(Unavailable):
        check(token())


def test_keys_of_an_unknown_kind_are_passed_over(
    check: Callable[..., tokens.Caller],
    source: FakeSource,
) -> None:
    known = source.signing_keys(None)
    odd = [{"kid": "k2"}, {"kty": "OKP"}, {"kty": "new", "kid": "k3"}, "text"]
    both = Known({"keys": [*odd, *known.values["keys"]]})
    source.signing_keys = lambda etag: both  # type: ignore[method-assign]

    assert TokenVerifier(source).caller(token(), changes=False).user_id == 7


def test_service_token_that_cannot_be_had_is_not_asked_for_at_once() -> None:
    questions = []

    def refuse() -> IssuedToken:
        questions.append("may I?")
        raise ServiceUnavailable("user-service", "away")

    own = ServiceToken(refuse)

    assert [own.get_if_any() for _ in range(3)] == [None, None, None]
    assert len(questions) == 1


def test_service_token_is_kept_until_it_ends() -> None:
    issued: list[IssuedToken] = []

    def fetch() -> IssuedToken:
        lifetime = timedelta(seconds=30 if not issued else 600)
        issued.append(IssuedToken(f"t{len(issued)}", clock.now() + lifetime))
        return issued[-1]

    pass_token = ServiceToken(fetch)

    assert [pass_token.get() for _ in range(3)] == ["t0", "t1", "t1"]
    pass_token.forget("t1")
    assert pass_token.get() == "t2"
