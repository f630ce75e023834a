import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from contract_kit.traffic.recordings import Exchange, TrafficFile, read_traffic
from contract_kit.traffic.routes import Routes
from tools.applications import APPLICATIONS, FRONTEND, PRODUCT_SERVICE
from tools.shop import application_commands, running_shop
from tools.shop.developer_settings import read_program_settings, read_settings
from tools.traffic_check import RecordedTraffic


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> RecordedTraffic:
    """What the applications of a shop sent when somebody looked at its front page."""
    traffic = RecordedTraffic(tmp_path_factory.mktemp("shop") / "traffic")
    with running_shop(traffic.environment) as shop:
        assert requests.get(shop.url, timeout=5).ok
    return traffic


@pytest.fixture
def copy(recorded: RecordedTraffic, tmp_path: Path) -> RecordedTraffic:
    """The same, to which something can be added."""
    return RecordedTraffic(Path(shutil.copytree(recorded.folder, tmp_path / "traffic")))


def test_every_application_but_the_storefront_listens(
    recorded: RecordedTraffic,
) -> None:
    listening = read_traffic(recorded.folder).routes.keys()

    assert listening == {who.folder for who in APPLICATIONS if who != FRONTEND}


def test_calls_behind_the_front_page_are_contracted(
    recorded: RecordedTraffic, tmp_path: Path
) -> None:
    verdict = recorded.check(tmp_path / "report.txt", is_part=False)

    asked = {
        (call.consumer, call.route) for call in read_traffic(recorded.folder).exchanges
    }
    assert ("frontend", "/api/products") in asked
    assert verdict.is_clean, verdict.text


def test_uncontracted_call_is_reported_with_the_nearest_interaction(
    copy: RecordedTraffic,
) -> None:
    call = call_for_products(copy)
    query = {**call.request.query, "sort": ["rating"]}
    add(copy, replace(call, request=replace(call.request, query=query)))

    verdict = copy.check(copy.folder.parent / "report.txt", is_part=False)

    assert not verdict.is_clean
    assert "UNCONTRACTED frontend → product-service: GET /api/products 200" in (
        verdict.text
    )
    assert 'query sort is "rating", which does not match' in verdict.text
    assert "nearest interaction: a page of the catalogue" in verdict.text
    assert "run `nox -s pacts`" in verdict.text


def test_application_that_forgets_its_name_is_reported(copy: RecordedTraffic) -> None:
    add(copy, replace(call_for_products(copy), consumer=None))

    verdict = copy.check(copy.folder.parent / "report.txt", is_part=True)

    assert not verdict.is_clean
    assert "header X-Consumer is missing: nobody says who calls" in verdict.text


def test_tests_themselves_may_ask_anything(copy: RecordedTraffic) -> None:
    add(copy, replace(call_for_products(copy), consumer="e2e"))

    verdict = copy.check(copy.folder.parent / "report.txt", is_part=False)

    assert verdict.is_clean, verdict.text


def test_silence_is_allowed_to_a_part_of_the_tests_alone(tmp_path: Path) -> None:
    unrecorded = RecordedTraffic(tmp_path / "traffic")
    for provider in APPLICATIONS:
        TrafficFile(unrecorded.folder, provider.folder, Routes())

    report = tmp_path / "report.txt"

    assert unrecorded.check(report, is_part=True).is_clean
    assert not unrecorded.check(report, is_part=False).is_clean


def test_shop_for_people_is_never_recorded(tmp_path: Path) -> None:
    settings = read_settings({"CONTRACT_TRAFFIC": str(tmp_path)})

    assert settings.traffic is None
    assert "CONTRACT_TRAFFIC" not in application_commands.environment(
        PRODUCT_SERVICE, settings
    )
    assert (
        application_commands.server(PRODUCT_SERVICE)[-1]
        == "product_service:create_app()"
    )


def test_recorded_application_gets_the_folder_to_write_to(tmp_path: Path) -> None:
    settings = read_program_settings({"CONTRACT_TRAFFIC": str(tmp_path)})

    variables = application_commands.environment(PRODUCT_SERVICE, settings)

    assert variables["CONTRACT_TRAFFIC"] == str(tmp_path)


def call_for_products(traffic: RecordedTraffic) -> Exchange:
    calls = read_traffic(traffic.folder).exchanges
    return next(call for call in calls if call.route == "/api/products")


def add(traffic: RecordedTraffic, call: Exchange) -> None:
    routes = read_traffic(traffic.folder).routes[call.provider]
    TrafficFile(traffic.folder, call.provider, routes).append(call)
