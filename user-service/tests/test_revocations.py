"""What has ended comes in pages, in the order of the commits, to whoever asks on."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from service_kit.clock import now
from user_service import active_sign_ins, revocations
from user_service.config import Settings
from user_service.database import db, transaction
from user_service.models import SignIn

from .people import PASSWORD, Person, Town, sid_of


def ask(town: Town, cursor: str) -> dict[str, Any]:
    answer = town.client.get("/api/revocations", query_string={"cursor": cursor})
    assert answer.status_code == 200
    return dict(answer.json)


def sids(page: dict[str, Any]) -> list[str]:
    return [each["sid"] for each in page["results"]]


def leave(person: Person) -> str:
    person.call("POST", "/api/user/logout")
    return sid_of(person)


def test_cursor_brings_what_is_new(town: Town, ada: Person, bob: Person) -> None:
    first = leave(ada)
    page = ask(town, "0")

    second = leave(bob)
    news = ask(town, page["cursor"])

    assert (sids(page), sids(news)) == ([first], [second])
    assert sids(ask(town, news["cursor"])) == []
    assert ask(town, news["cursor"])["cursor"] == news["cursor"]


def test_nothing_has_ended_yet(town: Town, ada: Person) -> None:
    page = ask(town, "0")

    assert page == {"results": [], "cursor": "0", "has_more": False}
    left = leave(ada)
    assert sids(ask(town, page["cursor"])) == [left]


def test_pages_bring_everything_once(app: Flask, town: Town) -> None:
    town.join("ada")
    for _ in range(4):
        town.sign_in("ada")
    with app.app_context():
        active_sign_ins.end_all(1)
        found, cursor, has_more = [], revocations.BEGINNING, True
        while has_more:
            page = revocations.ends_after(cursor, limit=2)
            found += [end.sign_in_id for end in page.ends]
            cursor, has_more = page.cursor, page.has_more

    assert len(found) == len(set(found)) == 5


def test_cursor_that_is_none_stands_at_the_beginning(town: Town, ada: Person) -> None:
    left = leave(ada)

    for cursor in ("", "nonsense", "1.unknown", f"2.{left}", "9" * 90, "٣.a"):
        assert sids(ask(town, cursor)) == [left]


@pytest.mark.sqlite
def test_restored_backup_begins_anew(
    app: Flask, settings: Settings, town: Town, ada: Person, bob: Person
) -> None:
    file = Path(settings.database_url.removeprefix("sqlite:///"))
    early = leave(ada)
    with app.app_context():
        with db.engine.connect() as line:
            line.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    shutil.copy(file, file.with_suffix(".backup"))
    leave(bob)
    cursor = ask(town, "0")["cursor"]
    with app.app_context():
        db.engine.dispose()
    for kept in file.parent.glob(f"{file.name}-*"):
        kept.unlink()
    shutil.copy(file.with_suffix(".backup"), file)

    late = leave(town.sign_in("bob"))

    assert sids(ask(town, cursor)) == [early, late]


def test_late_commit_is_not_passed_over(app: Flask, town: Town, ada: Person) -> None:
    """SQLite has one writer; `nox -s databases` tries this on the others."""
    phone = town.sign_in("ada")
    begun, go_on = Event(), Event()

    @transaction
    def end_slowly() -> None:
        active_sign_ins.end(sid_of(phone), 1)
        begun.set()
        go_on.wait(10)

    def slowly() -> None:
        with app.app_context():
            end_slowly()

    slow = Thread(target=slowly)
    slow.start()
    begun.wait(10)
    page = ask(town, "0")
    go_on.set()
    slow.join()
    leave(ada)

    assert sids(page) == []
    assert sids(ask(town, page["cursor"])) == [sid_of(phone), sid_of(ada)]


def test_end_by_a_worker_that_knows_no_numbers_is_listed_too(
    app: Flask, town: Town, ada: Person, bob: Person
) -> None:
    """While a deployment rolls, workers of the older release go on beside new ones."""
    first = leave(ada)
    page = ask(town, "0")

    with app.app_context():
        old_way = update(SignIn).where(SignIn.id == sid_of(bob))
        db.session.execute(old_way.values(ended_at=now()))
        db.session.commit()
    news = ask(town, page["cursor"])

    assert (sids(page), sids(news)) == ([first], [sid_of(bob)])
    assert sids(ask(town, news["cursor"])) == []


def test_whole_list_is_still_returned_without_a_cursor(
    town: Town, ada: Person, bob: Person
) -> None:
    left = {leave(ada), leave(bob)}

    answer = town.client.get("/api/revocations")

    assert {each["sid"] for each in answer.json["results"]} == left
    assert set(answer.json) == {"results"}
    assert "ETag" in answer.headers


def test_one_account_signs_in_so_often_and_no_more(
    app: Flask, town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    tools = app.extensions["security_settings"]
    few = replace(tools, limits=replace(tools.limits, sign_ins_per_hour=3))
    app.extensions["security_settings"] = few
    for _ in range(2):
        leave(town.sign_in("ada"))

    refused = town.log_in(username="ada", password=PASSWORD)
    town.join("bob")

    assert (refused.status_code, refused.json["detail"]) == (
        429,
        "Too many log-ins. Try again in 60 minutes.",
    )
    assert 3500 < int(refused.headers["Retry-After"]) <= 3600
    let_pass(hours=1, seconds=1)
    assert town.log_in(username="ada", password=PASSWORD).status_code == 200


def test_right_passwords_beyond_the_sign_ins_of_an_hour_are_no_failures(
    app: Flask, town: Town, ada: Person
) -> None:
    tools = app.extensions["security_settings"]
    few = replace(tools, limits=replace(tools.limits, sign_ins_per_hour=1))
    app.extensions["security_settings"] = few
    for _ in range(tools.limits.pair.attempts + 1):
        refused = town.log_in(username="ada", password=PASSWORD)
        assert refused.json["detail"].startswith("Too many log-ins.")
    app.extensions["security_settings"] = tools

    assert town.log_in(username="ada", password=PASSWORD).status_code == 200
