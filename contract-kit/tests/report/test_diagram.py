"""The picture of all contracts: who asks whom, and how it stands."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from contract_kit.report import (
    IntegrationResult,
    picture,
)
from contract_kit.report.diagram_layout import lay_out

from ..example_interactions import make_interaction
from .examples import HOUSE, drawn


def test_picture_stands_alone_and_describes_itself_in_words(house):
    drawing = drawn(house)

    title = drawing.find("{*}title").text
    assert "kiosk asks 1 of tea-house" in title
    assert len(drawing.findall("{*}path")) == len(HOUSE)
    assert "prefers-color-scheme:dark" in drawing.find("{*}style").text


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"verified": 1, "noticed": 9, "mutants": 9, "unused": 0}, "all kept"),
        ({"verified": 0, "noticed": 9, "mutants": 9, "unused": 0}, "not all well"),
        ({"verified": 1, "noticed": 8, "mutants": 9, "unused": 0}, "not all well"),
        ({"verified": 1, "noticed": 9, "mutants": 9, "unused": 1}, "not all well"),
    ],
)
def test_integration_shows_how_it_stands(house, found, words):
    drawing = picture(house, results={HOUSE[0]: IntegrationResult(**found)})

    assert f"kiosk asks 1 of tea-house, {words}" in drawing
    assert ('class="map-weak"' in drawing) == (words == "not all well")
    assert ('class="map-tick"' in drawing) == (words == "all kept")


def test_upright_picture_is_narrow(house):
    boxes = {
        is_upright: ElementTree.fromstring(  # noqa: S314 (our own)
            picture(house, is_upright=is_upright)
        ).get("viewBox")
        for is_upright in (False, True)
    }

    (*_, width, height), (*_, narrow, high) = (
        map(float, box.split()) for box in boxes.values()
    )
    assert width > height
    assert high > narrow
    assert narrow < 450


def test_picture_does_not_depend_on_the_order(house):
    assert picture(house) == picture(house[::-1])


@pytest.mark.parametrize("is_upright", [False, True])
def test_numbers_in_the_picture_keep_apart(house, is_upright):
    drawing = picture(house, is_upright=is_upright)

    pills = [
        tuple(float(each) for each in pill)
        for pill in re.findall(r'map-pill" x="(\S+)" y="(\S+)" width="(\S+)"', drawing)
    ]
    assert len(pills) == len(HOUSE)
    for (x, y, width), (other_x, other_y, _) in combinations(pills, 2):
        assert abs(x - other_x) >= width or abs(y - other_y) >= 23


def test_applications_stand_to_the_right_of_their_callers():
    columns = lay_out(HOUSE, lambda stop: 60).columns

    assert all(columns[consumer] < columns[provider] for consumer, provider in HOUSE)


def test_nothing_in_a_column_lies_upon_anything():
    layout = lay_out(HOUSE, lambda stop: 60 if isinstance(stop, str) else 30)

    for one, other in combinations(layout.columns, 2):
        if layout.columns[one] == layout.columns[other]:
            rooms = [60 if isinstance(stop, str) else 30 for stop in (one, other)]
            apart = abs(layout.heights[one] - layout.heights[other])
            assert apart >= sum(rooms) / 2 - 1e-6


def test_circle_of_calls_can_be_drawn():
    circle = [("hen", "egg"), ("egg", "hen"), ("hen", "hen"), ("fox", "hen")]
    interactions = [
        make_interaction(consumer=one, provider=other) for one, other in circle
    ]

    drawing = drawn(interactions)

    assert len(drawing.findall("{*}path")) == len(circle)
