"""The storefront's way to each service: one class each, methods named after deeds."""

from service_kit.http_client import CallFailed, Connection


def is_ready(connection: Connection) -> bool:
    """Return whether the service at the other end can do its work."""
    try:
        connection.get("/health/ready")
    except CallFailed:
        return False
    return True
