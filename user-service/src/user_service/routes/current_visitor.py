"""Who is at the other end of the present request."""

from flask import request

from service_kit.access import authorize, service
from service_kit.problems import Forbidden, Unauthenticated
from user_service.client_address import Visitor, plain_address, visitor_from

_HEADER = "X-Client-Address"
the_frontend = service("frontend")


def present_visitor() -> Visitor:
    """Describe the visitor; behind the frontend, the one that the frontend names."""
    address = _address_from_frontend() or request.remote_addr or ""
    return visitor_from(address, request.headers.get("User-Agent", ""))


def _address_from_frontend() -> str:
    """Read the header, which anybody can send, where the frontend's token comes too."""
    address = plain_address(request.headers.get(_HEADER, ""))
    if not address:
        return ""
    try:
        authorize(the_frontend)
    except (Unauthenticated, Forbidden):
        return ""
    return address
