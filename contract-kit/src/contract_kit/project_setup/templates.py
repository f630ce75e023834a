"""What the files of a new project say; `<words>` are filled in."""

SETTINGS = """
[tool.contract-kit]
integrations = ["<consumer> -> <provider>"]

[tool.contract-kit.services.<provider>]
folder = "."
app = "<module>:<name>"
states = "<tests>"
verification = "<tests>/test_pacts.py"

[tool.contract-kit.consumers.<consumer>]
folder = "."
tests = "<tests>/test_*_pact.py"
"""
CONFTEST = '''
"""Lets the contract tests import the application, wherever pytest is started."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str((HERE / "<source>").resolve())]
'''
INTERACTION = '''
"""What <consumer> relies on when it calls <provider>.

Call your own client in place of `read`, expect only what it reads, and rename
<consumer>: here, and in pyproject.toml.
"""

import json
from urllib.request import urlopen

from contract_kit.consumer.matchers import <names>

EXPECTED = <matchers>


def read(url):
    with urlopen(f"{url}<path>") as answer:
        return json.load(answer)


def test_get_is_answered(agree):
    interaction = agree("<consumer>", "<provider>")
    interaction.upon_receiving("GET <path>")
    interaction.with_request("GET", "<path>")
    interaction.will_respond_with(200, EXPECTED)

    with interaction.serve() as url:
        found = read(url)

    assert found == <example>
'''
STATES = '''
"""What must be true at <provider> before an interaction is verified."""

from contract_kit import States

states = States()

# A consumer's `.given("a tea is on the shelf", slug="assam")` calls:
#
# @states.state("a tea is on the shelf")
# def tea_on_the_shelf(slug): ...
'''
VERIFICATION = '''
"""<provider> is held to what its consumers expect, one test for each interaction."""

import pytest
from <module> import <name>
from provider_states import states

from contract_kit import interactions_of, verify_provider


@pytest.fixture(scope="session")
def verification():
<steps>    return verify_provider("<provider>", <tested>, states)


@pytest.mark.parametrize("interaction", interactions_of("<provider>"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
'''
