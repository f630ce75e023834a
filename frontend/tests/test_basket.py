import pytest

from service_kit.money import Money

from .fakes import FakeOrders, FakeProducts
from .page_browser import SAME_ORIGIN, ParsedPage, Visitor

WORDS = (
    "Choose a whole number from 1 to 99, or 0 to take it out. "
    "Your basket still holds 1 packet."
)


def test_guest_adds_from_the_shelf_and_sees_a_notice(visitor: Visitor) -> None:
    visitor.open("/product/sunflower")

    page = visitor.send("/basket/add", quantity="2")

    assert page.notice == "Sunflower: 2 packets added. View basket"
    assert page.texts("#basket-badge") == ["Basket 2"]


def test_adding_leads_back_to_where_it_was_done(visitor: Visitor) -> None:
    fields = {"product_id": "3"}
    before = {"Referer": "http://localhost/?category=herbs", **SAME_ORIGIN}

    answer = visitor.client.post("/basket/add", data=fields, headers=before)

    assert answer.location == "/?category=herbs"


def test_htmx_gets_a_notice_of_what_was_added(visitor: Visitor) -> None:
    visitor.open("/product/sunflower")

    part = visitor.send_part("/basket/add")

    assert part.response.headers["HX-Retarget"] == "#announcement"
    assert part.texts("#item-added") == [
        "Sunflower: 1 packet added. Your basket holds 1 packet. View basket"
    ]
    assert part.soup.select_one("#basket-badge")["hx-swap-oob"] == "true"


def test_second_add_from_a_page_older_than_the_session_works(
    visitor: Visitor,
) -> None:
    visitor.open("/product/sunflower")

    visitor.send_part("/basket/add")
    part = visitor.send_part("/basket/add")

    assert "holds 2 packets" in part.text


def test_basket_shows_lines_delivery_and_total(visitor: Visitor) -> None:
    visitor.add(1, 2)
    visitor.add(3)

    page = visitor.open("/basket")

    assert page.texts(".lines h2") == ["Sunflower", "Basil"]
    assert page.texts(".lines .price") == ["€4.80", "€1.90"]
    assert page.texts(".totals div") == [
        "Packets €6.70",
        "Delivery €2.90",
        "Total €9.60",
    ]


def test_changed_quantity_changes_line_and_total(visitor: Visitor) -> None:
    visitor.add(1)
    visitor.open("/basket")

    page = visitor.send("/basket/items/1", quantity="3")

    assert page.texts(".lines .price") == ["€7.20"]
    assert page.texts(".grand") == ["Total €10.10"]


def test_htmx_gets_lines_badge_and_words(visitor: Visitor) -> None:
    visitor.add(1)
    visitor.open("/basket")

    part = visitor.send_part("/basket/items/1", quantity="3")

    assert part.soup.body.find().get("id") == "basket-lines"
    assert part.texts("[hx-swap-oob]") == [
        "Your basket is up to date.",
        "Basket 3",
    ]


def test_removed_line_can_be_put_back(visitor: Visitor) -> None:
    visitor.add(1, 2)
    visitor.add(3)
    visitor.open("/basket")

    page = visitor.send("/basket/items/1/remove")
    assert page.notice == "Sunflower is out of your basket."
    assert page.texts(".lines h2") == ["Basil"]

    visitor.send("/basket/add")
    assert visitor.open("/basket").texts(".lines h2") == ["Basil", "Sunflower"]


def test_empty_basket_offers_a_beginning(visitor: Visitor) -> None:
    page = visitor.open("/basket")

    assert "empty as a bed in February" in page.text
    assert len(page.soup.select(".card")) == 3


