"""What several stories begin with; each says itself whom it asks."""

import pytest

from .asking_user_service import ADA, PASSWORD


@pytest.fixture
def signed_in(promise):
    return promise.given("a shopper is signed in")


@pytest.fixture
def shopping(signed_in):
    """A promise to somebody who is signed in, about a product that is for sale."""
    return signed_in.given("a product is for sale")


@pytest.fixture
def buying(shopping):
    return shopping.given("the basket holds a product", quantity=2)


@pytest.fixture
def own_promise(promise):
    return promise.given("the storefront has a token of its own")


@pytest.fixture
def having_account(own_promise):
    return own_promise.given("somebody has an account", **ADA)


@pytest.fixture
def signed_in_by_password(promise):
    return promise.given("a shopper is signed in", password=PASSWORD)
