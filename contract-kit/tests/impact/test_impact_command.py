"""`contract-kit impact`: consumers by the pacts, pages by a function of the project."""

import json
import re
import subprocess
import sys

import pytest
from sample_project import PYPROJECT, SERVICE, lay_out, replace

IMPACT = 'impact = "counter_pages:pages"\n'
# The counter has one page, which shows the price and needs the name.
PAGES = """\
from collections import namedtuple

from contract_kit.impact import ProviderStubs, find_pages
from werkzeug.test import Client

Visit = namedtuple("Visit", "page path")


class Counter:
    def __init__(self, interactions):
        self.stubs = ProviderStubs(interactions)

    def visit(self, visit, preferred=None, instead=None):
        self.stubs.begin(preferred, instead)
        asked = Client(self.stubs).get(visit.path, base_url="http://tea-service")
        tea = asked.get_json(silent=True) or {}
        return bool(tea.get("name")), tea.get("price")


def pages(interactions, call_of):
    visits = [Visit("menu", "/teas/assam")]
    return {"counter": find_pages(Counter(interactions), visits, call_of)}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    root = lay_out(tmp_path_factory.mktemp("tea"))
    result = run(root, "write")
    assert result.returncode == 0, result.stderr
    return root


def run(root, *words):
    line = [sys.executable, "-m", "contract_kit", *words]
    return subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603


def test_fields_are_listed_with_consumers_and_pages(shop):
    (shop / "pyproject.toml").write_text(with_impact(IMPACT))
    (shop / "counter_pages.py").write_text(PAGES)

    result = run(shop, "impact", "/teas/", "--json", "-")

    found = json.loads(result.stdout)
    [tea] = [one for one in found["calls"] if is_tea(one)]
    readers = {each["field"]: each["readers"] for each in tea["read"]}
    assert readers["$.price"] == [
        {"consumer": "counter", "needed": ["menu"], "shown": ["menu"]}
    ]
    assert readers["$.name"] == [
        {"consumer": "counter", "needed": ["menu"], "shown": []}
    ]
    assert readers["$.loose"] == [{"consumer": "counter", "needed": [], "shown": []}]
    assert re.search(r"\$\.price +counter → menu\*", result.stderr)
    assert "tea-service" in found["routes"]


def test_without_a_function_only_consumers_are_listed(shop):
    (shop / "pyproject.toml").write_text(PYPROJECT)

    result = run(shop, "impact", "price")

    assert result.returncode == 0
    assert "$.price  counter\n" in result.stdout
    assert "$.name" not in result.stdout


def test_function_that_is_not_there_is_named(shop):
    (shop / "pyproject.toml").write_text(with_impact('impact = "counter_pages:page"\n'))
    (shop / "counter_pages.py").write_text(PAGES)

    result = run(shop, "impact")

    assert result.returncode == 2
    assert "'counter_pages:page', which cannot be imported" in result.stderr


def test_provider_that_fails_as_it_is_has_to_be_mended_first(shop):
    (shop / "pyproject.toml").write_text(PYPROJECT)
    text = (shop / SERVICE).read_text()
    replace(shop / SERVICE, '"price"', '"prize"')

    result = run(shop, "impact")

    (shop / SERVICE).write_text(text)
    assert result.returncode == 2
    assert "run `contract-kit verify` first" in result.stderr


def with_impact(line):
    return PYPROJECT.replace("[tool.contract-kit]\n", f"[tool.contract-kit]\n{line}")


def is_tea(call):
    return call["call"].startswith("GET /teas/") and call["status"] == 200
