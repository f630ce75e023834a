"""Checks one response: what is seen, how soon, and that it gives nobody away.

Every complaint is a sentence on what was expected and what came instead.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from testing.driver.form_browser import PageResponse
from testing.resilience.outages.expectations import (
    DATABASE,
    SESSIONS,
    Expectation,
    Shape,
    Visit,
)
from testing.resilience.outages.fake_responses import MARK
from testing.resilience.outages.outage import Bounds

# What belongs into logs: the insides of the shop, and the words of a false response.
_INSIDES = re.compile(
    r"Traceback|werkzeug|sqlalchemy|sqlite3|urllib3|requests\.exceptions|jinja2"
    r"|service_kit|storefront\.|" + re.escape(MARK),
    re.IGNORECASE,
)
_TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+")
# Written down here once more, so that nobody takes one away by accident.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_KEPT_BY_BROWSERS = ("no-store", "no-cache")


@dataclass(frozen=True)
class Case:
    """Who looks at what while which service is lost, and what that means here."""

    visit: Visit
    who: str
    lost: str
    outage: str
    bounds: Bounds
    # By what the head of every page calls whoever is signed in.
    name: str = ""
    foreign: Mapping[str, str] = field(default_factory=dict)
    secrets: Collection[str] = ()

    def expected(self, answer: PageResponse) -> Expectation:
        """What is to be seen; of two things that may be, the one that came."""
        expected, whole = self.visit.expected(self.lost), self.visit.whole
        is_kept = expected.or_kept and answer.status == whole.status
        return whole if is_kept else expected

    @property
    def ceiling(self) -> float:
        """How many seconds it may take."""
        if self.visit.expected(self.lost) != self.visit.whole:
            return self.bounds.needed
        # Whoever has a cookie is looked up on every page.
        asked = {*self.visit.optional, *self.visit.without_database, SESSIONS}
        if self.lost.removesuffix(DATABASE) in asked:
            return self.bounds.optional
        return self.bounds.unasked


def complaints(case: Case, answer: PageResponse, slack: float = 0.0) -> list[str]:
    """List everything that is wrong with an answer.

    `slack` is how much later it may be because the machine itself is slow.
    """
    place = f"{case.visit.name}, {case.who}, {case.outage}"
    found = [
        *_wrong_content(case, answer, case.ceiling + slack),
        *_wrong_form(case, answer),
        *_leaks(case, answer),
    ]
    return [f"{place}: {sentence}" for sentence in found]


def _wrong_content(case: Case, answer: PageResponse, ceiling: float) -> Iterator[str]:
    expected, got = case.expected(answer), answer.status or "no answer"
    if answer.status != expected.status or answer.seconds > ceiling:
        yield (
            f"expected {expected.status} within {ceiling:.1f} s,"
            f" got {got} after {answer.seconds:.1f} s{_excerpt(answer)}"
        )
    elif expected.words not in _words(case, answer):
        yield f"expected the words {expected.words!r}{_excerpt(answer)}"
    elif expected == case.visit.whole and case.visit.shows not in answer.text:
        yield f"the page is there without {case.visit.shows!r}, which belongs on it"


def _excerpt(answer: PageResponse) -> str:
    words = answer.page.heading or answer.page.text[:80]
    return f" and {words!r}" if words else ""


def _words(case: Case, answer: PageResponse) -> str:
    match case.visit.shape:
        case Shape.FILE:
            return answer.text
        case Shape.PAGE if case.expected(answer).is_whole:
            return answer.page.heading
        case _:
            return answer.page.text


def _wrong_form(case: Case, answer: PageResponse) -> Iterator[str]:
    if not answer.status:
        return
    for name, value in _HEADERS.items():
        if value not in answer.headers.get(name, ""):
            yield f"the header {name} is missing; set_headers puts it on every answer"
    request_id = answer.headers.get("X-Request-ID", "")
    if answer.status >= 500 and case.visit.shape == Shape.PAGE:
        if not answer.headers.get("Retry-After"):
            yield "a 503 page says in Retry-After when to come back; this one does not"
        if not request_id or request_id not in answer.text:
            yield "a page about trouble shows the number of its request, to ask about"
    if case.visit.shape == Shape.PART and "<html" in answer.text:
        yield "a whole page came where HTMX asked for a part of one"
    if case.visit.shape == Shape.PAGE and "<h1" not in answer.text:
        yield "a page has a heading; this one has none"


def _leaks(case: Case, answer: PageResponse) -> Iterator[str]:
    kept = answer.headers.get("Cache-Control", "")
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    everything = _everything(answer)
    if is_html and not kept.startswith(_KEPT_BY_BROWSERS):
        yield f"a page may not be kept for others, but its Cache-Control is {kept!r}"
    is_known = case.visit.shape == Shape.PAGE and not case.visit.ends_session
    if answer.status and is_known and case.name not in answer.text:
        yield f"it is a page for somebody else: {case.name!r} is not in its head"
    for mark, owner in case.foreign.items():
        if mark in everything:
            yield f"it shows {mark!r}, which belongs to {owner} alone"
    if inside := _INSIDES.search(everything):
        yield f"it shows the insides of the shop: {inside[0]!r}"
    if _TOKEN.search(everything) or any(it in everything for it in case.secrets):
        yield "it shows a token, a password or a secret"


def _everything(answer: PageResponse) -> str:
    """Join all that it holds, but for the cookie, which is this browser's own."""
    sent = (text for name, text in answer.headers.items() if name != "Set-Cookie")
    return "\n".join([*sent, answer.text])
