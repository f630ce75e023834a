from pathlib import Path

import flask_migrate

from product_service import create_app
from product_service.database import db
from service_kit.migrations import missing_migrations

from .conftest import settings
from .fakes import FakeUserService


def test_migrations_make_what_models_say(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path / "empty.db"), FakeUserService())

    with app.app_context():
        flask_migrate.upgrade()

        assert missing_migrations(db) == []
        db.engine.dispose()


def test_migrations_can_be_taken_back(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path / "empty.db"), FakeUserService())

    with app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")

        assert db.inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()
