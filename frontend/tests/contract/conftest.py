"""What several stories begin with; each names itself whom it asks."""

import pytest

from .user_service_interactions import ADA, PASSWORD


@pytest.fixture
def signed_in(interaction):
    return interaction.given("a shopper is signed in")


@pytest.fixture
def shopping(signed_in):
    """An interaction of somebody who is signed in, about a product that is for sale."""
    return signed_in.given("a product is for sale")


@pytest.fixture
def buying(shopping):
    return shopping.given("the basket holds a product", quantity=2)


@pytest.fixture
def own_interaction(interaction):
    return interaction.given("the storefront has a token of its own")


@pytest.fixture
def having_account(own_interaction):
    return own_interaction.given("somebody has an account", **ADA)


@pytest.fixture
def signed_in_by_password(interaction):
    return interaction.given("a shopper is signed in", password=PASSWORD)
