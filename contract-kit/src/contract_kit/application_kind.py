"""What kind of application this is: one of WSGI, one of ASGI, or a factory of either.

Nobody has to declare it: the three differ in how many arguments they take.
"""

import inspect
from collections.abc import Awaitable, Callable, MutableMapping
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Scope: TypeAlias = MutableMapping[str, Any]
Event: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Event]]
Send: TypeAlias = Callable[[Event], Awaitable[None]]
AsgiApplication: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Application: TypeAlias = "WSGIApplication | AsgiApplication"


class Kind(Enum):
    """How something that can be called is to be called."""

    WSGI = auto()
    ASGI = auto()
    FACTORY = auto()
    UNKNOWN = auto()


_BY_ARGUMENTS = {0: Kind.FACTORY, 2: Kind.WSGI, 3: Kind.ASGI}


def kind_of(found: object) -> Kind:
    """Return how something is to be called, by the arguments that it takes."""
    if not callable(found):
        return Kind.UNKNOWN
    if hasattr(found, "wsgi_app"):
        return Kind.WSGI
    try:
        parameters = inspect.signature(found).parameters.values()
    except (TypeError, ValueError):
        return Kind.UNKNOWN
    if any(each.kind is inspect.Parameter.VAR_POSITIONAL for each in parameters):
        # It has no mark of its kind, and most who wrap an application wrap one of WSGI.
        return Kind.WSGI
    return _BY_ARGUMENTS.get(sum(map(_is_required, parameters)), Kind.UNKNOWN)


def is_asgi(app: object) -> bool:
    """Return whether an application is one of ASGI; any other is taken for WSGI."""
    return kind_of(app) is Kind.ASGI


def _is_required(parameter: inspect.Parameter) -> bool:
    is_positional = parameter.kind in (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
    )
    return is_positional and parameter.default is inspect.Parameter.empty
