import pytest

from storefront.forms import CheckoutForm

from .fakes import FakeOrders, FakeUsers
from .page_browser import Visitor


@pytest.mark.parametrize("path", ["/help", "/accessibility"])
def test_quiet_page_asks_nobody(
    visitor: Visitor, users: FakeUsers, orders: FakeOrders, path: str
) -> None:
    users.calls.clear()

    visitor.open(path)

    assert users.calls + orders.calls == []


def test_every_page_leads_to_help(visitor: Visitor) -> None:
    page = visitor.open("/login")

    targets = [link["href"] for link in page.soup.select(".foot a")]
    assert targets == ["/help", "/help#delivery", "/accessibility"]


def test_help_has_every_place_that_links_name(visitor: Visitor) -> None:
    page = visitor.open("/help")

    wanted = {link["href"] for link in page.soup.select('main a[href^="#"]')}
    wanted |= {"#delivery"}
    assert [name for name in wanted if not page.soup.select(name)] == []


def test_help_explains_every_card_of_the_checkout(visitor: Visitor) -> None:
    page = visitor.open("/help")

    with visitor.client.application.test_request_context():
        cards = [choice.label for choice in CheckoutForm().method.choices]
    assert page.texts("#paying ~ dl dt") == cards
