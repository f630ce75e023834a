"""Crowds that do the same at the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

CROWD = 8


def all_at_once(app: Flask, shop: Callable[[int], object]) -> Counter[object]:
    """Run the same in a crowd of threads at the same moment; count what they got."""
    start = Barrier(CROWD)

    def come(number: int) -> object:
        with app.app_context():
            start.wait()
            return shop(number)

    with ThreadPoolExecutor(CROWD) as crowd:
        return Counter(crowd.map(come, range(CROWD)))
