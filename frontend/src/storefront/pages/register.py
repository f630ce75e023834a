"""Opening an account, with a username that is checked while it is typed."""

from flask import (
    Blueprint,
    current_app,
    make_response,
    render_template,
    request,
    session,
)
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from service_kit.http import Rejected, ServiceUnavailable
from service_kit.journal import request_id
from storefront import errors, signing_in, usernames, way_back
from storefront.clients.user_service import NewAccount
from storefront.forms import RegisterForm
from storefront.partials import go_to
from storefront.services import services
from storefront.shopper import browser, shopper
from storefront.usernames import Pace, State, Verdict

register = Blueprint("register", __name__, url_prefix="/register")
_STATUS = {State.UNKNOWN: 503, State.TOO_MANY: 429}


@register.get("")
def show() -> str | Response:
    """Show the form."""
    if shopper():
        return go_to("account.show")
    way_back.remember_page_before()
    return _page(RegisterForm())


@register.post("")
def submit() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Open the account and sign its owner in."""
    form = RegisterForm()
    if not form.validate():
        _blame_taken_name(form)
        return _page(form), 422
    try:
        return signing_in.enter_first(_wanted(form))
    except ServiceUnavailable:
        return _page(form, signing_in.AWAY, number=request_id()), 503
    except Rejected as refusal:
        status = 429 if refusal.status == 429 else 422
        header = errors.wait_header(refusal.retry_after)
        return _page(form, _refusal(form, refusal)), status, header


@register.get("/username")
def check_username() -> Response:
    """Say whether the username that is being typed can be had."""
    pace: Pace = current_app.extensions["pace"]
    typed = request.args.get("username", "")[:200]
    verdict = usernames.judge(
        services().users,
        typed,
        browser(),
        may_ask=lambda: not pace.is_too_fast(session.pseudonym),  # type: ignore[attr-defined]
    )
    html = render_template("register/_username_verdict.html", verdict=verdict)
    status = _STATUS.get(verdict.state, 200)
    return make_response(html, status, errors.wait_header(verdict.retry_after))


@register.errorhandler(CSRFError)
def ask_again(_error: CSRFError) -> tuple[str, int]:
    """Give the form back with a token that counts; nothing else was done."""
    return _page(RegisterForm(), signing_in.OUTDATED, "password"), 400


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
    """Say beside other mistakes that a name cannot be had, not one round later."""
    if form.username.errors:
        return
    verdict = usernames.judge(services().users, form.username.data, browser())
    if verdict.state in {State.TAKEN, State.RESERVED}:
        form.username.errors = [usernames.sentence(verdict)]


def _taken(username: str) -> Verdict:
    verdict = usernames.judge(services().users, username, browser())
    return verdict if verdict.state is State.TAKEN else usernames.taken(username, ())


def _page(
    form: RegisterForm, fault: str = "", place: str = "username", number: str = ""
) -> str:
    faults = form.faults + ([(place, fault)] if fault else [])
    return render_template(
        "register/register.html", form=form, faults=faults, request_id=number
    )
