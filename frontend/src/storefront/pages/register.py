"""Opening an account, with a username that is checked while it is typed."""

from flask import Blueprint, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from service_kit.http_client import Rejected, ServiceUnavailable
from service_kit.json_logging import request_id
from storefront import authentication, errors, next_url, usernames
from storefront.clients.user_service import NewAccount
from storefront.forms import RegisterForm
from storefront.htmx import go_to
from storefront.service_clients import services
from storefront.sessions import session
from storefront.shopper import browser, shopper
from storefront.usernames import RateLimiter, UsernameState, UsernameStatus

register = Blueprint("register", __name__, url_prefix="/register")
_STATUS = {UsernameState.UNKNOWN: 503, UsernameState.TOO_MANY: 429}


@register.get("")
def show() -> str | Response:
    """Show the form."""
    if shopper():
        return go_to("account.show")
    next_url.remember_page_before()
    return _page(RegisterForm())


@register.post("")
def submit() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Open the account and sign its owner in."""
    form = RegisterForm()
    if not form.validate():
        _blame_taken_name(form)
        return _page(form), 422
    try:
        return authentication.register(_wanted(form))
    except ServiceUnavailable:
        return _page(form, authentication.AWAY, number=request_id()), 503
    except Rejected as refusal:
        status = 429 if refusal.status == 429 else 422
        header = errors.retry_after_header(refusal.retry_after)
        return _page(form, _refusal(form, refusal)), status, header


@register.get("/username")
def check_username() -> Response:
    """Show whether the username that is being typed is available."""
    pace: RateLimiter = current_app.extensions["name_checks"]
    typed = request.args.get("username", "")[:200]
    name_status = usernames.status_of(
        services().users,
        typed,
        browser(),
        may_ask=lambda: not pace.is_too_fast(session.pseudonym),
    )
    html = render_template("register/_username_check.html", name_status=name_status)
    status = _STATUS.get(name_status.state, 200)
    return make_response(
        html, status, errors.retry_after_header(name_status.retry_after)
    )


@register.errorhandler(CSRFError)
def ask_again(_error: CSRFError) -> tuple[str, int]:
    """Give the form back with a token that counts; nothing else was done."""
    return _page(RegisterForm(), authentication.OUTDATED, "password"), 400


def _wanted(form: RegisterForm) -> NewAccount:
    return NewAccount(
        username=form.username.data,
        email=form.email.data,
        password=form.password.data,
        first_name=form.first_name.data or "",
        last_name=form.last_name.data or "",
    )


def _refusal(form: RegisterForm, refusal: Rejected) -> str:
    """Blame the fields that user-service names; return words for what is left over."""
    if refusal.status == 429:
        return refusal.detail
    if refusal.status not in {409, 422}:
        raise refusal
    blamed = dict(refusal.errors)
    if refusal.status == 409 and "username" in blamed:
        del blamed["username"]
        form.username.errors = [usernames.sentence(_taken(form.username.data))]
        form.blame(blamed)
        return ""
    return "" if form.blame(blamed) else refusal.detail


def _blame_taken_name(form: RegisterForm) -> None:
    """Show beside other mistakes that a name is not available, not one round later."""
    if form.username.errors:
        return
    name_status = usernames.status_of(services().users, form.username.data, browser())
    if name_status.state in {UsernameState.TAKEN, UsernameState.RESERVED}:
        form.username.errors = [usernames.sentence(name_status)]


def _taken(username: str) -> UsernameStatus:
    name_status = usernames.status_of(services().users, username, browser())
    return (
        name_status
        if name_status.state is UsernameState.TAKEN
        else usernames.taken(username, ())
    )


def _page(
    form: RegisterForm, fault: str = "", place: str = "username", number: str = ""
) -> str:
    faults = form.faults + ([(place, fault)] if fault else [])
    return render_template(
        "register/register.html", form=form, faults=faults, request_id=number
    )
