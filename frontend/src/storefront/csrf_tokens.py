"""The token in every form: it belongs to a session, and shows whose page it is on.

So a page that outlived its session can be led back to the person who had it open.
"""

import secrets

from flask import current_app, request
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer

from storefront.sessions import session

_KEY = "csrf_token"
_SALT = "wtf-csrf-token"


def form_token(owner: int | None) -> str:
    """Return the token of this session, made for its owner or for a guest."""
    if _KEY not in session:
        session[_KEY] = f"{owner or ''}.{secrets.token_urlsafe(20)}"
    return str(generate_csrf())


def renew() -> None:
    """Invalidate the tokens of the pages that are open."""
    session.pop(_KEY, None)


def is_of_ours() -> bool:
    """Return whether the form that was sent carries a token of ours, valid or not."""
    return _sent() is not None


def owner_of_form() -> int | None:
    """Return whose page the form was on; None for a guest's, or nobody's."""
    owner = (_sent() or "").partition(".")[0]
    return int(owner) if owner.isascii() and owner.isdecimal() else None


def _sent() -> str | None:
    secret = current_app.secret_key
    reader = URLSafeTimedSerializer(secret, salt=_SALT)  # type: ignore[arg-type]
    try:
        return str(reader.loads(request.form.get(_KEY, "")))
    except BadData:
        return None
