"""The quick starts of tutorials, as people type them: decision 0017.

The words are the tutorials' own; the use cases are those of every other route.
"""

from flask import Blueprint

from service_kit.access import anyone_recognised
from service_kit.legacy import Legacy
from service_kit.operations import operation
from service_kit.problems import Document
from user_service import accounts, registrations
from user_service.equipment import equipment
from user_service.errors import FieldsMissing, NameTaken, TooBusy, TooManyAttempts
from user_service.payloads.bodies import VisitorHeaders
from user_service.payloads.documents import MessageAnswer
from user_service.payloads.quick_starts import KeptRegistration
from user_service.routes.visitor import present_visitor

quick_starts = Blueprint("quick_starts", __name__)
_KEPT = Legacy({FieldsMissing: FieldsMissing.sentence})


@quick_starts.post("/register")
@operation(
    access=anyone_recognised,
    body=KeptRegistration,
    headers=VisitorHeaders,
    answers={201: MessageAnswer},
    problems=(FieldsMissing, NameTaken, TooManyAttempts, TooBusy),
    legacy=_KEPT,
)
def register(body: KeptRegistration) -> tuple[Document, int]:
    """Open an account."""
    wanted, tools = body.registration(), equipment()
    with registrations.hashed(wanted, present_visitor(), tools) as password_hash:
        accounts.open_account(wanted, password_hash)
    return {"message": "User registered successfully"}, 201
