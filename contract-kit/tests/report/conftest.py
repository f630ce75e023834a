"""A pact with every rule, and a house of several applications."""

import pytest

from contract_kit.pact_files import read_pacts

from ..example_interactions import make_interaction
from ..pact_of_every_rule import write_sample
from .examples import HOUSE


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pacts")
    write_sample(folder)
    return read_pacts(folder)


@pytest.fixture
def house():
    return [
        make_interaction(
            consumer=consumer, provider=provider, description="a pot of tea"
        )
        for consumer, provider in HOUSE
    ]
