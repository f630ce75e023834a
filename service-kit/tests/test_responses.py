import json
import logging
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from service_kit import xml_documents

XML = {"Accept": "application/xml"}


def test_same_document_comes_as_xml(client: FlaskClient) -> None:
    answer = client.post("/teas", json={"name": "Assam", "tags": ["a"]}, headers=XML)

    tree = ET.fromstring(answer.text)  # noqa: S314 (our own answer)
    assert answer.content_type == "application/xml"
    assert tree.findtext("result/name") == "Assam"
    assert tree.findtext("result/tags/item") == "a"
    assert tree.find("result/price").get("nil") == "true"
    assert "Accept" in answer.headers["Vary"]


def test_problems_come_as_xml_too(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers=XML)

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+xml"


def test_xml_holds_any_text_and_any_name() -> None:
    document = {"a b<": "1 < 2 & \x00", "fine": True, "none": None}

    tree = ET.fromstring(xml_documents.write(document, "root"))  # noqa: S314

    assert tree[0].get("name") == "a b<"
    assert tree[0].text == "1 < 2 & \ufffd"
    assert tree.findtext("fine") == "true"


def test_faults_reveal_nothing_to_strangers(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.get("/spill")

    assert answer.status_code == 500
    assert "recipe" not in answer.text
    assert answer.json["type"] == "urn:problem-type:internal-error"


def test_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.delete("/teas")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("tea_id", ["0", "2147483648", "99999999999"])
def test_id_that_no_column_holds_is_no_address(
    client: FlaskClient, tea_id: str
) -> None:
    assert client.patch("/teas/7").status_code == 405
    assert client.patch(f"/teas/{tea_id}").status_code == 404


def test_request_id_is_kept_or_made(client: FlaskClient) -> None:
    kept = client.get("/teas", headers={"X-Request-ID": "click-4711"})
    made = client.get("/teas", headers={"X-Request-ID": "evil id\tx"})

    assert kept.headers["X-Request-ID"] == "click-4711"
    assert len(made.headers["X-Request-ID"]) == 16


def test_log_is_json_with_the_request_id(client: FlaskClient) -> None:
    handler = logging.getLogger().handlers[0]
    record = logging.LogRecord("tea", 20, "", 1, 'says "hi"\nFAKE LINE', (), None)
    record.request_id = "click-4711"

    line = handler.format(record)

    assert "\n" not in line
    assert json.loads(line)["request_id"] == "click-4711"
    assert json.loads(line)["service"] == "tea-service"


def test_health_asks_the_own_database(client: FlaskClient) -> None:
    assert client.get("/health/live").json["status"] == "live"
    assert client.get("/health/ready").json["status"] == "ready"


def test_openapi_describes_both_kinds_of_body(client: FlaskClient) -> None:
    paths = client.get("/openapi.json").json["paths"]

    content = paths["/teas"]["post"]["requestBody"]["content"]
    assert "application/json" in content
    assert len(content) >= 2


def test_documentation_page_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/docs")

    assert "/teas" in page.text
    assert "http" not in page.text.replace("https://", "http://").split("<body>")[0]
    assert "<script" not in page.text
