import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from storefront.service_models import Profile

from .fakes import FakeOrders, FakeUsers
from .page_browser import HOME, Visitor


@pytest.fixture
def buyer(ada: Visitor) -> Visitor:
    """Somebody with an order."""
    ada.add(1, 2)
    ada.open("/checkout")
    ada.send("/checkout", **HOME)
    return ada


def download(visitor: Visitor) -> tuple[TestResponse, dict[str, Any]]:
    answer = visitor.client.get("/account/data")
    assert answer.status_code == 200
    return answer, json.loads(answer.text)


def test_copy_is_a_file_with_a_name_of_its_own(ada: Visitor) -> None:
    answer, _ = download(ada)

    name = answer.headers["Content-Disposition"]
    assert name.startswith("attachment; filename=furrow-ada-2")
    assert name.endswith(".json")
    assert "incomplete" not in name
    assert answer.headers["Cache-Control"] == "no-store"


def test_copy_holds_all_about_its_owner(buyer: Visitor, users: FakeUsers) -> None:
    users.profiles["ada"] = Profile("Größte Bohnen.", preferences={"picture": "bee"})

    answer, found = download(buyer)

    assert found["account"]["email"] == "ada@example.org"
    assert found["profile"]["preferences"] == {"picture": "bee"}
    assert "Größte" in answer.text
    assert [record["is_this_one"] for record in found["sign_ins"]] == [True]
    (order,) = found["orders"]
    assert (order["number"], order["total"]) == ("7K3M-0001", "7.70")
    assert order["address"]["city"] == "Dublin"
    assert order["lines"][0]["name"] == "Sunflower"
    assert found["missing"] == []


def test_copy_holds_the_orders_of_every_page(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.placed *= 250

    _, found = download(buyer)

    assert len(found["orders"]) == 250
    assert found["missing"] == []


def test_copy_is_bounded_and_says_where_it_ends(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.placed *= 2001

    answer, found = download(buyer)

    assert len(found["orders"]) == 2000
    assert found["missing"] == ["Orders before the newest 2000 are left out."]
    assert "-incomplete.json" in answer.headers["Content-Disposition"]


def test_copy_says_that_orders_are_missing(buyer: Visitor, orders: FakeOrders) -> None:
    orders.is_down = True

    answer, found = download(buyer)

    assert found["orders"] == []
    assert found["missing"] == [
        "Some orders could not be reached. Ask again in a moment."
    ]
    assert "-incomplete.json" in answer.headers["Content-Disposition"]


def test_copy_holds_no_key_to_anything(
    buyer: Visitor, users: FakeUsers, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "reserved", action_url="https://bank.example/confirm")

    answer, _ = download(buyer)

    secrets = [*users.tokens, "sid-", "bank.example", *buyer.cookies.values()]
    assert [secret for secret in secrets if secret in answer.text] == []


def test_copy_is_for_its_owner_alone(visitor: Visitor) -> None:
    answer = visitor.client.get("/account/data")

    assert (answer.status_code, answer.location) == (303, "/login")
