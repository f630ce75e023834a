"""Ended sign-ins reach whoever asks on, in whatever order databases let them end."""

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import update

from service_kit.clock import now
from user_service import active_sign_ins, revocations
from user_service.database import db, transaction
from user_service.models import SignIn, User

from .conftest import CROWD, at_once

numbers = itertools.count(1)
# What another end that did not wait for the first one would need.
MOMENT = 0.5
ENDS = 10


@pytest.fixture
def owner(people: Flask) -> int:
    name = f"leaver-{next(numbers)}"
    with people.app_context():
        user = User(
            username=name, email=f"{name}@furrow.example", password_hash="none of these"
        )
        db.session.add(user)
        db.session.commit()
        return user.id


SignInOf = Callable[[int], str]


@pytest.fixture
def begin(people: Flask) -> SignInOf:
    def begin(owner: int) -> str:
        moment, name = now(), f"sign-in-{next(numbers)}"
        dates = {"created_at": moment, "expires_at": moment + timedelta(hours=12)}
        with people.app_context():
            db.session.add(
                SignIn(id=name, user_id=owner, user_agent="", address="", **dates)
            )
            db.session.commit()
        return name

    return begin


def listed(people: Flask, cursor: str) -> tuple[list[str], str]:
    with people.app_context():
        page = revocations.ends_after(cursor)
        return [end.sign_in_id for end in page.ends], page.cursor


def test_end_that_began_first_and_commits_last_is_not_passed_over(
    people: Flask, owner: int, begin: SignInOf
) -> None:
    phone, desk = begin(owner), begin(owner)
    _, cursor = listed(people, revocations.BEGINNING)
    has_begun, may_go_on = Event(), Event()

    @transaction
    def end_slowly() -> None:
        active_sign_ins.end(phone, owner)
        has_begun.set()
        may_go_on.wait(10)

    def slowly() -> None:
        with people.app_context():
            end_slowly()

    def quickly() -> None:
        with people.app_context():
            active_sign_ins.end(desk, owner)

    with ThreadPoolExecutor(2) as crowd:
        slow = crowd.submit(slowly)
        assert has_begun.wait(10)
        quick = crowd.submit(quickly)
        wait([quick], timeout=MOMENT)
        early, between = listed(people, cursor)
        may_go_on.set()
    assert not [it.exception() for it in (slow, quick) if it.exception()]
    late, _ = listed(people, between)

    assert early + late == [phone, desk]


def test_reader_beside_a_crowd_gets_every_end_once(
    people: Flask, owner: int, begin: SignInOf
) -> None:
    own = [[begin(owner) for _ in range(ENDS)] for _ in range(CROWD - 1)]
    received, (_, cursor) = list[str](), listed(people, revocations.BEGINNING)
    left = list(range(CROWD - 1))

    def come(number: int) -> None:
        nonlocal cursor
        if number < len(own):
            for name in own[number]:
                (end_without_a_number if number == 0 else active_sign_ins.end)(
                    name, owner
                )
            left.pop()
            return
        is_last = False
        while not is_last:
            is_last = not left
            news, cursor = listed(people, cursor)
            received.extend(news)

    at_once(people, come)

    assert sorted(received) == sorted(itertools.chain(*own))


@transaction
def end_without_a_number(name: str, _owner: int) -> None:
    """End a sign-in as a worker of an older release does, beside new ones."""
    old_way = update(SignIn).where(SignIn.id == name)
    db.session.execute(old_way.values(ended_at=now()))
