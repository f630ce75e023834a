"""The only way out: every call to another application goes through a `Connection`.

Calls have timeouts, reading calls are repeated on a passing failure, writing calls
never are and go out on a new connection, and a dependency that does not answer is
left alone for a while (circuit breaker). Whatever fails arrives as one of three words.

CallFailed
├── NotFound            404: there is no such thing
├── Rejected            any other 4xx: the provider understood and said no
└── ServiceUnavailable  timeout, no connection, 5xx or an unreadable answer: unknown
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import requests
from circuitbreaker import CircuitBreaker
from requests.adapters import HTTPAdapter
from urllib3.exceptions import TimeoutError as TookTooLong
from urllib3.util import Retry

from service_kit.bounded_numbers import read_float
from service_kit.json_logging import request_id
from service_kit.peer_clock import PeerClock
from service_kit.strict_json import read_json

T = TypeVar("T")
Parameters = Mapping[str, str | int | Sequence[str | int]]
_CONNECT_SECONDS = 0.5
READ_SECONDS = 1.0
_STATUSES_OF_A_GATEWAY = {502, 503, 504}
_LARGEST_ANSWER = 8 * 1024 * 1024
# What comes of reading a document that is not what was expected.
MAKES_NO_SENSE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


class CallFailed(Exception):
    """A call to another application did not bring what was asked for."""


@dataclass
class Rejected(CallFailed):
    """The provider understood the request and refused it; its problem says why."""

    status: int
    problem: Mapping[str, Any] = field(default_factory=dict)
    # The seconds after which asking again makes sense, where the provider named them.
    retry_after: int | None = None

    @property
    def reason(self) -> str:
        """The stable name of the problem, `sold-out`, or an empty string."""
        return str(self.problem.get("type", "")).rpartition(":")[2]

    @property
    def detail(self) -> str:
        """The provider's sentence for people."""
        return str(self.problem.get("detail") or self.problem.get("message") or "")

    @property
    def errors(self) -> dict[str, list[str]]:
        """Sentences per field."""
        found = self.problem.get("errors")
        return dict(found) if isinstance(found, Mapping) else {}

    def __str__(self) -> str:
        return f"{self.status} {self.detail}"


class NotFound(Rejected):
    """There is no such thing at the provider."""


class ServiceUnavailable(CallFailed):
    """Nobody knows whether the request was done: no answer, or none that counts."""

    def __init__(self, provider: str, reason: str, *, is_ill: bool = False) -> None:
        """Name the provider and what went wrong; `is_ill` where nobody is there."""
        super().__init__(f"{provider}: {reason}")
        self.provider = provider
        self.is_ill = is_ill


@dataclass(frozen=True)
class Reply:
    """An answer below 400; `document` is empty where the body is not JSON."""

    status: int
    headers: Mapping[str, str]
    document: Mapping[str, Any]
    content: bytes

    @property
    def etag(self) -> str | None:
        """The validator of the answer, to ask again with `If-None-Match`."""
        return self.headers.get("ETag")


def listed(document: Mapping[str, Any]) -> list[Any]:
    """Give the results of an answer; what is no list must not pass for an empty one."""
    found = document["results"]
    if not isinstance(found, list):
        raise TypeError("results is not a list")
    return found


