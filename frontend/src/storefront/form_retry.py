"""A form whose service was away: the page that says so can send it once more.

Forms that fill a page of their own come back filled in; these are made of a button and
a number at most, and what stands around them cannot be shown without the service.
"""

from dataclasses import dataclass

from flask import request, url_for

# Which answers of a form are sent along, by the view that reads it.
_ANSWERS = {
    "basket.add": ("product_id", "quantity"),
    "basket.change": ("quantity",),
    "basket.remove": (),
    "orders.cancel": (),
    "orders.buy_again": (),
    "account.end_sign_in": (),
    "account.end_other_sign_ins": (),
}
_LONGEST = 20


@dataclass(frozen=True)
class SentForm:
    """Where a form goes, and what was typed into it."""

    path: str
    answers: dict[str, str]


def sent_form() -> SentForm | None:
    """Take down what was sent just now, where a button is enough to send it again."""
    endpoint = request.endpoint or ""
    if request.method != "POST" or endpoint not in _ANSWERS:
        return None
    return SentForm(
        url_for(endpoint, **(request.view_args or {})),
        {
            name: request.form[name][:_LONGEST]
            for name in _ANSWERS[endpoint]
            if name in request.form
        },
    )
