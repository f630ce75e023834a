import pytest

from service_kit.money import Money
from storefront import formatting

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [(240, "EUR", "€2.40"), (0, "EUR", "€0.00"), (123456789, "GBP", "£1,234,567.89")],
)
def test_money_is_written_as_people_do(minor: int, currency: str, written: str) -> None:
    assert formatting.money(Money(minor, currency)) == written


@pytest.mark.parametrize(
    ("months", "written"),
    [
        ([3, 4, 5], "Mar–May"),
        ([9, 10, 11, 12, 1, 2, 3, 4], "Sep–Apr"),
        ([4], "Apr"),
        ([3, 4, 9], "Mar–Apr, Sep"),
        ([12, 1], "Dec–Jan"),
        (range(1, 13), "all year"),
        ([], ""),
        ([0, 13, 5], "May"),
    ],
)
def test_months_are_written_as_spans(months: list[int], written: str) -> None:
    assert formatting.months(months) == written


@pytest.mark.parametrize(
    ("centimetres", "written"),
    [(5, "5 cm"), (99, "99 cm"), (100, "1 m"), (180, "1.8 m"), (275, "2.75 m")],
)
def test_heights_from_a_metre_on_are_metres(centimetres: int, written: str) -> None:
    assert formatting.length(centimetres) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (3601, "61 minutes"),
        (7200, "2 hours"),
        (86399, "24 hours"),
    ],
)
def test_time_to_wait_is_never_too_short(seconds: int, written: str) -> None:
    assert formatting.waiting_time(seconds) == written


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (CHROME, "Chrome on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("Firefox/1", "Firefox"),
        ("curl/8.5", "Another program"),
        ("", "Another program"),
    ],
)
def test_browsers_are_named_as_their_owners_do(user_agent: str, name: str) -> None:
    assert formatting.browser(user_agent) == name
