"""Alembic's entry: the house runs all migrations alike."""

from service_kit.migrations import run_migrations

run_migrations()
