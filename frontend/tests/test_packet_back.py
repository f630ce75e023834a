from dataclasses import replace

import pytest

from storefront.packet_back import packet_back, year_strip
from storefront.service_models import Facts

SUNFLOWER = Facts("Helianthus annuus", (4, 5), 180, 45, 20)


@pytest.mark.parametrize(
    ("months", "path"),
    [
        ((), ""),
        ((4, 5), "M12 0h8"),
        ((3, 9), "M8 0h4M32 0h4"),
        ((12, 1), "M0 0h4M44 0h4"),
        (range(1, 13), "M0 0h48"),
        ((0, 13), ""),
    ],
)
def test_year_is_one_path_of_its_months(months: tuple[int, ...], path: str) -> None:
    assert year_strip(months) == path


def test_this_month_is_marked() -> None:
    back = packet_back(SUNFLOWER, 4)

    assert [month.initial for month in back.year if month.is_now] == ["A"]
    assert back.is_time_to_sow
    assert not packet_back(SUNFLOWER, 6).is_time_to_sow


def test_taller_plant_is_drawn_taller_to_scale() -> None:
    def share(height: int | None) -> float:
        return packet_back(replace(SUNFLOWER, height_cm=height), 1).share_of_height

    assert share(120) == 2 * share(60)
    assert share(240) == share(900) == 1
    assert share(None) == share(2) == 0.1


def test_wider_spacing_is_drawn_wider() -> None:
    def width(spacing: int) -> int:
        left, right = packet_back(replace(SUNFLOWER, spacing_cm=spacing), 1).sprouts
        return right - left

    assert width(3) < width(30) < width(90) == width(180)


def test_deeper_seed_is_drawn_deeper() -> None:
    def depth(millimetres: int) -> int:
        return packet_back(replace(SUNFLOWER, depth_mm=millimetres), 1).seed_at

    assert depth(1) < depth(20) < depth(50) == depth(90)


def test_seed_that_lies_on_top_has_no_measure() -> None:
    def is_measured(millimetres: int) -> bool:
        back = packet_back(replace(SUNFLOWER, depth_mm=millimetres), 1)
        return back.is_depth_measured

    assert not is_measured(1)
    assert is_measured(10)