def test_basket_says_when_a_line_cannot_be_had(
    visitor: Visitor, products: FakeProducts
) -> None:
    visitor.add(1)
    visitor.add(2, 3)
    products.change(1, quantity=0)
    products.change(2, quantity=2)

    page = visitor.open("/basket")

    assert page.texts(".lines .mistake") == [
        "Sold out since you chose it. Take it out to go on.",
        "Only 2 left. Choose 2 or fewer.",
    ]
    assert page.soup.select('a[href="/checkout"]') == []


@pytest.mark.parametrize("name", ["visitor", "ada"])
def test_basket_says_what_costs_another_price_than_when_chosen(
    request: pytest.FixtureRequest, name: str, products: FakeProducts
) -> None:
    shopper: Visitor = request.getfixturevalue(name)
    shopper.add(1)
    shopper.add(3)
    assert shopper.open("/basket").texts(".changed") == []

    products.change(1, price=Money(300, "EUR"))

    assert shopper.open("/basket").texts(".changed") == [
        "€2.40 when you chose it, €3.00 now."
    ]
    assert shopper.send("/basket/items/1", quantity="2").texts(".changed") != []


def test_price_is_new_for_what_was_taken_out_and_chosen_again(
    visitor: Visitor, products: FakeProducts
) -> None:
    visitor.add(1)
    visitor.open("/basket")
    visitor.send("/basket/items/1/remove")
    products.change(1, price=Money(300, "EUR"))

    visitor.add(1)

    assert visitor.open("/basket").texts(".changed") == []


def test_price_outlives_the_sign_in(visitor: Visitor, products: FakeProducts) -> None:
    visitor.add(1)
    products.change(1, price=Money(300, "EUR"))

    visitor.sign_in()

    assert len(visitor.open("/basket").texts(".changed")) == 1


@pytest.mark.parametrize(
    "quantity", ["-1", "100", "1.5", "1_0", "٣", "1e9", "NaN", "", "9" * 400]
)
def test_strange_quantities_change_nothing(visitor: Visitor, quantity: str) -> None:
    visitor.add(1)
    visitor.open("/basket")

    page = visitor.send("/basket/items/1", status=422, quantity=quantity)

    assert page.title.startswith("Error: Your basket")
    assert page.faults == {"#quantity-1": WORDS}
    assert_marked(page)
    assert visitor.open("/basket").texts(".lines .price") == ["€2.40"]


def test_strange_quantity_is_refused_at_its_field(visitor: Visitor) -> None:
    visitor.add(1)
    visitor.add(2)
    visitor.open("/basket")

    part = visitor.send_part("/basket/items/1", status=422, quantity="1.5")

    assert_marked(part)
    assert part.texts("[hx-swap-oob] .vh") == [WORDS]


def test_none_of_a_packet_takes_it_out_and_can_be_undone(visitor: Visitor) -> None:
    visitor.add(1, 3)
    visitor.open("/basket")

    page = visitor.send("/basket/items/1", quantity="0")
    assert page.notice == "Sunflower is out of your basket."
    assert page.texts(".lines h2") == []

    visitor.send("/basket/add")
    assert visitor.open("/basket").texts(".lines .price") == ["€7.20"]


def test_no_browser_checks_numbers_in_place_of_the_shop(visitor: Visitor) -> None:
    visitor.add(1)
    for path in ("/basket", "/product/sunflower"):
        (field,) = visitor.open(path).soup.select("[name=quantity][id]")
        assert field.find_parent("form").has_attr("novalidate")


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_no_more_is_added_than_there_is(visitor: Visitor, is_signed_in: bool) -> None:
    if is_signed_in:
        visitor.sign_in()
    visitor.open("/product/field-poppy")

    part = visitor.send_part("/basket/add", quantity="50")
    assert part.texts("#item-added") == [
        "Field Poppy: 3 packets added. There are no more just now. Your basket holds "
        "3 packets. View basket"
    ]

    again = visitor.send_part("/basket/add", 422, quantity="1")
    assert again.texts("#item-refused") == [
        "Your basket holds all that is left of Field Poppy: 3 packets."
    ]
    assert visitor.open("/basket").texts(".lines .price") == ["€5.40"]


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_packet_that_sold_out_meanwhile_is_not_added(
    visitor: Visitor, products: FakeProducts, is_signed_in: bool
) -> None:
    if is_signed_in:
        visitor.sign_in()
    visitor.open("/product/field-poppy")
    products.change(2, quantity=0)

    page = visitor.send("/basket/add", 422, quantity="2")

    assert page.faults == {"#basket-lines": "Field Poppy is sold out just now."}
    assert "empty as a bed" in page.text


