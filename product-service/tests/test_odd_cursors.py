"""No word in an address or a query breaks anything: each is understood or a 4xx."""

import base64
import json

from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

ONE_APPLICATION = [HealthCheck.function_scoped_fixture]
SORTS = ["featured", "name", "price", "-price", "newest"]
keys = st.integers() | st.text() | st.floats() | st.none() | st.lists(st.integers())
triples = st.tuples(st.sampled_from(SORTS), keys, st.integers()).map(json.dumps)
written = triples.map(str.encode) | st.binary(max_size=80)
cursors = (
    written.map(lambda text: base64.urlsafe_b64encode(text).decode().rstrip("="))
    | st.text()
)


def cursor_of(triple: str) -> str:
    return base64.urlsafe_b64encode(triple.encode()).decode().rstrip("=")


@given(cursors, st.sampled_from(SORTS))
@example(cursor_of('["price", 1e400, 1]'), "price")
@example(cursor_of('["price", ' + "9" * 300 + ", 1]"), "price")
@example(cursor_of('["newest", 9007199254740992, 2147483647]'), "newest")
@example(cursor_of('["name", "\\u0000", 1]'), "name")
@example(cursor_of('["name", "\\ud800", 1]'), "name")
@settings(max_examples=150, deadline=None, suppress_health_check=ONE_APPLICATION)
def test_made_up_cursor_is_no_fault_of_ours(
    client: FlaskClient, cursor: str, sort: str
) -> None:
    query = {"cursor": cursor, "sort": sort}

    answer = client.get("/api/products", query_string=query)

    assert answer.status_code in (200, 422)


@given(
    st.dictionaries(
        st.sampled_from(["q", "category", "limit", "id", "sort"]), st.text()
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=ONE_APPLICATION)
def test_made_up_query_is_no_fault_of_ours(
    client: FlaskClient, query: dict[str, str]
) -> None:
    assert client.get("/api/products", query_string=query).status_code < 500


@given(st.text(min_size=1))
@example("9" * 5000)
@settings(max_examples=100, deadline=None, suppress_health_check=ONE_APPLICATION)
def test_made_up_address_is_no_fault_of_ours(client: FlaskClient, word: str) -> None:
    for path in (f"/api/product/{word}", f"/pictures/{word}.svg", f"/api/{word}"):
        assert client.get(path).status_code < 500
