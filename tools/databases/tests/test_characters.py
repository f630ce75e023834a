"""What is written differently is different, whatever the server takes for the same."""

import flask_migrate
from flask import Flask
from sqlalchemy import Engine, inspect, text

from user_service.database import db
from user_service.models import SignIn, User

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
