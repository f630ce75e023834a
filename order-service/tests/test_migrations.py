import flask_migrate
from flask import Flask

from order_service.config import Settings
from order_service.database import db
from service_kit.migrations import missing_migrations


def test_migrations_make_what_models_say(app: Flask, settings: Settings) -> None:
    with app.app_context():
        db.drop_all()

        flask_migrate.upgrade()

        assert missing_migrations(db) == []
