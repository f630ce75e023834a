"""Two pages for people: what was paid, and the confirmation that some cards demand.

The list is a tool of whoever runs the shop on their own machine. It holds nothing about
persons, and is shown to this machine alone or in development and tests. The page of a
confirmation is for whoever knows its address, as with a real provider.
"""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug import Response as AnyResponse

from payment_sandbox import cardholder_confirmations, payment_listing
from payment_sandbox.config import current_settings
from payment_sandbox.models import Payment, PaymentState
from service_kit.access import anyone
from service_kit.clock import rfc3339
from service_kit.loopback import is_loopback
from service_kit.money import Money
from service_kit.problems import Invalid, NotFoundProblem

pages = Blueprint(
    "pages",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)
_ACTION = "/confirm/<regex('[A-Za-z0-9_-]{43}'):action_key>"
_FARTHEST_PAGE = 100_000
_ANSWERS = {"yes", "no"}
_MARKS_OF_PROXIES = ("Forwarded", "X-Forwarded-For", "Via")
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        # An empty icon, or a browser would ask for one and be refused.
        "img-src data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


@pages.get("/")
def show_payments() -> Response:
    """Show what was paid, newest first."""
    if not _may_look():
        raise NotFoundProblem
    page = payment_listing.newest(_page_number())
    return _page("payments.html", payments=page.payments, next=page.next)


@pages.get(_ACTION)
def ask(action_key: str) -> Response:
    """Ask the shopper whether this payment is theirs."""
    payment = cardholder_confirmations.find_by_key(action_key)
    return _page(
        "confirm.html",
        payment=payment,
        is_open=payment.state == PaymentState.REQUIRES_ACTION,
        shop=current_settings().public_url,
    )


@pages.post(_ACTION)
def decide(action_key: str) -> AnyResponse:
    """Take the shopper's yes or no."""
    cardholder_confirmations.find_by_key(action_key)
    answer = request.form.get("answer")
    if answer not in _ANSWERS:
        raise Invalid(errors={"answer": ["Answer yes or no."]})
    cardholder_confirmations.decide(action_key, agrees=answer == "yes")
    return redirect(url_for("pages.ask", action_key=action_key), 303)


for view in (show_payments, ask, decide):
    vars(view)["access"] = anyone


@pages.app_template_filter("money")
def money(payment: Payment) -> str:
    """Write an amount with its currency."""
    return str(Money(payment.amount, payment.currency))


pages.add_app_template_filter(rfc3339, "instant")


def _may_look() -> bool:
    if current_settings().environment != "production":
        return True
    # Behind a proxy everybody comes from this machine; and a page elsewhere may have
    # made its own name lead here, to read what its visitor can see.
    is_relayed = any(name in request.headers for name in _MARKS_OF_PROXIES)
    host = urlsplit(f"//{request.host}").hostname or ""
    is_near = is_loopback(request.remote_addr or "") and is_loopback(host)
    return is_near and not is_relayed


def _page_number() -> int:
    given = request.args.get("page", "1")
    if not (given.isascii() and given.isdecimal() and len(given) <= 6):
        raise NotFoundProblem
    return min(max(int(given), 1), _FARTHEST_PAGE)


def _page(template: str, **values: object) -> Response:
    body = render_template(f"payment_sandbox/{template}", **values)
    headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}
    return Response(body, headers=headers)
