"""A copy of all that the shop knows about its owner, as a file to keep."""

import json

from flask import Blueprint, Response

from service_kit.clock import now
from storefront.data_export import collect
from storefront.login_required import login_required
from storefront.shopper import signed_in_shopper

data_export = Blueprint("data_export", __name__, url_prefix="/account/data")


@data_export.get("")
@login_required
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
