import flask_migrate

from service_kit.migrations import missing_migrations
from user_service import create_app
from user_service.config import Settings
from user_service.database import db


def test_migrations_make_what_models_say(settings: Settings) -> None:
    with create_app(settings).app_context():
        flask_migrate.upgrade()

        assert missing_migrations(db) == []
        db.engine.dispose()


def test_migrations_can_be_taken_back(settings: Settings) -> None:
    with create_app(settings).app_context():
        flask_migrate.upgrade()

        flask_migrate.downgrade(revision="base")

        assert missing_migrations(db) != []
        db.engine.dispose()
