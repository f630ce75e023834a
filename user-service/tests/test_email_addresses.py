import pytest
from flask import Flask
from sqlalchemy import update

from user_service.database import db
from user_service.email_addresses import normalize, old_form, validate
from user_service.models import User

from .people import Person, Town


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ada@FURROW.example", "ada@furrow.example"),
        ("ada@faß.de", "ada@xn--fa-hia.de"),
        ("ada@FASS.de", "ada@fass.de"),
        ("ada@Bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
        ("ada@ｆｕｒｒｏｗ.example", "ada@furrow.example"),
        ("Groß@furrow.example", "groß@furrow.example"),
        ("ÄDA@furrow.example", "Äda@furrow.example"),
        ("JOSE\u0301@furrow.example", "josÉ@furrow.example"),
    ],
)
def test_email_is_stored_as_servers_know_it(typed: str, stored: str) -> None:
    assert validate(typed) == stored
    assert validate(stored) == stored


@pytest.mark.parametrize("text", ["Not an Email", "@", "ada@", "ß@İ"])
def test_what_is_no_email_is_folded_all_the_same(text: str) -> None:
    assert normalize(text) == normalize(normalize(text))
    assert old_form(text) == text.casefold()


def test_two_domains_have_two_owners(town: Town) -> None:
    assert town.register("ada", email="a@faß.de").status_code == 201
    assert town.register("bob", email="a@fass.de").status_code == 201

    assert town.log_in("a@faß.de").json["user_id"] == 1
    assert town.log_in("a@FASS.de").json["user_id"] == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada@Bücher.example", "ada@bücher.example"),
        ("ada@faß.de", "ada@fass.de"),
        ("ÄDA@furrow.example", "äda@furrow.example"),
    ],
)
def test_email_that_the_first_release_folded_opens(
    app: Flask, town: Town, ada: Person, typed: str, kept: str
) -> None:
    with app.app_context():
        db.session.execute(update(User).values(email=kept))
        db.session.commit()

    assert town.log_in(typed).status_code == 200


def test_email_that_the_first_release_kept_is_taken(
    app: Flask, town: Town, ada: Person
) -> None:
    with app.app_context():
        db.session.execute(update(User).values(email="ada@bücher.example"))
        db.session.commit()

    answer = town.register("eve", email="ada@xn--bcher-kva.example")

    assert answer.status_code == 409
    assert answer.json["errors"] == {
        "email": ["An account uses this e-mail address. Sign in, or use another."]
    }
