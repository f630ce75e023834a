"""Verifies what a broker holds against HEAD, and publishes the results.

Without results a broker answers every question with "unknown". The program `pact` could
verify only an application that runs somewhere; here the contract tests do it, with what
is known already.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from contract_kit.deployment import Undecided, Verifications, Version, read
from tools.broker import SWITCH, pact
from tools.errors import Refusal

_SECONDS = 30
_RESULTS = "pb:publish-verification-results"
_PARTS = ("consumer", "provider", "interactions", "metadata")


@dataclass(frozen=True)
class Broker:
    """The broker at an address."""

    url: str = field(repr=False)
    authorization: str = field(repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Broker":
        """Read the names that the program `pact` reads."""
        url = environment[SWITCH].rstrip("/") + "/"
        if not url.startswith(("https://", "http://")):
            raise Refusal(f"{SWITCH} has to begin with https:// or http://.")
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
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310  # nosec B310
                page: dict[str, Any] = json.load(answer)
                return page
        except HTTPError as error:
            if error.code == 404:
                return {}
            raise Refusal(f"The broker answered {error.code} {error.reason}.") from None
        except (URLError, TimeoutError) as error:
            raise Refusal(f"The broker does not answer: {error}") from None


def publish_results(
    broker: Broker, inquiry: Verifications, commit: str, branch: str
) -> None:
    """Hold every provider to what the broker holds for it; refuse to guess."""
    undecided = []
    for name in sorted(inquiry.layout.folders):
        provider = Version(name, commit)
        documents = list(broker.pacts_for(name, branch))
        if documents:
            _name_branch(provider, branch)
        for document in documents:
            try:
                _publish_result(broker, inquiry, provider, document)
            except Undecided as trouble:
                undecided.append(f"{document['consumer']['name']} → {name}: {trouble}")
    if undecided:
        raise Refusal("Nobody could find out about:\n" + "\n".join(undecided))


def _publish_result(
    broker: Broker,
    inquiry: Verifications,
    provider: Version,
    document: Mapping[str, Any],
) -> None:
    content = json.dumps({part: document[part] for part in _PARTS}, sort_keys=True)
    content_id = hashlib.sha256(content.encode()).hexdigest()
    pact = read(content_id, content.encode())
    finding, _ = inquiry.result_of(pact, pact.consumer, provider)
    broken = [*finding.broken, *finding.pending]
    result = {
        "success": not broken,
        "providerApplicationVersion": provider.commit,
        "testResults": {"broken": broken},
    }
    broker.call(document["_links"][_RESULTS]["href"], result)
    word = f"{len(broken)} broken" if broken else "kept"
    print(f"{pact.consumer} → {provider}: {pact.interactions} interactions, {word}")


def _name_branch(provider: Version, branch: str) -> None:
    version = ("--pacticipant", provider.name, "--version", provider.commit)
    if pact("create-or-update-version", *version, "--branch", branch) != 0:
        raise Refusal("The broker did not take the version: it says above why.")
