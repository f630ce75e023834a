"""Liveness and readiness, the same two questions to every application."""

from collections.abc import Callable
from typing import Literal

from flask import Blueprint
from pydantic import BaseModel

from service_kit.access import anyone
from service_kit.operation_decorator import operation
from service_kit.problems import Document, Unavailable


class HealthResponse(BaseModel):
    """Which service it is, and how it feels."""

    service: str
    status: Literal["live", "ready"]


def health_routes(service: str, has_memory: Callable[[], bool]) -> Blueprint:
    """Make `/health/live`, which touches nothing, and `/health/ready`, which asks where
    the application keeps what is its own, and nothing else.
    """
    routes = Blueprint("health", __name__)

    @routes.get("/health/live")
    @operation(access=anyone, responses={200: HealthResponse}, needs_nobody=True)
    def live() -> Document:
        """Answer that the process runs."""
        return {"service": service, "status": "live"}

    @routes.get("/health/ready")
    @operation(access=anyone, responses={200: HealthResponse})
    def ready() -> Document:
        """Answer whether the application can do its work."""
        if not has_memory():
            raise Unavailable("The database does not answer.")
        return {"service": service, "status": "ready"}

    return routes
