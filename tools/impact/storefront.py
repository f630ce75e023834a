"""A storefront in the hand: its services played, its sessions put back at will."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.test import TestResponse

from contract_kit.judge import Answer
from contract_kit.pact_files import Interaction
from storefront import NAME, create_app
from storefront.clients import order_service, product_service, user_service
from storefront.clients.order_service import OrderServiceClient
from storefront.clients.product_service import ProductServiceClient
from storefront.clients.user_service import UserServiceClient
from storefront.config import Settings
from storefront.services import Services
from storefront.sessions.records import Change, Record
from storefront.shelf import Shelf
from tools.impact.in_process import DirectConnection
from tools.impact.playing import Players
from tools.impact.visits import FILL_BASKET, SIGN_IN, Visit, Who

_NOWHERE = "http://nobody-calls-this.invalid"
_SECRET = SecretStr("a-secret-that-only-the-visits-know-4711")
# Where requests of the promises come from.
_HOME = {"REMOTE_ADDR": "198.51.100.7"}
_BROWSER = {"User-Agent": "Firefox", "Sec-Fetch-Site": "same-origin"}
_PART = {"HX-Request": "true"}
_DRAWN_BY_LOT = re.compile(
    r'(name="(?:csrf_token|idempotency_key)"[^>]*value=")[^"]*|(request-id[^>]*>)[^<]*'
)
_OWN_SECRET = "csrf_token"  # noqa: S105 (the name of one)


class NobodyGetsIn(LookupError):
    """The storefront cannot be entered in the words of the pacts."""


@dataclass(frozen=True)
class Seen:
    """What came of a visit: the answer, and what the session remembers of it."""

    status: int
    location: str
    text: str
    remembered: tuple[str, ...]

    @property
    def is_broken(self) -> bool:
        """Tell whether the page could not be made."""
        return self.status >= 500


class Sessions:
    """Sessions in a dictionary."""

    def __init__(self) -> None:
        """Begin with none."""
        self.records: dict[str, Record] = {}

    def find(self, key: str) -> Record | None:
        """Look a session up."""
        return self.records.get(key)

    def create(self, key: str, record: Record) -> None:
        """Keep a new session."""
        self.records[key] = record

    def apply(self, key: str, change: Change) -> None:
        """Change a session."""
        record = self.records[key]
        values = dict(record.values) | dict(change.written)
        kept = {
            name: text for name, text in values.items() if name not in change.removed
        }
        self.records[key] = replace(record, values=kept)

    def end(self, key: str) -> None:
        """Forget a session."""
        self.records.pop(key, None)


@dataclass(frozen=True)
class _Beginning:
    """What a visitor brings along: a cookie, and the session behind it."""

    cookie: str = ""
    records: Mapping[str, Record] = field(default_factory=dict)


class Storefront:
    """The real storefront, asked for one page at a time, each time as if new."""

    def __init__(self, app: Flask, players: Players) -> None:
        """Take the application and those who play its services."""
        self.players = players
        self._app = app
        self._sessions = Sessions()
        app.session_interface.store = self._sessions  # type: ignore[attr-defined]
        self._cookie: str = app.session_interface.cookie  # type: ignore[attr-defined]
        self._beginnings = {Who.STRANGER: _Beginning()}
        self._begin_as(Who.GUEST, FILL_BASKET)
        self._begin_as(Who.SHOPPER, SIGN_IN)

    def visit(
        self,
        visit: Visit,
        preferred: Interaction | None = None,
        instead: Answer | None = None,
    ) -> Seen:
        """Open a page; one promise may be played before others, or spoiled."""
        self.players.begin(preferred, instead)
        client, response = self._open(visit)
        text = _DRAWN_BY_LOT.sub(r"\1\2", response.get_data(as_text=True))
        location = response.headers.get("Location", "")
        return Seen(response.status_code, location, text, tuple(_remembered(client)))

    def _open(self, visit: Visit) -> tuple[FlaskClient, TestResponse]:
        self._forget()
        beginning = self._beginnings[visit.who]
        self._sessions.records = dict(beginning.records)
        client = self._app.test_client()
        if beginning.cookie:
            client.set_cookie(self._cookie, beginning.cookie)
        response = client.open(
            visit.path,
            method=visit.method,
            data=visit.form,
            headers=_BROWSER | (_PART if visit.is_part else {}),
            environ_overrides=_HOME,
        )
        return client, response

    def _begin_as(self, who: Who, visit: Visit) -> None:
        client, response = self._open(visit)
        cookie = client.get_cookie(self._cookie)
        if response.status_code != 303 or cookie is None:
            unknown = ", ".join(self.players.unknown) or "nothing"
            raise NobodyGetsIn(
                f"{visit.method} {visit.path} answers {response.status_code}, and asks "
                f"for {unknown} that is in no pact: correct it in tools/impact/visits."
            )
        self._beginnings[who] = _Beginning(cookie.value, dict(self._sessions.records))

    def _forget(self) -> None:
        """Let nothing that was heard before be known still."""
        services = Services(
            UserServiceClient(self._connection(user_service.NAME), _SECRET),
            ProductServiceClient(self._connection(product_service.NAME)),
            OrderServiceClient(self._connection(order_service.NAME)),
        )
        self._app.extensions["services"] = services
        self._app.extensions["shelf"] = Shelf(services.products)

    def _connection(self, provider: str) -> DirectConnection:
        return DirectConnection(NAME, provider, self.players)


def _remembered(client: FlaskClient) -> Iterator[str]:
    """Read what a session keeps in clear: sealed, nothing is the same twice."""
    with client.session_transaction(environ_overrides=_HOME) as session:
        for name, value in sorted(session.items()):
            if name != _OWN_SECRET:
                yield f"{name}={value!r}"


def open_storefront(promises: Sequence[Interaction], folder: Path) -> Storefront:
    """Open a storefront whose services keep these promises and do nothing else."""
    settings = Settings(
        environment="test",
        log_level="ERROR",
        database_url=f"sqlite:///{folder}/unused.db",
        user_service_url=_NOWHERE,
        product_service_url=_NOWHERE,
        order_service_url=_NOWHERE,
        service_secret=_SECRET,
        secret_key=_SECRET,
    )
    app = create_app(settings)
    app.config["WTF_CSRF_METHODS"] = []
    return Storefront(app, Players(promises))
