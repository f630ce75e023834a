"""Two clients with their contract tests: the sample's, and a small one."""

import shutil
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "sample"
ODD_NAMES = """
import pytest
from tea_client import NoSuchTea, TeaServiceClient

def test_name_is_escaped_once(agree):
    interaction = agree("counter", "tea-service").upon_receiving("a green tea")
    interaction.with_request("GET", "/teas/gr%C3%BCn")
    interaction.will_respond_with(404)
    with pytest.raises(NoSuchTea), interaction.serve() as url:
        TeaServiceClient(url).tea("gr\u00fcn")
"""
SMALL_CLIENT = """
import requests

NAMES = {"assam": "Assam"}

class Wire:
    def __init__(self, url):
        self.url = url

    def get(self, path):
        return requests.get(self.url + path, timeout=2)

class TeaClient:
    def __init__(self, url):
        self.wire = Wire(url)

    def name(self):
        found = self.wire.get("/teas/1").json()
        while found["busy"]:
            pass
        return NAMES[found["slug"]]
"""
SMALL_TEST = """
from small_client import NAMES, TeaClient

def test_name_is_read(agree):
    interaction = agree("counter", "tea-service").upon_receiving("a tea")
    interaction.with_request("GET", "/teas/1")
    interaction.will_respond_with(200, {"busy": False, "slug": "assam"})
    with interaction.serve() as url:
        assert TeaClient(url).name() == "Assam"
    assert len(NAMES) == 1

def test_that_is_about_something_else():
    assert NAMES
"""


@pytest.fixture(scope="session")
def tea_folder(tmp_path_factory):
    """The sample's client and the contract tests of its consumer."""
    folder = tmp_path_factory.mktemp("tea")
    shutil.copy(SAMPLE / "tea_client.py", folder)
    shutil.copy(SAMPLE / "counter_interactions.py", folder / "test_counter.py")
    (folder / "test_odd_names.py").write_text(ODD_NAMES, "utf-8")
    return folder


@pytest.fixture
def small_folder(tmp_path):
    (tmp_path / "small_client.py").write_text(SMALL_CLIENT, "utf-8")
    (tmp_path / "test_small.py").write_text(SMALL_TEST, "utf-8")
    return tmp_path
