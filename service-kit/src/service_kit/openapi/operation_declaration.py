"""What a route declares of itself, kept with its view for the OpenAPI document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from service_kit.access import Access
from service_kit.legacy_problems import Legacy
from service_kit.problems import Problem

View = Callable[..., Any]


@dataclass(frozen=True)
class DeclaredResponse:
    """An answer that holds more than a document: headers, or another media type."""

    model: type[BaseModel] | None = None
    headers: tuple[str, ...] = ()
    media: str | None = None


@dataclass(frozen=True)
class Body:
    """A request body: its model, whether it may be left out, whether forms will do."""

    model: type[BaseModel]
    is_required: bool = True
    takes_forms: bool = True


@dataclass(frozen=True)
class Declaration:
    """Who may, what goes in, what comes out, and what can go wrong."""

    access: Access
    body: Body | None
    query: type[BaseModel] | None
    headers: type[BaseModel] | None
    responses: Mapping[int, DeclaredResponse]
    problems: tuple[type[Problem] | int, ...]
    needs_nobody: bool = False
    legacy: Legacy | None = None


def declare(view: View, declaration: Declaration) -> None:
    """Keep a declaration with its view."""
    vars(view)["declaration"] = declaration
    vars(view)["access"] = declaration.access


def declared(view: View) -> Declaration | None:
    """Return what a view declares, or None where it is no API operation."""
    found = vars(view).get("declaration")
    return found if isinstance(found, Declaration) else None
