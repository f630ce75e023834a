"""What is demanded of every page and every part of one, whatever its story."""

import re
from collections import Counter

from bs4 import BeautifulSoup, Tag

from storefront.external_url_check import is_safe

_UNLABELLED = {"hidden", "submit"}
_STRAIGHT = re.compile(r"\w['\"]\w|(?:^|\s)[\"']\w")


def check_page(soup: BeautifulSoup) -> None:
    heading = soup.select("h1")
    assert len(heading) == 1, f"{len(heading)} h1"
    title = soup.title.string.removeprefix("Error: ")
    words = " ".join(heading[0].get_text().split())
    assert title.startswith(words), f"title {title!r} begins otherwise than {words!r}"
    assert title.endswith(" – Furrow")
    assert soup.html["lang"] == "en-GB"
    assert len(soup.select("main")) == 1
    assert soup.select_one("a.skip")["href"] == "#main"
    assert soup.select_one("#announcement").get_text() == "", "speaks before its time"
    assert [o["src"] for o in soup.select("script") if not _is_ours(o["src"])] == []
    check_part(soup)


def check_part(soup: BeautifulSoup) -> None:
    _check_ids(soup)
    _check_fields(soup)
    _check_forms(soup)
    _check_references(soup)
    _check_nothing_inline(soup)
    _check_apostrophes(soup)
    for picture in soup.select("img"):
        assert picture.has_attr("alt"), f"{picture} has no alt"
        assert picture["width"], "a picture without a size moves the page"
        assert picture["height"]


def _check_ids(soup: BeautifulSoup) -> None:
    ids = Counter(tag["id"] for tag in soup.select("[id]"))
    assert [name for name, count in ids.items() if count > 1] == []


def _check_fields(soup: BeautifulSoup) -> None:
    for field in soup.select("input, select, textarea"):
        if field.get("type") in _UNLABELLED:
            continue
        assert _label(soup, field), f"{field} has no label"
        assert field.get("autocomplete") or field["type"] == "radio", f"{field}"
    for button in soup.select("button"):
        assert button.get_text().strip() or button.get("aria-label"), f"{button}"


def _label(soup: BeautifulSoup, field: Tag) -> object:
    label = field.get("aria-label") or field.find_parent("label")
    return label or (field.get("id") and soup.select_one(f"label[for={field['id']}]"))


def _check_forms(soup: BeautifulSoup) -> None:
    for form in soup.select("form"):
        assert form.get("method") in {"get", "post"}, f"{form} has no method"
        assert form.get("action", "").startswith("/"), f"{form} has no action"
    for element in soup.select("[hx-get], [hx-post]"):
        is_real = element.name in {"a", "form", "input", "select", "section"}
        assert is_real, f"{element.name} asks without being a link or a form"
        assert element.get("hx-target"), f"{element} changes no one knows what"


def _check_references(soup: BeautifulSoup) -> None:
    ids = {tag["id"] for tag in soup.select("[id]")}
    for tag in soup.select("[aria-describedby], [aria-labelledby], [aria-controls]"):
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            unknown = set(tag.get(name, "").split()) - ids
            assert not unknown, f"{tag} speaks of {unknown}"


def _check_nothing_inline(soup: BeautifulSoup) -> None:
    assert soup.select("style, [style], script:not([src]), [hx-on], iframe") == []
    for tag in soup.find_all():
        handlers = [name for name in tag.attrs if name.startswith(("on", "hx-on"))]
        assert handlers == [], f"{tag} carries a script"
    for link in soup.select("[href], [src], [action]"):
        target = link.get("href") or link.get("src") or link.get("action")
        if "external" in link.get("rel", ()):
            assert is_safe(target), f"{target} is not safe"
            continue
        assert target.startswith(("/", "#")), f"{target} leads elsewhere"


def _check_apostrophes(soup: BeautifulSoup) -> None:
    for text in soup.find_all(string=True):
        if text.parent.name not in {"script", "style", "title", "svg", "code"}:
            assert not _STRAIGHT.search(text), f"straight quotes in {text!r}"


def _is_ours(address: str) -> bool:
    return address.startswith("/static/")
