import pytest

from service_kit.http_client import Rejected
from storefront import usernames

from .fakes import FakeUsers
from .page_browser import ParsedPage, Visitor


def check(visitor: Visitor, name: str, status: int = 200) -> ParsedPage:
    return visitor.part(f"/register/username?username={name}", status)


def test_field_asks_while_it_is_typed_in(visitor: Visitor) -> None:
    field = visitor.open("/register").soup.select_one("#username")

    assert field["hx-get"] == "/register/username"
    assert field["hx-trigger"] == (
        "input changed delay:300ms, change changed, blur changed, ask"
    )
    assert field["hx-sync"] == "this:replace"
    assert field["hx-target"] == "#username-status"
    assert "username-status" in field["aria-describedby"]


def test_short_beginnings_are_met_with_silence(
    visitor: Visitor, users: FakeUsers
) -> None:
    users.calls.clear()

    assert check(visitor, "ad").text == ""
    assert users.calls == []


def test_free_name_is_shown_with_tick_and_words(visitor: Visitor) -> None:
    part = check(visitor, "ada37")

    assert part.text == "✓ ada37 is free"
    assert part.soup.select_one("#username-check")["data-state"] == "free"


def test_taken_name_offers_two_as_buttons(visitor: Visitor) -> None:
    part = check(visitor, "ada")

    assert part.text == "ada is taken. Try ada-k or ada37"
    assert part.texts("button[type=button]") == ["ada-k", "ada37"]


@pytest.mark.parametrize("typed", ["ADA", " ada ", "ａｄａ", "ﬀ"])
def test_look_alikes_are_one_name(visitor: Visitor, typed: str) -> None:
    expected = "ada is taken" if len(typed.strip()) == 3 else ""

    assert check(visitor, typed).text.startswith(expected)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ada lovelace", "Leave out spaces: use a to z, digits, - and _."),
        ("adé!", "Leave out “é” and “!”: use a to z, digits, - and _."),
        ("a b!?", "Leave out spaces, “!” and “?”: use a to z, digits, - and _."),
        ("é!?ö", "Leave out “é”, “!” and “?”: use a to z, digits, - and _."),
        ("-ada", "Begin with a letter or a digit."),
        ("a" * 31, "Use at most 30 characters."),
    ],
)
def test_wrong_signs_are_named(visitor: Visitor, typed: str, words: str) -> None:
    assert check(visitor, typed).text == words


def test_away_service_promises_to_check_later(
    visitor: Visitor, users: FakeUsers
) -> None:
    users.is_down = True

    part = check(visitor, "ada", status=503)

    assert "We will when you create the account." in part.text


def test_too_many_checks_from_an_address_are_slowed_in_words(
    visitor: Visitor, users: FakeUsers
) -> None:
    users.refusal = Rejected(429, {}, 20)

    part = check(visitor, "ada", status=429)

    assert "Too many names checked" in part.text
    assert part.response.headers["Retry-After"] == "20"


def test_too_many_checks_of_a_session_are_slowed(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.open("/register")
    for number in range(40):
        check(visitor, f"name-{number}")
    users.calls.clear()

    part = check(visitor, "one-more", status=429)

    assert users.calls == []
    assert part.response.headers["Retry-After"] == "60"


def test_shape_that_does_not_fit_is_shown_without_counting(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.open("/register")
    for number in range(50):
        check(visitor, f"no! {number}")
        check(visitor, "ab")

    assert "is free" in check(visitor, "ada37").text


@pytest.mark.parametrize("name", ["support", "ROOT", " api "])
def test_name_kept_for_the_shop_is_neither_free_nor_taken(
    visitor: Visitor, users: FakeUsers, name: str
) -> None:
    users.reserved = {"support", "root", "api"}

    part = check(visitor, name)

    kept = name.strip().lower()
    assert part.text == f"{kept} is kept for the shop. Choose another one."
    assert part.soup.select_one("#username-check")["data-state"] == "reserved"
    assert part.soup.select("button") == []


def test_what_is_shown_while_typing_is_not_what_is_announced(visitor: Visitor) -> None:
    page = visitor.open("/register")

    assert not page.soup.select_one("#username-status").has_attr("role")
    assert page.soup.select_one("#username-said")["role"] == "status"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ada", "ada is taken. Try ada-k or ada37"),
        ("root", "root is kept for the shop. Choose another one."),
    ],
)
def test_name_that_cannot_be_had_is_shown_beside_other_mistakes(
    visitor: Visitor, users: FakeUsers, name: str, words: str
) -> None:
    users.reserved = {"root"}
    visitor.open("/register")

    page = visitor.send("/register", 422, username=name, email="x", password="short")

    assert page.faults["#username"] == words
    assert {"#email", "#password"} < page.faults.keys()


def test_free_name_is_no_mistake_beside_others(visitor: Visitor) -> None:
    visitor.open("/register")

    page = visitor.send("/register", 422, username="bee", email="x")

    assert "#username" not in page.faults


def test_name_that_cannot_be_checked_is_no_mistake(
    visitor: Visitor, users: FakeUsers
) -> None:
    users.is_down = True
    visitor.open("/register")

    page = visitor.send("/register", 422, username="ada", email="x")

    assert "#username" not in page.faults


def test_check_has_a_pace_that_people_can_keep(visitor: Visitor) -> None:
    visitor.open("/register")
    pace = visitor.client.application.extensions["name_checks"]
    for number in range(60):
        later = float(number * 2)
        pace._clock = lambda later=later: later

        check(visitor, f"name-{number}")


def test_named_signs_are_written_as_text(visitor: Visitor) -> None:
    html = check(visitor, "<b>").response.text

    assert "“&lt;” and “&gt;”" in html


def test_checks_of_sessions_long_gone_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(usernames, "_MOST_SESSIONS", 2)
    pace = usernames.RateLimiter(clock=lambda: 0.0)
    for _ in range(41):
        pace.is_too_fast("ada")
    assert pace.is_too_fast("ada")

    pace.is_too_fast("bob")
    pace.is_too_fast("eve")

    assert not pace.is_too_fast("ada")
