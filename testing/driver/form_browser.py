"""A browser without a window: it keeps cookies, sends forms and measures the time."""

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urljoin

import requests

from testing.driver.html_page import Page, read_page

# What takes longer has not answered at all.
_PATIENCE = 10.0
_MOST_REDIRECTS = 3
_HEADERS = {
    "Accept": "text/html,*/*;q=0.8",
    "Accept-Encoding": "identity",
    "Sec-Fetch-Site": "same-origin",
}
_Fields = Mapping[str, str]


class NotServed(AssertionError):
    """The shop did not do what every story takes for granted."""


@dataclass(frozen=True)
class PageRequest:
    """What a browser asks for: a path, with the fields of a form if it sends one."""

    path: str
    fields: _Fields | None = None
    headers: _Fields = field(default_factory=lambda: _HEADERS)


@dataclass(frozen=True)
class PageResponse:
    """What came back at the end, and how long all of it took; status 0 is none."""

    status: int = 0
    seconds: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @cached_property
    def page(self) -> Page:
        """What a person can read of it."""
        return read_page(self.text)


class FormBrowser(ABC):
    """The browser of one person, over whatever carries its requests."""

    @abstractmethod
    def ask(self, request: PageRequest) -> PageResponse:
        """Ask once, and follow no redirect."""

    def open(self, path: str, *, is_part: bool = False) -> PageResponse:
        """Open a page, or fetch a part of one as HTMX does."""
        return self._follow(PageRequest(path, headers=_headers(is_part)))

    def fields(self, page: str, action: str) -> dict[str, str]:
        """Read what a browser would send with a form of a page."""
        answer = self.open(page)
        found = answer.page.forms.get(action)
        if found is None:
            raise NotServed(
                f"{page} has no form for {action}; it answered {answer.status} and"
                f" says {answer.page.heading!r}."
            )
        return dict(found)

    def send(
        self,
        page: str,
        action: str,
        fields: _Fields,
        *,
        is_part: bool = False,
        follow: bool = True,
    ) -> PageResponse:
        """Send a form that stands on a page, and open the page that it leads to."""
        headers = _headers(is_part) | {"Referer": page}
        request = PageRequest(action, fields, headers)
        return self._follow(request) if follow else self._timed(request)

    def submit(
        self,
        page: str,
        action: str,
        changes: _Fields | None = None,
        *,
        status: int = 200,
        is_part: bool = False,
    ) -> PageResponse:
        """Fill in a form and send it; raise `NotServed` on any other status.

        A redirect is followed unless its own status is the one that is wanted.
        """
        fields = self.fields(page, action) | dict(changes or {})
        follow = status != 303
        answer = self.send(page, action, fields, is_part=is_part, follow=follow)
        if answer.status != status:
            excerpt = answer.page.text[:600]
            raise NotServed(
                f"{action} answered {answer.status}, not {status}: {excerpt}"
            )
        return answer

    def _follow(self, request: PageRequest) -> PageResponse:
        answer = self._timed(request)
        seconds = answer.seconds
        for _ in range(_MOST_REDIRECTS):
            if answer.status != 303:
                break
            onward = PageRequest(answer.headers["Location"], headers=request.headers)
            answer = self._timed(onward)
            seconds += answer.seconds
        return replace(answer, seconds=seconds)

    def _timed(self, request: PageRequest) -> PageResponse:
        begin = time.perf_counter()
        answer = self.ask(request)
        return replace(answer, seconds=time.perf_counter() - begin)


class HttpBrowser(FormBrowser):
    """A browser of its own, with no window at all."""

    def __init__(self, address: str) -> None:
        """Take the address of the storefront."""
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False

    def ask(self, request: PageRequest) -> PageResponse:
        """Ask once; what fails on the way is an answer without a status."""
        headers = dict(request.headers)
        if "Referer" in headers:
            headers["Referer"] = urljoin(self._address, headers["Referer"])
        try:
            response = self._session.request(
                "GET" if request.fields is None else "POST",
                urljoin(self._address, request.path),
                data=request.fields,
                headers=headers,
                timeout=_PATIENCE,
                allow_redirects=False,
            )
        except requests.RequestException:
            return PageResponse()
        status, text = response.status_code, response.text
        return PageResponse(status, headers=response.headers, text=text)

    @property
    def cookies(self) -> list[str]:
        """The values of its cookies, which nobody else may see."""
        return [cookie.value for cookie in self._session.cookies if cookie.value]

    def close(self) -> None:
        """Hang up."""
        self._session.close()


def _headers(is_part: bool) -> dict[str, str]:
    return _HEADERS | ({"HX-Request": "true"} if is_part else {})
