"""No word in an address or a query breaks anything: each is understood or a 4xx."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .conftest import BASIL, Shopper

ONE_APPLICATION = [HealthCheck.function_scoped_fixture]
zones = st.integers(-1439, 1439).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
instants = st.datetimes(timezones=zones | st.just(UTC)).map(datetime.isoformat)
places = st.tuples(instants | st.text(), st.text(max_size=40)).map("|".join)
written = places.map(str.encode) | st.binary(max_size=80)
cursors = written.map(lambda text: base64.urlsafe_b64encode(text).decode()) | st.text()


def cursor_of(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode()


@given(cursors)
@example(cursor_of("0001-01-01T00:00:00+23:59|x"))
@example(cursor_of("9999-12-31T23:59:59-23:59|x"))
@example(cursor_of("2026-11-29T10:00:00+00:00|\x00"))
@example(cursor_of("2026-11-29|x"))
@settings(max_examples=150, deadline=None, suppress_health_check=ONE_APPLICATION)
def test_made_up_cursor_is_no_fault_of_ours(ada: Shopper, cursor: str) -> None:
    answer = ada.get("/api/orders", cursor=cursor)

    assert answer.status_code in (200, 422)


@pytest.mark.parametrize("place", ["0001-01-01T00:00:00+23:59|x", "2026-02-30|x", "|"])
def test_cursor_that_nobody_gave_is_named(ada: Shopper, place: str) -> None:
    answer = ada.get("/api/orders", cursor=cursor_of(place))

    assert answer.json["errors"] == {"cursor": ["This is no cursor of ours."]}


@given(st.text(min_size=1), st.sampled_from(["GET", "PATCH", "DELETE", "POST"]))
@example("9" * 5000, "PATCH")
@example("٣", "DELETE")
@settings(max_examples=100, deadline=None, suppress_health_check=ONE_APPLICATION)
def test_made_up_address_is_not_found(ada: Shopper, word: str, method: str) -> None:
    headers = {"Authorization": f"Bearer {ada.token}"}

    for place in ("order/items", "order", "orders"):
        answer = ada.client.open(
            f"/api/{place}/{word}", method=method, headers=headers, json={"qty": 1}
        )

        assert answer.status_code < 500


@given(
    st.dictionaries(
        st.sampled_from(["limit", "state", "idempotency_key", "all"]), st.text()
    )
)
@settings(max_examples=100, deadline=None, suppress_health_check=ONE_APPLICATION)
def test_made_up_query_is_no_fault_of_ours(ada: Shopper, query: dict[str, str]) -> None:
    assert ada.get("/api/orders", **query).status_code < 500


def test_cursor_of_ours_leads_on(ada: Shopper) -> None:
    for number in range(3):
        ada.add(BASIL)
        ada.check_out(f"key-000{number}")

    page = ada.get("/api/orders", limit=2).json

    rest = ada.get("/api/orders", limit=2, cursor=page["next"]).json
    assert (len(page["results"]), len(rest["results"])) == (2, 1)
