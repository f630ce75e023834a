"""Calls a provider, and its endpoint for states, before it is verified.

Pact's core says only that a state could not be brought about. Whatever stands in the
way of all of them (a guard, a redirect, a page for everything) is reported here, once.
"""

import http.client
import json
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from contract_kit.application_kind import Kind, kind_of
from contract_kit.provider.state_endpoint import STATE_PATH
from contract_kit.provider.verification_assertions import ContractBroken

_SECONDS = 30
_PORTS = {"http": 80, "https": 443}
_TEARDOWN = json.dumps({"action": "teardown", "state": "", "params": {}})


def demand_application(found: object) -> None:
    """Raise `ContractBroken` unless this is an application of WSGI or ASGI."""
    kind = kind_of(found)
    if kind is Kind.FACTORY:
        name = getattr(found, "__name__", type(found).__name__)
        raise ContractBroken(
            f"{name} makes applications: call it, and give verify_provider what it "
            "returns."
        )
    if kind is Kind.UNKNOWN:
        raise ContractBroken(
            f"{found!r} is no application: give one of WSGI (Flask, Django) or of ASGI "
            "(FastAPI, Starlette), or the URL at which it runs."
        )


def demand_listener(provider: str, url: str) -> None:
    """Raise `ContractBroken` unless somebody listens at the address of a provider."""
    address = urlsplit(url)
    if address.scheme not in _PORTS or not address.hostname:
        raise ContractBroken(
            f"{url!r} is no address of {provider}: write http://host:port, or give its "
            "application itself instead."
        )
    try:
        socket.create_connection((address.hostname, _port(address)), 1).close()
    except OSError as error:
        raise ContractBroken(
            f"{provider} does not answer at {url} ({error.strerror}): start it, or "
            "give its application instead of a URL."
        ) from None


def demand_state_endpoint(provider: str, url: str) -> None:
    """Raise `ContractBroken` unless the endpoint to the states opens to a verifier."""
    try:
        status, place, kind = _call(urlsplit(url))
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
            f"{provider} does not answer at its endpoint to the states, "
            f"{url}{STATE_PATH} ({error or type(error).__name__}): start it anew, and "
            f"read its log{_other_scheme(url)}."
        ) from None
    if status != 200 or "json" not in kind:
        raise ContractBroken(_wrong_endpoint(provider, status, place))


def _other_scheme(url: str) -> str:
    return "" if url.startswith("https:") else "; or write https://, if it speaks that"


def _call(address: SplitResult) -> tuple[int, str, str]:
    kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
    make = kinds[address.scheme]
    connection = make(address.hostname or "", _port(address), timeout=_SECONDS)
    try:
        path = address.path.rstrip("/") + STATE_PATH
        connection.request(
            "POST", path, _TEARDOWN, {"Content-Type": "application/json"}
        )
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        place, kind = headers.get("location", ""), headers.get("content-type", "")
        return response.status, place, kind
    finally:
        connection.close()


def _wrong_endpoint(provider: str, status: int, place: str) -> str:
    endpoint = f"POST {STATE_PATH}"
    answered = f"{status} to {place}" if place else str(status)
    if status in (404, 405):
        return (
            f"{provider} has no endpoint to its states ({endpoint} is {answered}): "
            "serve what add_state_endpoint(app, states) returns, where it is started "
            "for the tests."
        )
    if status == 200:
        return (
            f"{provider} answers {endpoint} with something else than its endpoint to "
            "the states: a route for every address takes it; let that one leave it out."
        )
    return (
        f"{provider} answers {answered} to {endpoint} before its states are reached: "
        "let the guard that does so (a before_request, a middleware) pass "
        f"{STATE_PATH} in tests."
    )


def _port(address: SplitResult) -> int:
    return address.port or _PORTS[address.scheme]
