import base64
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from testing.screenshots.html_report import report, write_report
from testing.screenshots.results import Failure, Results, Screenshot
from testing.screenshots.viewports import DARK, LIGHT, PAPER, PHONE

EMPTY = Screenshot(
    "Basket", "empty", "/basket", LIGHT, "basket-empty-light.jpg", b"one"
)
RESULTS = Results(
    [
        EMPTY,
        replace(EMPTY, viewport=DARK, file="basket-empty-dark.jpg"),
        replace(EMPTY, viewport=PHONE, file="basket-empty-phone.jpg"),
        replace(EMPTY, state="12 & more", file="basket-12-more-light.jpg"),
        replace(EMPTY, page="Order", viewport=PAPER, file="order-paid-paper.jpg"),
    ]
)


class Reader(HTMLParser):
    """Reads a report: the attributes and the words of every element, in order."""

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
def read() -> Reader:
    return Reader(report(RESULTS))


def test_every_picture_hangs_under_its_page_and_state(read: Reader) -> None:
    tags = [tag for tag, _ in read.found if tag in {"h2", "h3", "figure"}]

    assert read.texts("h2")[1:] == ["Basket", "Order"]
    assert read.texts("h3") == ["empty", "12 & more", "empty"]
    assert tags[1:] == ["h2", "h3", *["figure"] * 3, "h3", "figure"] + [
        *("h2", "h3", "figure")
    ]


def test_small_picture_leads_to_the_file_beside_the_report(read: Reader) -> None:
    at = [tag for tag, _ in read.found].index("figure")
    (_, link), (_, picture) = read.found[at + 1 : at + 3]

    assert link["href"] == "basket-empty-light.jpg"
    kept = picture["src"].partition("data:image/webp;base64,")[2]
    assert base64.b64decode(kept) == b"one"


def test_caption_names_colours_and_width(read: Reader) -> None:
    captions = read.texts("figcaption")

    assert captions[1:3] == ["dark, 1280 px", "light, 390 px"]
    assert captions[-1] == "on paper, 794 px"


def test_contents_lead_to_every_page_and_state(read: Reader) -> None:
    links = [link["href"] for link in read.all("a") if link["href"].startswith("#")]
    names = {kept["id"] for _, kept in read.found if "id" in kept}

    assert links[1:4] == ["#basket", "#basket-empty", "#basket-12-more"]
    assert [link for link in links if link[1:] not in names] == []


def test_report_loads_nothing_from_elsewhere(read: Reader) -> None:
    sources = [picture["src"] for picture in read.all("img")]

    assert [source for source in sources if not source.startswith("data:")] == []
    assert read.all("script") + read.all("link") == []


def test_signs_of_html_in_a_name_stay_text() -> None:
    odd = replace(EMPTY, state="<b>bold</b>", address="/?q=<script>&x=$5")

    read = Reader(report(Results([odd])))

    assert read.all("b") + read.all("script") == []
    assert "/?q=<script>&x=$5" in read.texts("p")


def test_what_went_wrong_stands_before_the_contents() -> None:
    missed = Failure("Order", "paid", "was not reached.")

    read = Reader(report(Results([EMPTY], [missed])))

    assert read.texts("li") == ["Order, paid: was not reached."]
    assert read.texts("h2")[:2] == ["Something is wrong", "Contents"]


def test_report_lies_beside_its_pictures(tmp_path: Path) -> None:
    path = write_report(RESULTS, tmp_path)

    assert path.parent == tmp_path
    assert path.read_text("utf-8") == report(RESULTS)
