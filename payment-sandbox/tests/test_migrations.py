import flask_migrate

from payment_sandbox import create_app
from payment_sandbox.config import Settings
from payment_sandbox.database import db
from service_kit.migrations import missing_migrations


def test_migrations_make_what_models_say(settings: Settings) -> None:
    with create_app(settings).app_context():
        flask_migrate.upgrade()

        assert missing_migrations(db) == []
        db.engine.dispose()
