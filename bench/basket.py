"""Times how long a signed-in shopper waits after pressing "Add to basket"."""

import re
import secrets
import statistics
import time

import requests

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_PRODUCT = re.compile(r'name="product_id" value="(\d+)"')


def median_add(url: str, times: int = 60) -> float:
    """Sign up, add packets one after the other; return the median in seconds."""
    with requests.Session() as browser:
        sign_up(browser, url)
        page = browser.get(url, timeout=5).text
        form = {"csrf_token": _TOKEN.findall(page)[0], "quantity": "1"}
        products = _PRODUCT.findall(page)[:10]
        waits = [
            _timed_add(browser, url, form | {"product_id": products[turn % 10]})
            for turn in range(times)
        ]
    return statistics.median(waits)


def sign_up(browser: requests.Session, url: str) -> None:
    """Register as somebody new, and be signed in."""
    Newcomer(url, browser).register()
    browser.get(url, timeout=5).raise_for_status()


class Newcomer:
    """Somebody at the form of the registration, with all fields filled in."""

    def __init__(self, url: str, browser: requests.Session | None = None) -> None:
        """Open the form and fill it in."""
        self._browser = browser or requests.Session()
        self._address = f"{url}/register"
        page = self._browser.get(self._address, timeout=5).text
        name = f"bench-{secrets.token_hex(6)}"
        self._account = {
            "csrf_token": _TOKEN.findall(page)[0],
            "username": name,
            "email": f"{name}@example.org",
            "password": secrets.token_urlsafe(12),
        }

    def register(self) -> None:
        """Send the form; raise unless it leads on to a page for those signed in."""
        answer = self._browser.post(
            self._address, data=self._account, timeout=9, allow_redirects=False
        )
        if answer.status_code != 303:
            raise RuntimeError(f"Registering was answered with {answer.status_code}.")


def _timed_add(browser: requests.Session, url: str, form: dict[str, str]) -> float:
    begin = time.perf_counter()
    answer = browser.post(
        f"{url}/basket/add", data=form, headers={"HX-Request": "true"}, timeout=5
    )
    elapsed = time.perf_counter() - begin
    answer.raise_for_status()
    return elapsed
