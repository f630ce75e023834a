"""Log-ins of many people at once, whose counts lie in one table and do not meet."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

import service_kit.database
from user_service import log_in_attempts
from user_service.config import Settings
from user_service.log_in_attempts import Subject
from user_service.rate_limits import limits_of

CROWD = 16


def test_failures_of_sixteen_people_at_once_never_have_to_be_repeated(
    people: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A use case that meets another writer would be repeated; here it fails.
    monkeypatch.setattr(service_kit.database, "TRIES", 1)
    limits = limits_of(Settings.model_construct())
    start = threading.Barrier(CROWD)

    def fail_ten_times(number: int) -> None:
        somebody = Subject(f"gardener-{number}", number, f"198.51.100.{number}", None)
        start.wait(timeout=10)
        with people.app_context():
            for _ in range(limits.pair.attempts):
                log_in_attempts.note_failure(
                    log_in_attempts.admit(somebody, limits), limits
                )

    with ThreadPoolExecutor(CROWD) as crowd:
        list(crowd.map(fail_ten_times, range(CROWD)))
