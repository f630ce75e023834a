"""Times how long a signed-in shopper waits after pressing "Place order"."""

import re
import statistics
import time

import requests

from bench.basket import sign_up

_INPUT = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')
_PRODUCT = re.compile(r'name="product_id" value="(\d+)"')
_ADDRESS = {
    "name": "Ada Greenhill",
    "line1": "7 Orchard Way",
    "postcode": "90210",
    "city": "Meadowfield",
    "country": "NL",
    "delivery": "standard",
    "method": "tok_ok",
}


def median_checkout(url: str, times: int = 40) -> float:
    """Sign up, buy packets one after the other; return the median in seconds."""
    with requests.Session() as browser:
        sign_up(browser, url)
        return statistics.median(_timed_checkout(browser, url) for _ in range(times))


def _timed_checkout(browser: requests.Session, url: str) -> float:
    page = browser.get(url, timeout=5).text
    basket = dict(_INPUT.findall(page))
    packet = {"product_id": _PRODUCT.findall(page)[0], "quantity": "1"}
    form = {"csrf_token": basket["csrf_token"], **packet}
    browser.post(f"{url}/basket/add", data=form, timeout=5).raise_for_status()
    page = browser.get(f"{url}/checkout", timeout=5).text
    filled = dict(_INPUT.findall(page)) | _ADDRESS
    begin = time.perf_counter()
    answer = browser.post(
        f"{url}/checkout", data=filled, timeout=5, allow_redirects=False
    )
    elapsed = time.perf_counter() - begin
    if answer.status_code != 303 or "/orders/" not in answer.headers["Location"]:
        raise RuntimeError(f"The order was not placed: {answer.status_code}.")
    return elapsed
