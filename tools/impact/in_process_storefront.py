"""The storefront in this process: its services are stubs, its sessions a dictionary."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contract_kit.impact import ProviderStubs
from contract_kit.matching import ActualResponse
from contract_kit.pact_files import Interaction
from storefront import NAME
from storefront.catalogue_cache import CatalogueCache
from storefront.clients import order_service, product_service, user_service
from storefront.clients.order_service import OrderServiceClient
from storefront.clients.product_service import ProductServiceClient
from storefront.clients.user_service import UserServiceClient
from storefront.service_clients import Services
from storefront.sessions.store_protocol import Change, Record
from tools.applications import FRONTEND
from tools.impact.storefront_requests import FILL_BASKET, SIGN_IN, PageRequest, Visitor
from tools.impact.wsgi_connection import WsgiConnection
from tools.isolated_app import isolated_app

# Where requests of the interactions come from.
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
class VisitedPage:
    """What came of a visit: the answer, and what the session remembers of it."""

    status: int
    location: str
    text: str
    remembered: tuple[str, ...]

    @property
    def is_broken(self) -> bool:
        """Return whether the page could not be made."""
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


class InProcessStorefront:
    """The real storefront, asked for one page at a time, each time as if new."""

    def __init__(self, app: Flask, stubs: ProviderStubs) -> None:
        """Take the application and those who play its services."""
        self.stubs = stubs
        self._app = app
        self._secret = app.extensions["settings"].service_secret
        self._sessions = Sessions()
        app.session_interface.store = self._sessions  # type: ignore[attr-defined]
        self._cookie: str = app.session_interface.cookie  # type: ignore[attr-defined]
        self._beginnings = {Visitor.STRANGER: _Beginning()}
        self._begin_as(Visitor.GUEST, FILL_BASKET)
        self._begin_as(Visitor.SHOPPER, SIGN_IN)

    def visit(
        self,
        visit: PageRequest,
        preferred: Interaction | None = None,
        instead: ActualResponse | None = None,
    ) -> VisitedPage:
        """Open a page; one interaction may be played before others, or changed."""
        self.stubs.begin(preferred, instead)
        client, response = self._open(visit)
        text = _DRAWN_BY_LOT.sub(r"\1\2", response.get_data(as_text=True))
        location = response.headers.get("Location", "")
        return VisitedPage(
            response.status_code, location, text, tuple(_remembered(client))
        )

    def _open(self, visit: PageRequest) -> tuple[FlaskClient, TestResponse]:
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

    def _begin_as(self, who: Visitor, visit: PageRequest) -> None:
        client, response = self._open(visit)
        cookie = client.get_cookie(self._cookie)
        if response.status_code != 303 or cookie is None:
            unknown = ", ".join(self.stubs.unknown) or "nothing"
            raise NobodyGetsIn(
                f"{visit.method} {visit.path} answers {response.status_code}, and asks "
                f"for {unknown}: no pact has it; "
                "correct tools/impact/storefront_requests.py."
            )
        self._beginnings[who] = _Beginning(cookie.value, dict(self._sessions.records))

    def _forget(self) -> None:
        """Forget everything that was read before."""
        services = Services(
            UserServiceClient(self._connection(user_service.NAME), self._secret),
            ProductServiceClient(self._connection(product_service.NAME)),
            OrderServiceClient(self._connection(order_service.NAME)),
        )
        self._app.extensions["services"] = services
        self._app.extensions["catalogue_cache"] = CatalogueCache(services.products)

    def _connection(self, provider: str) -> WsgiConnection:
        return WsgiConnection(NAME, provider, self.stubs)


def _remembered(client: FlaskClient) -> Iterator[str]:
    """Read what a session keeps in clear: sealed, nothing is the same twice."""
    with client.session_transaction(environ_overrides=_HOME) as session:
        for name, value in sorted(session.items()):
            if name != _OWN_SECRET:
                yield f"{name}={value!r}"


def in_process_storefront(interactions: Sequence[Interaction]) -> InProcessStorefront:
    """Open a storefront whose services play these interactions and do nothing else."""
    app = isolated_app(FRONTEND)
    app.config["WTF_CSRF_METHODS"] = []
    own = [each for each in interactions if each.consumer == NAME]
    return InProcessStorefront(app, ProviderStubs(own))
