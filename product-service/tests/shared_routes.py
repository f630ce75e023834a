"""Which routes every service has, beside those of its own."""

SHARED_ROUTES = {"health", "documentation", "static"}
