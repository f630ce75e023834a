"""The token in every form: it belongs to a session, and tells whose page it is on.

So a page that outlived its session can be led back to the person who had it open.
"""

import secrets

from flask import current_app, request, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer

_KEY = "csrf_token"
_SALT = "wtf-csrf-token"


def form_token(owner: int | None) -> str:
    """Return the token of this session, made for its owner or for a guest."""
    if _KEY not in session:
        session[_KEY] = f"{owner or ''}.{secrets.token_urlsafe(20)}"
    return str(generate_csrf())


def renew() -> None:
    """Let the pages that are open carry a token that is not valid any more."""
    session.pop(_KEY, None)


def is_of_ours() -> bool:
    """Tell whether the form that was sent carries a token of ours, valid or not."""
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
