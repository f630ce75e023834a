"""A browser without a window: keeps its cookies, follows 303, and takes the time."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests

from tools.outages.page import Page, read_page

# Longer than any bound of the matrix: what takes longer has not answered at all.
_PATIENCE = 10.0
_MOST_REDIRECTS = 3


@dataclass(frozen=True)
class Answer:
    """What came back at the end, and how long all of it took; status 0 is none."""

    status: int = 0
    seconds: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def page(self) -> Page:
        """What a person can read of it."""
        return read_page(self.text)

    @property
    def everything(self) -> str:
        """All that it says, but for the cookie, which is this browser's own."""
        told = (text for name, text in self.headers.items() if name != "Set-Cookie")
        return "\n".join([*told, self.text])

    @property
    def is_html(self) -> bool:
        """Tell whether a browser would show it as a page."""
        return self.headers.get("Content-Type", "").startswith("text/html")


class Browser:
    """The browser of one person."""

    def __init__(self, address: str) -> None:
        """Take the address of the storefront."""
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False

    def open(self, path: str, *, is_part: bool = False) -> Answer:
        """Open a page, or fetch a part of one as HTMX does."""
        return self._go("GET", path, None, is_part)

    def send(
        self, page: str, action: str, fields: Mapping[str, str], is_part: bool = False
    ) -> Answer:
        """Send a form that stands on a page, and open the page that it leads to."""
        return self._go("POST", action, fields, is_part, page)

    def fields(self, page: str, action: str) -> dict[str, str]:
        """Read what a browser would send with a form of a page."""
        answer = self.open(page)
        found = answer.page.forms.get(action)
        if found is None:
            raise LookupError(
                f"{page} has no form for {action}; it answered {answer.status} and"
                f" says {answer.page.heading!r}."
            )
        return found

    @property
    def cookies(self) -> list[str]:
        """The values of its cookies, which nobody else may see."""
        return [cookie.value for cookie in self._session.cookies if cookie.value]

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def _go(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | None,
        is_part: bool,
        before: str = "",
    ) -> Answer:
        headers = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "identity"}
        if is_part:
            headers["HX-Request"] = "true"
        if before:
            headers["Referer"] = urljoin(self._address, before)
        begin = time.monotonic()
        try:
            response = self._ask(method, path, fields, headers)
            for _ in range(_MOST_REDIRECTS):
                if response.status_code != 303:
                    break
                response = self._ask("GET", response.headers["Location"], None, headers)
        except requests.RequestException:
            return Answer(seconds=time.monotonic() - begin)
        seconds = time.monotonic() - begin
        return Answer(response.status_code, seconds, response.headers, response.text)

    def _ask(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | None,
        headers: Mapping[str, str],
    ) -> requests.Response:
        return self._session.request(
            method,
            urljoin(self._address, path),
            data=fields,
            headers=headers,
            timeout=_PATIENCE,
            allow_redirects=False,
        )
