import pytest

from .page_browser import SAME_ORIGIN, Visitor


@pytest.mark.parametrize("wanted", ["light", "dark"])
def test_chosen_colours_are_in_the_page_from_the_start(
    visitor: Visitor, wanted: str
) -> None:
    visitor.open("/")

    page = visitor.send("/theme", theme=wanted)

    assert page.soup.html["data-theme"] == wanted
    assert page.texts(".themes [aria-pressed=true]") == [wanted.capitalize()]


def test_system_takes_the_choice_back(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.send("/theme", theme="dark")

    page = visitor.send("/theme", theme="system")

    assert not page.soup.html.has_attr("data-theme")
    assert visitor.cookies == {}


def test_choice_leads_back_to_the_page(visitor: Visitor) -> None:
    headers = {"Referer": "http://localhost/product/basil", **SAME_ORIGIN}

    answer = visitor.client.post("/theme", data={"theme": "dark"}, headers=headers)

    assert answer.location == "/product/basil"


def test_made_up_colours_are_those_of_the_system(visitor: Visitor) -> None:
    visitor.client.set_cookie("furrow-theme", '"><script>')

    assert not visitor.open("/").soup.html.has_attr("data-theme")


def test_colours_of_one_stranger_are_not_shown_to_the_next(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.send("/theme", theme="dark")
    visitor.open("/")
    visitor.client.delete_cookie("furrow-theme")

    assert not visitor.open("/").soup.html.has_attr("data-theme")
