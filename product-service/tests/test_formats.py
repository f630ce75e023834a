import pytest
from flask.testing import FlaskClient

from .conftest import MakeProduct
from .markup import read_xml

XML = {"Accept": "application/xml"}


def test_catalogue_is_served_as_xml(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("Tea & Biscuits", "12.00")

    answer = client.get("/api/products", headers=XML)

    document = read_xml(answer.data)
    assert answer.content_type == "application/xml"
    assert document.findtext("results/item/name") == "Tea & Biscuits"
    assert document.findtext("results/item/price") == "12.00"
    assert document.find("next").get("nil") == "true"


def test_problem_is_served_as_xml(client: FlaskClient) -> None:
    answer = client.get("/api/product/teapot", headers=XML)

    document = read_xml(answer.data)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+xml")
    assert document.findtext("message") == "Cannot find product"


@pytest.mark.parametrize("address", ["/api/product/teapot", "/api/products"])
def test_each_format_has_a_tag_of_its_own(
    client: FlaskClient, make_product: MakeProduct, address: str
) -> None:
    make_product("Teapot")

    as_json, as_xml = client.get(address), client.get(address, headers=XML)

    assert as_json.headers["ETag"] != as_xml.headers["ETag"]
    assert "Accept" in as_json.headers["Vary"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/product/teapot",
        "/api/products",
        "/api/categories",
        "/pictures/teapot.svg",
    ],
)
def test_read_of_another_version_alone_is_a_problem(
    client: FlaskClient, make_product: MakeProduct, address: str
) -> None:
    make_product("Teapot")
    tag = client.get(address).headers["ETag"]

    seen = client.get(address, headers={"If-Match": tag})
    other = client.get(address, headers={"If-Match": '"of-yesterday"'})

    assert seen.status_code == 200
    assert (other.status_code, other.content_type) == (412, "application/problem+json")
    assert other.json["status"] == 412
