import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import UndefinedError

import storefront
from storefront.config import Settings

FOLDER = Path(storefront.__file__).parent / "templates"
PAGES = sorted(FOLDER.glob("*/[a-z]*.html"))
PAGES = [path for path in PAGES if path.parent.name != "macros"]
PARTS = sorted(FOLDER.glob("*/_*.html"))
EVERY = sorted(FOLDER.rglob("*.html"))


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_template_compiles(app: Flask, path: Path) -> None:
    app.jinja_env.get_template(name(path))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_extends_the_base_and_sets_a_title(path: Path) -> None:
    text = path.read_text()
    parts = re.findall(r'{% include "([^"]+)" %}', text)
    whole = text + "".join((FOLDER / part).read_text() for part in parts)

    assert text.startswith('{% extends "base.html" %}')
    assert "{% block title %}" in text
    assert whole.count("<h1") >= 1


@pytest.mark.parametrize("path", PARTS, ids=name)
def test_part_extends_nothing_and_is_named_after_its_root(path: Path) -> None:
    text = path.read_text()
    root = re.search(r"<\w+ id=\"([a-z-]+)\"", text)

    assert "{% extends" not in text
    assert root
    assert root[1] == path.stem.removeprefix("_").replace("_", "-")


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_template_trusts_no_text_and_inherits_no_htmx(path: Path) -> None:
    text = path.read_text()

    assert "|safe" not in text.replace(" ", "")
    assert not re.search(r"hx-(on|vals|boost|ext|disabled-elt|headers)", text)
    assert not re.search(r"\b(style|onclick)=", text)


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_template_uses_every_macro_it_imports(path: Path) -> None:
    text = path.read_text()
    for imported in re.findall(r"{% from \S+ import ([^%]+) %}", text):
        for macro in imported.split(", "):
            assert re.search(rf"\b{macro.strip()}\(", text), f"{macro} is not used"


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_every_form_that_changes_something_carries_a_token(path: Path) -> None:
    for form in re.findall(
        r'<form[^>]*method="post".*?</form>', path.read_text(), re.S
    ):
        assert "csrf_field(" in form


def test_template_asks_for_nothing_that_nobody_gives(app: Flask) -> None:
    slip = app.jinja_env.from_string("{% if notcie %}A slip of the pen.{% endif %}")

    with pytest.raises(UndefinedError, match="notcie"):
        slip.render()


def test_slip_in_a_template_is_a_gap_to_a_shopper(
    open_shop: Callable[[Settings], Flask], settings: Settings
) -> None:
    shop = open_shop(settings.model_copy(update={"environment": "production"}))

    assert shop.jinja_env.from_string("[{{ notcie }}]").render() == "[]"