def test_strange_number_is_refused_in_one_sentence_on_the_packet(
    visitor: Visitor,
) -> None:
    visitor.open("/product/sunflower")

    part = visitor.send_part("/basket/add", 422, quantity="1.5")

    assert part.texts("#item-refused") == ["Choose between 1 and 99 packets."]


@pytest.mark.parametrize("product_id", ["0", "-3", "x", "", str(2**63), "99999"])
def test_unknown_packet_cannot_be_added(visitor: Visitor, product_id: str) -> None:
    fields = {"product_id": product_id}

    answer = visitor.client.post("/basket/add", data=fields, headers=SAME_ORIGIN)

    assert answer.status_code in {404, 422}


def test_basket_holds_at_most_99_of_a_kind(visitor: Visitor) -> None:
    visitor.add(1, 60)
    visitor.open("/product/sunflower")

    page = visitor.send("/basket/add", status=422, quantity="40")

    assert "at most 99 packets of one kind" in page.text


def test_basket_holds_at_most_50_kinds(
    visitor: Visitor, products: FakeProducts
) -> None:
    kept = {f"basket:{number}": 1 for number in range(100, 150)}
    visitor.add(1)
    with visitor.client.session_transaction() as session:
        session.update(kept)
        del session["basket:1"]

    page = visitor.open("/product/sunflower")
    page = visitor.send("/basket/add", status=422)

    assert "at most 50 kinds" in page.text


def test_packet_gone_from_the_catalogue_leaves_the_basket(
    visitor: Visitor, products: FakeProducts
) -> None:
    visitor.add(1)
    products.stock = products.stock[1:]

    page = visitor.open("/basket")

    assert "empty as a bed" in page.text


def test_signed_in_basket_lives_at_order_service(
    ada: Visitor, orders: FakeOrders
) -> None:
    ada.add(1, 2)

    assert orders.carts == {"ada": {1: 2}}
    assert ada.open("/").texts("#basket-badge") == ["Basket 2"]


def test_signed_in_shopper_changes_and_removes(
    ada: Visitor, orders: FakeOrders
) -> None:
    ada.add(1)
    ada.add(3)
    ada.open("/basket")

    ada.send("/basket/items/3", quantity="5")
    page = ada.send("/basket/items/1/remove")

    assert orders.carts == {"ada": {3: 5}}
    assert page.notice == "Sunflower is out of your basket."


def test_too_many_for_order_service_is_reported_in_words(ada: Visitor) -> None:
    ada.add(1, 60)
    ada.open("/product/sunflower")

    part = ada.send_part("/basket/add", status=422, quantity="60")

    assert part.texts("#item-refused") == ["An order takes at most 99 of one product."]


def test_pages_do_not_ask_for_the_basket_count(
    ada: Visitor, orders: FakeOrders
) -> None:
    ada.add(1)
    before = list(orders.calls)

    for path in ("/", "/product/sunflower", "/help", "/account"):
        ada.open(path)

    assert orders.calls == before


def assert_marked(page: ParsedPage) -> None:
    """The first line alone explains what is wrong, and shows what is still wanted."""
    (marked,) = page.soup.select("[aria-invalid]")
    assert (marked["id"], marked["value"]) == ("quantity-1", "1")
    assert page.texts(f"#{marked['aria-describedby']}") == [f"Error: {WORDS}"]
