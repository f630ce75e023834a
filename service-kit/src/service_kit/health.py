"""Liveness and readiness, the same two questions to every application."""

from flask import Blueprint, Response, jsonify
from flask_sqlalchemy import SQLAlchemy

from service_kit.database import is_reachable
from service_kit.problems import Unavailable


def health_routes(service: str, db: SQLAlchemy | None) -> Blueprint:
    """Make `/health/live`, which touches nothing, and `/health/ready`, which asks the
    application's own database and nothing else.
    """
    routes = Blueprint("health", __name__)

    @routes.get("/health/live")
    def live() -> Response:
        """Tell that the process answers."""
        return jsonify(service=service, status="live")

    @routes.get("/health/ready")
    def ready() -> Response:
        """Tell that the application can do its work."""
        if db is not None and not is_reachable(db.engine):
            raise Unavailable("The database does not answer.")
        return jsonify(service=service, status="ready")

    return routes
