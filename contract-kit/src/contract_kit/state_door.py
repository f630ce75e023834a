"""Knocks at a provider, and at its door, before it is held to its promises.

Pact's core says only that a state could not be brought about. Whatever stands in the
way of all of them (a guard, a redirect, a page for everything) is told here, once.
"""

import http.client
import json
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from contract_kit.states import STATE_PATH
from contract_kit.verified import ContractBroken

_SECONDS = 30
_PORTS = {"http": 80, "https": 443}
_KNOCK = json.dumps({"action": "teardown", "state": "", "params": {}})


def refuse_silence(provider: str, url: str) -> None:
    """Raise `ContractBroken` unless somebody listens at the address of a provider."""
    address = urlsplit(url)
    if address.scheme not in _PORTS or not address.hostname:
        raise ContractBroken(
            f"{url!r} is no address of {provider}: write http://host:port, or give its "
            "Flask app instead."
        )
    try:
        socket.create_connection((address.hostname, _port(address)), 1).close()
    except OSError as error:
        raise ContractBroken(
            f"{provider} does not answer at {url} ({error.strerror}): start it, or "
            "give its Flask app instead of a URL."
        ) from None


def demand_door(provider: str, url: str) -> None:
    """Raise `ContractBroken` unless the door to the states opens to a verifier."""
    try:
        status, place, kind = _knock(urlsplit(url))
    except ssl.SSLCertVerificationError as error:
        raise ContractBroken(
            f"{provider} at {url} shows a certificate that nobody here trusts "
            f"({error.verify_message}): let SSL_CERT_FILE name who signed it, or "
            "verify it over plain HTTP."
        ) from None
    except ssl.SSLError as error:
        raise ContractBroken(
            f"{provider} at {url} does not speak TLS as it is spoken here "
            f"({error.reason}): where it speaks plain HTTP, write http://."
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise ContractBroken(
            f"{provider} does not answer at its door to the states, {url}{STATE_PATH} "
            f"({error or type(error).__name__}): start it anew, and read its log"
            f"{_other_scheme(url)}."
        ) from None
    if status != 200 or "json" not in kind:
        raise ContractBroken(_at_the_door(provider, status, place))


def _other_scheme(url: str) -> str:
    return "" if url.startswith("https:") else "; or write https://, if it speaks that"


def _knock(address: SplitResult) -> tuple[int, str, str]:
    kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
    make = kinds[address.scheme]
    connection = make(address.hostname or "", _port(address), timeout=_SECONDS)
    try:
        path = address.path.rstrip("/") + STATE_PATH
        connection.request("POST", path, _KNOCK, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told.get("location", ""), told.get("content-type", "")
    finally:
        connection.close()


def _at_the_door(provider: str, status: int, place: str) -> str:
    door = f"POST {STATE_PATH}"
    told = f"{status} to {place}" if place else str(status)
    if status in (404, 405):
        return (
            f"{provider} has no door to its states ({door} is {told}): call "
            "open_state_door(app, states) where it is started for the tests."
        )
    if status == 200:
        return (
            f"{provider} answers {door} with something else than its door to the "
            "states: a route for every address takes it; let that one leave it out."
        )
    return (
        f"{provider} answers {told} to {door} before its states are reached: let the "
        f"guard that does so (a before_request, a middleware) pass {STATE_PATH} in "
        "tests."
    )


def _port(address: SplitResult) -> int:
    return address.port or _PORTS[address.scheme]
