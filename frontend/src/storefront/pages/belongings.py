"""A copy of all that the shop knows about its owner, as a file to keep."""

import json

from flask import Blueprint, Response
from flask_login import login_required

from service_kit.clock import now
from storefront.belongings import collect
from storefront.shopper import signed_in_shopper

belongings = Blueprint("belongings", __name__, url_prefix="/account/data")


@belongings.get("")
@login_required  # type: ignore[untyped-decorator]
def download() -> Response:
    """Hand out the copy."""
    person = signed_in_shopper()
    found = collect(person.token)
    text = json.dumps(found.document, ensure_ascii=False, indent=2) + "\n"
    response = Response(text, content_type="application/json; charset=utf-8")
    name = f"furrow-{person.username}-{now():%Y-%m-%d}"
    if found.missing:
        name += "-incomplete"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.json")
    return response
