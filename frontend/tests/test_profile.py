import pytest

from service_kit.http_client import Rejected
from storefront import profile_preferences
from storefront.service_models import Profile

from .fakes import FakeUsers
from .page_browser import ParsedPage, Visitor


@pytest.fixture
def profiled(ada: Visitor, users: FakeUsers) -> Visitor:
    """Somebody who keeps a profile, and some things of another program in it."""
    kept = {"picture": "poppy", "delivery": "express", "theme": ["green", 7]}
    users.profiles["ada"] = Profile("Clay.", "https://pictures.example/ada.png", kept)
    ada.send("/logout")
    ada.sign_in()
    return ada


def save(visitor: Visitor, status: int = 200, **changes: str) -> ParsedPage:
    visitor.open("/account/profile")
    return visitor.send("/account/profile", status, **changes)


def chosen(page: ParsedPage) -> dict[str, str]:
    found = page.soup.select("main input[type=radio][checked]")
    return {field["name"]: field["value"] for field in found}


def test_empty_profile_offers_plain_choices(ada: Visitor) -> None:
    page = ada.open("/account/profile")

    assert chosen(page) == {"picture": "", "delivery": "standard"}
    assert page.soup.select_one("#bio").get_text() == ""


def test_profile_is_shown_as_it_is_kept(profiled: Visitor) -> None:
    page = profiled.open("/account/profile")

    assert chosen(page) == {"picture": "poppy", "delivery": "express"}
    assert page.soup.select_one("#bio").get_text() == "Clay."


def test_saved_words_are_on_the_account(ada: Visitor) -> None:
    page = save(ada, bio="Clay, and a south wall.\r\nSlugs.", picture="snail")

    assert page.notice == "Your profile is saved."
    assert page.soup.select_one(".own-words").get_text() == (
        "Clay, and a south wall.\nSlugs."
    )


def test_picture_stands_beside_the_name_on_every_page(ada: Visitor) -> None:
    save(ada, picture="bee")

    page = ada.open("/help")

    (picture,) = page.soup.select(".mine img")
    assert picture["src"].startswith("/static/avatars/bee.")
    assert ada.client.get(picture["src"], buffered=True).status_code == 200


def test_picture_and_delivery_are_known_after_signing_in(profiled: Visitor) -> None:
    profiled.add(1)

    page = profiled.open("/checkout")

    assert "poppy" in page.soup.select_one(".mine img")["src"]
    assert chosen(page)["delivery"] == "express"
    assert page.texts(".grand") == ["Total €8.30"]


def test_delivery_of_a_profile_can_be_overruled_at_checkout(profiled: Visitor) -> None:
    profiled.add(1)
    profiled.open("/checkout")
    profiled.send("/checkout", 422, delivery="standard")

    assert chosen(profiled.open("/checkout"))["delivery"] == "standard"


def test_picture_can_be_taken_away_again(profiled: Visitor) -> None:
    page = save(profiled, picture="")

    assert page.soup.select(".mine img") == []


def test_saving_keeps_what_other_programs_keep(
    profiled: Visitor, users: FakeUsers
) -> None:
    save(profiled, bio="Sand.", picture="", delivery="standard")

    kept = users.profiles["ada"]
    assert kept.avatar == "https://pictures.example/ada.png"
    assert kept.preferences == {"delivery": "standard", "theme": ["green", 7]}


@pytest.mark.parametrize("unknown", ["orchid", "", None, 7, ["poppy"], {"a": 1}])
def test_unknown_wishes_of_a_profile_are_no_fault(
    ada: Visitor, users: FakeUsers, unknown: object
) -> None:
    wishes = {"picture": unknown, "delivery": unknown}
    users.profiles["ada"] = Profile(preferences=wishes)
    ada.send("/logout")

    ada.sign_in()

    assert chosen(ada.open("/account/profile")) == {
        "picture": "",
        "delivery": "standard",
    }


@pytest.mark.parametrize(
    ("field", "value", "target"),
    [
        ("bio", "x" * 2001, "#bio"),
        ("bio", "a bell \x07", "#bio"),
        ("picture", "orchid", "#picture-0"),
        ("delivery", "by pigeon", "#delivery-0"),
    ],
)
def test_mistake_is_shown_at_its_field(
    ada: Visitor, users: FakeUsers, field: str, value: str, target: str
) -> None:
    page = save(ada, 422, **{field: value})

    assert list(page.faults) == [target]
    assert "save_profile" not in users.calls


def test_refusal_of_the_service_is_shown_at_its_field(
    ada: Visitor, users: FakeUsers
) -> None:
    users.refusal = Rejected(422, {"errors": {"bio": ["Leave out the slugs."]}})

    page = save(ada, 422, bio="Slugs.")

    assert page.faults == {"#bio": "Leave out the slugs."}
    assert page.soup.select_one("#bio").get_text() == "Slugs."


def test_words_of_a_profile_are_words_alone(ada: Visitor) -> None:
    page = save(ada, bio="<script>alert(1)</script></textarea>")

    assert page.texts(".own-words") == ["<script>alert(1)</script></textarea>"]
    assert ada.open("/account/profile").soup.select("script:not([src])") == []


def test_every_choice_of_a_picture_is_drawn(ada: Visitor) -> None:
    page = ada.open("/account/profile")

    pictures = page.soup.select(".avatars img")
    assert len(pictures) == len(profile_preferences.DRAWINGS)
    kinds = {ada.client.get(p["src"], buffered=True).mimetype for p in pictures}
    assert kinds == {"image/svg+xml"}
