"""No word in an address, a query or a header breaks anything: understood or a 4xx."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .people import Person

MANY = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
latin = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]))


@given(st.sampled_from(["cursor", "limit", "q"]), st.text() | st.integers().map(str))
@example("cursor", "9" * 5000)
@example("cursor", str(2**63))
@MANY
def test_made_up_query_is_no_fault_of_ours(
    keeper: Person, name: str, value: str
) -> None:
    answer = keeper.call("GET", "/api/users", query_string={name: value})

    assert answer.status_code in (200, 422)


@given(st.text(min_size=1))
@example("9" * 5000)
@example("2147483647")
@MANY
def test_made_up_address_is_no_fault_of_ours(keeper: Person, word: str) -> None:
    for place, method in (("users", "PATCH"), ("user/sessions", "DELETE")):
        answer = keeper.call(method, f"/api/{place}/{word}", json={})

        assert answer.status_code < 500


@given(latin)
@example("fe80::1%" + "9" * 500)
@example("9" * 5000)
@MANY
def test_made_up_address_of_a_visitor_is_none(keeper: Person, address: str) -> None:
    headers = {"X-Client-Address": address, "User-Agent": address}

    answer = keeper.client.post("/api/user/login", json={}, headers=headers)

    assert answer.status_code < 500
