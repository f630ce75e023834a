"""What is written differently is different, whatever the server takes for the same."""

from collections.abc import Callable, Iterator

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Engine, inspect, text

from tools.databases.servers import AS_ON_DEBIAN, find_servers, mariadb
from user_service.database import db
from user_service.models import SignIn, User

from .conftest import people_in

MARIADB = ["people"] if find_servers()["MariaDB"] else []
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


def test_flowers_are_kept_and_told_apart(people: Flask) -> None:
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
def people_on_debian(request: pytest.FixtureRequest) -> Iterator[Flask]:
    with mariadb(*AS_ON_DEBIAN) as new_database:
        yield from people_in(new_database(request.param))


@pytest.mark.parametrize(
    "story",
    [
        test_accents_make_two_people,
        test_log_in_knows_accents,
        test_flowers_are_kept_and_told_apart,
        test_ids_of_sign_ins_know_capitals,
    ],
)
def test_story_is_the_same_on_debians_defaults(
    people_on_debian: Flask, story: Callable[[Flask], None]
) -> None:
    story(people_on_debian)


def test_tables_of_before_are_converted(people: Flask) -> None:
    with people.app_context():
        spoil(db.engine)
        flask_migrate.upgrade()

        told = inspect(db.engine).get_multi_table_options().values()
    collations = {
        value for table in told for name, value in table.items() if "collate" in name
    }
    assert collations <= {"utf8mb4_bin"}


def spoil(engine: Engine) -> None:
    """Let a table be as MariaDB made it before; elsewhere there is nothing to spoil."""
    if engine.dialect.name in {"mysql", "mariadb"}:
        with engine.begin() as connection:
            connection.execute(
                text("ALTER TABLE attempt CONVERT TO CHARACTER SET latin1")
            )
