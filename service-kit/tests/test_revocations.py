"""However many sign-ins have ended, a service gets each, a page at a time."""

from datetime import timedelta

import pytest

from service_kit import clock, revocations
from service_kit.http_client import CallFailed, ServiceUnavailable
from service_kit.revocations import RevocationList, RevocationPage

LATER = clock.now() + timedelta(hours=12)


class UserService:
    """Lists ended sign-ins in pages of two; its cursors are numbers."""

    def __init__(self, *ended: str) -> None:
        self.ended = list(ended)
        self.asked: list[str] = []
        self.has_cursors = True
        self.breaks_at: str | None = None

    def revocations_after(self, cursor: str) -> RevocationPage:
        self.asked.append(cursor)
        if cursor == self.breaks_at:
            raise ServiceUnavailable("user-service", "ReadTimeout")
        if not self.has_cursors:
            return RevocationPage(dict.fromkeys(self.ended, LATER))
        end = int(cursor) + 2
        page = self.ended[int(cursor) : end]
        place = str(int(cursor) + len(page))
        return RevocationPage(dict.fromkeys(page, LATER), place, end < len(self.ended))

    def revocations(self, etag: str | None) -> RevocationPage | None:
        self.asked.append(f"all {etag}")
        known = str(len(self.ended))
        if etag == known:
            return None
        return RevocationPage(dict.fromkeys(self.ended, LATER), etag=known)


def test_all_pages_are_read_before_anything_is_known() -> None:
    users = UserService("a", "b", "c", "d", "e")
    ended = RevocationList(users)

    assert ended.values is None
    assert ended.refresh()
    assert set(ended.values) == {"a", "b", "c", "d", "e"}
    assert users.asked == ["0", "2", "4"]


def test_only_news_are_asked_for() -> None:
    users = UserService("a", "b", "c")
    ended = RevocationList(users)
    ended.refresh()
    users.ended.append("d")

    ended.refresh()

    assert users.asked[-1] == "3"
    assert "d" in ended.values


def test_page_that_fails_is_asked_for_again_and_none_before_it() -> None:
    users = UserService("a", "b", "c", "d", "e")
    users.breaks_at = "2"
    ended = RevocationList(users)
    with pytest.raises(CallFailed):
        ended.refresh()
    assert ended.values is None

    users.breaks_at = None

    assert ended.refresh()
    assert users.asked == ["0", "2", "2", "4"]
    assert set(ended.values) == {"a", "b", "c", "d", "e"}


def test_slow_pages_are_read_a_few_at_a_time_and_all_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(revocations, "_SECONDS_AT_ONCE", -1)
    ended = RevocationList(UserService("a", "b", "c", "d", "e"))

    assert [ended.refresh(), ended.refresh(), ended.refresh()] == [False, False, True]
    assert len(ended.values) == 5


def test_older_user_service_lists_everything_at_once() -> None:
    users = UserService("a", "b", "c")
    users.has_cursors = False
    ended = RevocationList(users)
    ended.refresh()
    users.ended.append("d")

    ended.refresh()
    ended.refresh()

    assert users.asked == ["0", "all None", "0"]
    assert set(ended.values) == {"a", "b", "c", "d"}


def test_older_user_service_is_asked_whether_anything_has_changed() -> None:
    users = UserService("a", "b", "c")
    users.has_cursors = False
    ended = RevocationList(users)

    for _ in range(5):
        ended.refresh()

    assert users.asked == ["0", "all None", "0", "all 3", "all 3"]


def test_what_no_clock_takes_for_good_any_more_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = RevocationList(UserService("a", "b"))
    ended.refresh()
    monkeypatch.setattr(revocations, "_SECONDS_BETWEEN_TIDYINGS", -1)
    monkeypatch.setattr(
        revocations, "now", lambda: LATER + timedelta(hours=2, seconds=59)
    )
    ended.refresh()
    assert set(ended.values) == {"a", "b"}

    monkeypatch.setattr(
        revocations, "now", lambda: LATER + timedelta(hours=2, minutes=1)
    )
    ended.refresh()

    assert ended.values == {}
