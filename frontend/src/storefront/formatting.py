"""How amounts, dates and measures are written for people: here and nowhere else."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_datetime, get_month_names
from babel.numbers import format_currency
from flask import Flask

from service_kit.money import Money

_LOCALE = "en_GB"
_MONTHS = get_month_names("abbreviated", locale="en")


def add_template_filters(app: Flask) -> None:
    """Give templates these words."""
    app.jinja_env.filters.update(
        money=money,
        date=date,
        moment=moment,
        months=months,
        month_spans=month_spans,
        length_of=length,
        packets=packets,
        browser=browser,
    )


# Prices repeat from page to page, and Babel thinks about each one.
@lru_cache(maxsize=4096)
def money(sum_: Money) -> str:
    """Write a sum of money: `€2.40`."""
    return str(format_currency(Decimal(sum_.amount), sum_.currency, locale=_LOCALE))


def date(instant: datetime) -> str:
    """Write a day: `21 November 2026`."""
    return str(format_date(instant, "d MMMM y", locale=_LOCALE))


def moment(instant: datetime) -> str:
    """Write a day and a time: `21 November, 10:04`; in UTC, like every day here."""
    known = instant.astimezone(UTC)
    return str(format_datetime(known, "d MMMM, HH:mm", locale=_LOCALE))


def months(numbers: Iterable[int]) -> str:
    """Write months as spans that may run over the new year: `Sep–Apr`."""
    return ", ".join(month_spans(numbers))


def month_spans(numbers: Iterable[int]) -> list[str]:
    """Write each span of months by itself, so that a line can break between them."""
    sown = sorted({number for number in numbers if 1 <= number <= 12})
    if len(sown) == 12:
        return ["all year"]
    return [_span(first, last) for first, last in _spans(sown)]


def _spans(sown: list[int]) -> list[tuple[int, int]]:
    before = {month % 12 + 1 for month in sown}
    starts = [month for month in sown if month not in before]
    return [(start, _end(start, sown)) for start in starts]


def _end(month: int, sown: list[int]) -> int:
    while month % 12 + 1 in sown:
        month = month % 12 + 1
    return month


def _span(first: int, last: int) -> str:
    if first == last:
        return str(_MONTHS[first])
    return f"{_MONTHS[first]}–{_MONTHS[last]}"


def length(centimetres: int) -> str:
    """Write a height: `60 cm`, and from a metre on `1.8 m`."""
    if centimetres < 100:
        return f"{centimetres} cm"
    return f"{centimetres / 100:.2f}".rstrip("0").rstrip(".") + " m"


def packets(count: int) -> str:
    """Count packets: `1 packet`, `2 packets`."""
    return "1 packet" if count == 1 else f"{count} packets"


def waiting_time(seconds: int) -> str:
    """Write a time to wait, rounded up: `40 seconds`, `2 minutes`, `3 hours`."""
    if seconds < 60:
        return _count(max(1, seconds), "second")
    if seconds < 7200:
        return _count(-(-seconds // 60), "minute")
    return _count(-(-seconds // 3600), "hour")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def browser(user_agent: str) -> str:
    """Name a browser roughly, as its owner would: `Firefox on Linux`."""
    engines = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
    names = {"Edg": "Edge", "OPR": "Opera"}
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    engine = next((name for name in engines if f"{name}/" in user_agent), None)
    system = next((name for name in systems if name in user_agent), None)
    if engine is None:
        return "Another program"
    known = names.get(engine, engine)
    return f"{known} on {system}" if system else known
