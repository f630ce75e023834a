"""The HTTP API of a Pact broker, as far as the program `pact` does not offer it."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from contract_kit.deployment import UsageError
from contract_kit.settings import Settings

BASE_URL = "PACT_BROKER_BASE_URL"
_SECONDS = 30


class BrokerError(RuntimeError):
    """A broker does not answer, or does not take what it is sent."""


def broker_url(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """Return the address of the broker; the environment wins, and empty means git."""
    return environment.get(BASE_URL, settings.broker) or None


@dataclass(frozen=True)
class PactBroker:
    """The broker at an address."""

    url: str = field(repr=False)
    authorization: str = field(repr=False)

    @classmethod
    def of(cls, url: str, environment: Mapping[str, str]) -> "PactBroker":
        """Read the credentials that the program `pact` reads."""
        if not url.startswith(("https://", "http://")):
            raise UsageError(
                f"The address of the broker has to begin with https:// or http://: "
                f"correct {BASE_URL}, or `url` in [tool.contract-kit.broker]."
            )
        url = f"{url.rstrip('/')}/"
        if token := environment.get("PACT_BROKER_TOKEN"):
            return cls(url, f"Bearer {token}")
        if user := environment.get("PACT_BROKER_USERNAME"):
            words = f"{user}:{environment.get('PACT_BROKER_PASSWORD', '')}"
            return cls(url, f"Basic {b64encode(words.encode()).decode()}")
        return cls(url, "")

    def pacts_for(self, provider: str, branch: str) -> Iterator[dict[str, Any]]:
        """Read what is asked of a provider on its branch, and where anything runs."""
        selectors = [{"branch": branch}, {"deployedOrReleased": True}]
        wanted = {"consumerVersionSelectors": selectors}
        found = self.call(f"pacts/provider/{provider}/for-verification", wanted)
        for entry in found.get("_embedded", {}).get("pacts", []):
            yield self.call(entry["_links"]["self"]["href"])

    def call(
        self, path: str, document: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Read a page, or post a document; a page that is not there is empty."""
        request = self._request(path, document)
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310  # nosec B310
                page: dict[str, Any] = json.load(answer)
                return page
        except HTTPError as error:
            if error.code == 404:
                return {}
            said = f"{error.code} {error.reason}"
            raise BrokerError(f"The broker answered {said}.") from None
        except (URLError, TimeoutError) as error:
            raise BrokerError(f"The broker does not answer: {error}") from None

    def _request(self, path: str, document: Mapping[str, Any] | None) -> Request:
        address = urljoin(self.url, path)
        request = Request(  # noqa: S310 - what it begins with was checked
            address,
            data=None if document is None else json.dumps(document).encode(),
            headers={"Accept": "application/hal+json"},
        )
        if document is not None:
            request.add_header("Content-Type", "application/json")
        if self.authorization and address.startswith(self.url):
            # Wherever the broker might send us, this is not for others to see.
            request.add_unredirected_header("Authorization", self.authorization)
        return request
