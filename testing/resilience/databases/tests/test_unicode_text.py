"""What is written differently is different, whatever the server takes for the same."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Engine, text

from service_kit.collation import demand_pinned_text
from testing.resilience.databases.servers import (
    AS_OF_OLD,
    AS_ON_DEBIAN,
    find_servers,
    mariadb,
)
from user_service.database import db
from user_service.models import SignIn, User

from .conftest import environment_of, people_in

MARIADB = [AS_ON_DEBIAN, AS_OF_OLD] if find_servers()["MariaDB"] else []
PASSWORD = "a teapot in the garden"


def register(app: Flask, name: str, **more: str) -> int:
    form = {"username": name, "email": f"{name}@furrow.example", "password": PASSWORD}
    answer = app.test_client().post("/api/user/create", json=form | more)
    assert answer.status_code in {201, 409}, answer.text
    return answer.status_code


def test_accents_make_two_people(people: Flask) -> None:
    assert register(people, "jose1", email="jose@furrow.example") == 201
    assert register(people, "jose2", email="josé@furrow.example") == 201

    with people.app_context():
        emails = db.session.query(User.email).where(User.username.startswith("jose"))
        assert {email for (email,) in emails} == {
            "jose@furrow.example",
            "josé@furrow.example",
        }


def test_log_in_knows_accents(people: Flask) -> None:
    theirs, others = "rene@furrow.example", "rené@furrow.example"
    register(people, "rene1", email=theirs)
    register(people, "rene2", email=others, password="a kettle in the garden")

    assert log_in(people, theirs) == log_in(people, theirs.upper()) == 200
    assert log_in(people, others) == log_in(people, "rènè@furrow.example") == 401


def log_in(app: Flask, email: str) -> int:
    form = {"email": email, "password": PASSWORD}
    return app.test_client().post("/api/user/login", json=form).status_code


def test_flowers_are_kept_and_differ(people: Flask) -> None:
    assert register(people, "ada", first_name="🌻 Ada") == 201
    assert register(people, "eve", first_name="🌼 Ada") == 201

    with people.app_context():
        found = db.session.query(User.username).where(User.first_name == "🌻 Ada")
        assert [name for (name,) in found] == ["ada"]


def test_ids_of_sign_ins_know_capitals(people: Flask) -> None:
    register(people, "grace")
    form = {"username": "grace", "password": PASSWORD}
    people.test_client().post("/api/user/login", json=form)

    with people.app_context():
        (sign_in,) = db.session.query(SignIn.id).limit(1).one()
        other = sign_in.swapcase()
        assert db.session.query(SignIn).where(SignIn.id == sign_in).count() == 1
        assert db.session.query(SignIn).where(SignIn.id == other).count() == 0


@pytest.fixture(scope="module", params=MARIADB)
def people_elsewhere(request: pytest.FixtureRequest) -> Iterator[Flask]:
    with mariadb(*request.param) as new_database:
        yield from people_in(new_database("people"))


@pytest.mark.parametrize(
    "story",
    [
        test_accents_make_two_people,
        test_log_in_knows_accents,
        test_flowers_are_kept_and_differ,
        test_ids_of_sign_ins_know_capitals,
    ],
)
def test_story_is_the_same_on_other_defaults(
    people_elsewhere: Flask, story: Callable[[Flask], None]
) -> None:
    story(people_elsewhere)


def test_tables_of_before_are_converted(people: Flask) -> None:
    with people.app_context():
        spoil(db.engine)

        flask_migrate.upgrade()

    demand_pinned_text(people)


def test_database_that_was_not_migrated_so_is_not_served(people: Flask) -> None:
    with people.app_context():
        if db.engine.dialect.name == "sqlite":
            demand_pinned_text(people)  # It has no ways of its own.
            return
        spoil(db.engine)

    refused = serve(people)

    with people.app_context():
        flask_migrate.upgrade()
    assert refused.returncode != 0
    assert "table attempt" in refused.stderr
    assert "Run `flask --app user_service db upgrade`" in refused.stderr


def serve(people: Flask) -> subprocess.CompletedProcess[str]:
    words = ("-c", "python:service_kit.gunicorn_conf", "-b", "127.0.0.1:0")
    line = (sys.executable, "-m", "gunicorn", *words, "user_service:create_app()")
    environment = os.environ | environment_of(people)
    return subprocess.run(
        line, env=environment, capture_output=True, text=True, timeout=60
    )


def spoil(engine: Engine) -> None:
    """Change a table to the defaults of its server; SQLite has none."""
    match engine.dialect.name:
        case "mysql" | "mariadb":
            change = "CONVERT TO CHARACTER SET latin1"
        case "postgresql":
            change = 'ALTER COLUMN kind TYPE varchar(20) COLLATE "default"'
        case _:
            return
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE attempt {change}"))
