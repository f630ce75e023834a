from pathlib import Path

import flask_migrate
from pydantic import SecretStr

from payment_sandbox import create_app
from payment_sandbox.config import Settings
from payment_sandbox.database import db
from service_kit.migrations import missing_migrations


def test_migrations_make_what_models_say(tmp_path: Path) -> None:
    settings = Settings(
        environment="test",
        database_url=f"sqlite:///{tmp_path}/empty.db",
        payment_secret=SecretStr("a-secret-that-only-the-tests-know-4711"),
    )

    with create_app(settings).app_context():
        flask_migrate.upgrade()

        assert missing_migrations(db) == []
        db.engine.dispose()
