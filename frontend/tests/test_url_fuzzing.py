"""No word in an address or a query breaks a page: each is understood or a 4xx."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .page_browser import SAME_ORIGIN, Visitor

MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
QUERIES = [
    ("/", "cursor"),
    ("/", "q"),
    ("/", "category"),
    ("/", "sort"),
    ("/orders", "cursor"),
    ("/orders/7K3M-0001", "seen"),
    ("/checkout", "after"),
    ("/checkout/summary", "delivery"),
    ("/register/username", "username"),
]
PLACES = ["product", "pictures", "orders", "basket/items", "account/sign-ins", "static"]


@given(st.sampled_from(QUERIES), st.text())
@example(("/orders", "cursor"), "MDAwMS0wMS0wMVQwMDowMDowMCsyMzo1OXx4")
@MANY
def test_made_up_query_is_no_fault_of_ours(
    ada: Visitor, place: tuple[str, str], value: str
) -> None:
    path, name = place

    with ada.client.get(path, query_string={name: value}) as answer:
        assert answer.status_code < 500


@given(st.sampled_from(PLACES), st.text(min_size=1))
@example("basket/items", "9" * 5000)
@example("basket/items", "٣")
@MANY
def test_made_up_address_is_no_fault_of_ours(
    ada: Visitor, place: str, word: str
) -> None:
    for ending in ("", ".svg", "/remove", "/cancel", "/end"):
        path = f"/{place}/{word}{ending}"
        with ada.client.get(path) as shown, ada.client.post(path) as sent:
            assert max(shown.status_code, sent.status_code) < 500


@given(
    st.sampled_from(["/basket/add", "/basket/items/1", "/checkout", "/theme"]),
    st.dictionaries(
        st.sampled_from(
            ["product_id", "quantity", "cart_version", "expected_total", "theme"]
        ),
        st.text() | st.sampled_from(["9" * 5000, "1e400", "-1", "1_0", "٣", "\x00"]),
    ),
)
@MANY
def test_made_up_field_is_no_fault_of_ours(
    ada: Visitor, path: str, fields: dict[str, str]
) -> None:
    form = fields | {"csrf_token": ada.token()}

    answer = ada.client.post(path, data=form, headers=SAME_ORIGIN)

    assert answer.status_code < 500
