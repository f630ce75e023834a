import flask_migrate

from service_kit.migrations import missing_migrations
from storefront import create_app
from storefront.config import Settings
from storefront.database import db
from storefront.service_clients import Services


def test_migrations_make_what_models_say(
    settings: Settings, services: Services
) -> None:
    with create_app(settings, services).app_context():
        flask_migrate.upgrade()

        assert missing_migrations(db) == []
        db.engine.dispose()
