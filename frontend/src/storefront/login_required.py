"""Flask-Login's decorator for pages of signed-in shoppers, with the types it lacks."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import flask_login

P = ParamSpec("P")
R = TypeVar("R")


def login_required(view: Callable[P, R]) -> Callable[P, R]:
    """Send whoever is not signed in to the sign-in page instead."""
    return cast(Callable[P, R], flask_login.login_required(view))
