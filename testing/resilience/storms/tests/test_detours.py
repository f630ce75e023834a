from testing.resilience.storms.network_links import (
    ORDERS_TO_PRODUCTS,
    SHOPPERS_TO_ORDERS,
    detours,
)
from tools.applications import FRONTEND, ORDER_SERVICE, PRODUCT_SERVICE
from tools.shop.application_commands import environment
from tools.shop.developer_settings import read_program_settings, read_settings

DETOUR = "http://127.0.0.1:4711"
WAYS = detours(
    {ORDERS_TO_PRODUCTS: DETOUR, SHOPPERS_TO_ORDERS: "http://127.0.0.1:4712"}
)


def test_only_the_named_caller_takes_the_detour() -> None:
    settings = read_program_settings({"SHOP_DETOURS": WAYS})

    variables = environment(ORDER_SERVICE, settings)
    others = environment(FRONTEND, settings)

    assert variables["PRODUCT_SERVICE_URL"] == DETOUR
    assert variables["USER_SERVICE_URL"] == "http://127.0.0.1:5001"
    assert others["PRODUCT_SERVICE_URL"] == settings.url(PRODUCT_SERVICE)


def test_shoppers_take_no_part_in_the_detours() -> None:
    assert detours({SHOPPERS_TO_ORDERS: DETOUR}) == ""


def test_without_detours_everybody_takes_the_direct_way() -> None:
    settings = read_program_settings({})

    assert settings == read_settings({})