class Connection:
    """Calls from one application (the consumer) to another (the provider)."""

    def __init__(
        self,
        consumer: str,
        provider: str,
        base_url: str,
        *,
        connect: float = _CONNECT_SECONDS,
        read: float = READ_SECONDS,
    ) -> None:
        """Take both names, the provider's address and the timeouts in seconds."""
        self.consumer = consumer
        self.provider = provider
        self.base_url = base_url.rstrip("/")
        self.connect = connect
        self.read = read
        self.clock = PeerClock()
        self._breaker = CircuitBreaker(3, 2, _is_ill, provider)
        self._threads = threading.local()

    def get(
        self,
        path: str,
        *,
        params: Parameters | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "application/json",
        read: float | None = None,
    ) -> Reply:
        """Read; a 304 comes back as a reply with an empty document.

        `read` is how long the answer may take, in seconds.
        """
        given = {"Accept": accept, **(headers or {})}
        return self._call("GET", path, token, given, params=params, read=read)

    def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        read: float | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        """Write, exactly once: a JSON body, or a form for providers that want one.

        `read` is how long the answer may take, in seconds.
        """
        given = {"Accept": "application/json", **(headers or {})}
        return self._call(method, path, token, given, json=body, form=form, read=read)

    def parsed(self, reply: Reply, parse: Callable[[Mapping[str, Any]], T]) -> T:
        """Read a document; one that makes no sense is as good as none."""
        try:
            return parse(reply.document)
        except MAKES_NO_SENSE as error:
            raise ServiceUnavailable(self.provider, "unexpected answer") from error

    def _call(
        self,
        method: str,
        path: str,
        token: str | None,
        headers: dict[str, str],
        *,
        params: Parameters | None = None,
        json: Mapping[str, object] | None = None,
        form: Mapping[str, str] | None = None,
        read: float | None = None,
    ) -> Reply:
        if self._breaker.opened:
            raise ServiceUnavailable(self.provider, "left alone after failures")
        with self._breaker:
            response = self._answered(
                method,
                self.base_url + path,
                params=params,
                json=json,
                data=form,
                headers=self._identified(headers, token),
                timeout=(self.connect, read or self.read),
                allow_redirects=False,
            )
            return self._checked(response)

    def _answered(self, method: str, url: str, **request: Any) -> requests.Response:
        try:
            if method == "GET":
                response = self._get_with_retry(url, **request)
            else:
                response = self._on_new_connection(method, url, **request)
        except requests.RequestException as error:
            reason, is_ill = type(error).__name__, _found_nobody(error)
            raise ServiceUnavailable(self.provider, reason, is_ill=is_ill) from error
        self.clock.record(response.headers.get("Date"))
        return response

    def _get_with_retry(self, url: str, **request: Any) -> requests.Response:
        try:
            return self._session("pooled").get(url, **request)
        except requests.ConnectionError as error:
            if _found_nobody(error):
                raise
            # Most likely a pooled connection that the provider closed as this went out.
            return self._on_new_connection("GET", url, **request)

    def _on_new_connection(
        self, method: str, url: str, **request: Any
    ) -> requests.Response:
        request["headers"] |= {"Connection": "close"}
        session = self._session("single-use")
        try:
            return session.request(method, url, **request)
        finally:
            # Also where a provider would keep it open: it may not be used again.
            session.close()

    def _identified(self, headers: dict[str, str], token: str | None) -> dict[str, str]:
        headers |= {"X-Request-ID": request_id(), "X-Consumer": self.consumer}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return headers

    def _checked(self, response: requests.Response) -> Reply:
        status = response.status_code
        if _broke_off(response):
            raise ServiceUnavailable(self.provider, "half an answer")
        if status >= 500 or status == 429 and not _is_problem(response):
            is_ill = status in _STATUSES_OF_A_GATEWAY and not _is_problem(response)
            raise ServiceUnavailable(self.provider, f"answered {status}", is_ill=is_ill)
        if len(response.content) > _LARGEST_ANSWER:
            raise ServiceUnavailable(self.provider, "answered too much")
        document = self._document(response)
        if status == 404:
            raise NotFound(status, document)
        if status >= 400:
            raise Rejected(status, document, _seconds_to_wait(response))
        if _is_of_another_kind(response):
            raise ServiceUnavailable(self.provider, "answered otherwise than asked")
        return Reply(status, response.headers, document, response.content)

    def _document(self, response: requests.Response) -> Mapping[str, Any]:
        if "json" not in response.headers.get("Content-Type", ""):
            return {}
        try:
            document = read_json(response.content, fraction=read_float)
        except ValueError as error:
            raise ServiceUnavailable(self.provider, "unreadable answer") from error
        if not isinstance(document, Mapping):
            raise ServiceUnavailable(self.provider, "unexpected answer")
        return document

    def _session(self, name: str) -> requests.Session:
        sessions: dict[str, requests.Session] = vars(self._threads)
        if name not in sessions:
            sessions[name] = _new_session()
        return sessions[name]


def _is_ill(kind: type[BaseException], error: BaseException) -> bool:
    """Return whether a provider is out of reach, not merely failed at one request.

    The latter is well: leaving it alone would take from others what it can still do,
    and anybody who finds a request that it fails at could close it for everybody.
    """
    return isinstance(error, ServiceUnavailable) and error.is_ill


def _found_nobody(error: requests.RequestException) -> bool:
    """Return whether there was no connection or no answer in time, not a broken one."""
    if isinstance(error, requests.Timeout | requests.exceptions.SSLError):
        return True
    cause: Any = error.args[0] if error.args else None
    # No connection at all is one of these, too.
    return isinstance(getattr(cause, "reason", cause), TookTooLong)


def _seconds_to_wait(response: requests.Response) -> int | None:
    seconds = response.headers.get("Retry-After", "")
    is_number = seconds.isascii() and seconds.isdecimal() and len(seconds) < 7
    return int(seconds) if is_number else None


def _broke_off(response: requests.Response) -> bool:
    """Return whether an answer ended among its headers, before its body."""
    described = ("Content-Type", "Content-Length", "Transfer-Encoding")
    is_blank = not response.content and not any(
        n in response.headers for n in described
    )
    return is_blank and response.status_code not in (204, 304)


def _is_of_another_kind(response: requests.Response) -> bool:
    """Return whether it is the page of a gateway, or anything else not asked for."""
    asked = response.request.headers["Accept"].rpartition("/")[2]
    given = response.headers.get("Content-Type", "")
    return bool(response.content) and asked not in given


def _is_problem(response: requests.Response) -> bool:
    return "problem" in response.headers.get("Content-Type", "")


def _new_session() -> requests.Session:
    session = requests.Session()
    # Proxies and .netrc of the machine have no say in calls between services.
    session.trust_env = False
    twice_more = Retry(
        total=2,
        read=0,
        status_forcelist=(502, 503, 504),
        allowed_methods={"GET"},
        backoff_factor=0.05,
        respect_retry_after_header=False,
        raise_on_status=False,
    )
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=twice_more))
    return session
