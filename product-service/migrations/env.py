"""Alembic's entry: all services migrate in the same way."""

from service_kit.migrations import run_migrations

run_migrations()
