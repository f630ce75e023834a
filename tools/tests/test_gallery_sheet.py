import base64
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tools.gallery.album import Album, Failure, Picture
from tools.gallery.looks import DARK, LIGHT, PAPER, PHONE
from tools.gallery.sheet import sheet, write_sheet

EMPTY = Picture("Basket", "empty", "/basket", LIGHT, "basket-empty-light.jpg", b"one")
ALBUM = Album(
    [
        EMPTY,
        replace(EMPTY, look=DARK, file="basket-empty-dark.jpg"),
        replace(EMPTY, look=PHONE, file="basket-empty-phone.jpg"),
        replace(EMPTY, state="12 & more", file="basket-12-more-light.jpg"),
        replace(EMPTY, page="Order", look=PAPER, file="order-paid-paper.jpg"),
    ]
)


class Reader(HTMLParser):
    """Reads a sheet: the attributes and the words of every element, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((self.found[-1][0], data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]

    def texts(self, tag: str) -> list[str]:
        return [words for name, words in self.words if name == tag]


@pytest.fixture
def hung() -> Reader:
    return Reader(sheet(ALBUM))


def test_every_picture_hangs_under_its_page_and_state(hung: Reader) -> None:
    tags = [tag for tag, _ in hung.found if tag in {"h2", "h3", "figure"}]

    assert hung.texts("h2")[1:] == ["Basket", "Order"]
    assert hung.texts("h3") == ["empty", "12 & more", "empty"]
    assert tags[1:] == ["h2", "h3", *["figure"] * 3, "h3", "figure"] + [
        *("h2", "h3", "figure")
    ]


def test_small_picture_leads_to_the_file_beside_the_sheet(hung: Reader) -> None:
    at = [tag for tag, _ in hung.found].index("figure")
    (_, link), (_, picture) = hung.found[at + 1 : at + 3]

    assert link["href"] == "basket-empty-light.jpg"
    kept = picture["src"].partition("data:image/webp;base64,")[2]
    assert base64.b64decode(kept) == b"one"


def test_caption_tells_colours_and_width(hung: Reader) -> None:
    captions = hung.texts("figcaption")

    assert captions[1:3] == ["dark, 1280 px", "light, 390 px"]
    assert captions[-1] == "on paper, 794 px"


def test_contents_lead_to_every_page_and_state(hung: Reader) -> None:
    links = [link["href"] for link in hung.all("a") if link["href"].startswith("#")]
    names = {kept["id"] for _, kept in hung.found if "id" in kept}

    assert links[1:4] == ["#basket", "#basket-empty", "#basket-12-more"]
    assert [link for link in links if link[1:] not in names] == []


def test_sheet_loads_nothing_from_elsewhere(hung: Reader) -> None:
    sources = [picture["src"] for picture in hung.all("img")]

    assert [source for source in sources if not source.startswith("data:")] == []
    assert hung.all("script") + hung.all("link") == []


def test_signs_of_html_in_a_name_stay_text() -> None:
    odd = replace(EMPTY, state="<b>bold</b>", address="/?q=<script>&x=$5")

    hung = Reader(sheet(Album([odd])))

    assert hung.all("b") + hung.all("script") == []
    assert "/?q=<script>&x=$5" in hung.texts("p")


def test_what_went_wrong_stands_before_the_contents() -> None:
    missed = Failure("Order", "paid", "was not reached.")

    hung = Reader(sheet(Album([EMPTY], [missed])))

    assert hung.texts("li") == ["Order, paid: was not reached."]
    assert hung.texts("h2")[:2] == ["Something is wrong", "Contents"]


def test_sheet_lies_beside_its_pictures(tmp_path: Path) -> None:
    path = write_sheet(ALBUM, tmp_path)

    assert path.parent == tmp_path
    assert path.read_text("utf-8") == sheet(ALBUM)
