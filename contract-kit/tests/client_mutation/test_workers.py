"""Work in forked processes ends, whatever it does, and reports how far it came."""

import os
import signal
import time

from contract_kit.client_mutation.workers import run_in_workers


def test_each_piece_reports_from_a_process_of_its_own():
    def work(number):
        return lambda send: send({"number": number, "process": os.getpid()})

    workers = list(run_in_workers(map(work, range(5)), 2))

    reports = [report for worker in workers for report in worker.reports]
    assert sorted(report["number"] for report in reports) == [0, 1, 2, 3, 4]
    assert len({report["process"] for report in reports} | {os.getpid()}) == 6
    assert not any(worker.has_hung for worker in workers)


def test_work_that_does_not_end_is_ended():
    def endless(send):
        send({"test": 1, "seconds": 0.2})
        while True:
            pass

    begin = time.monotonic()
    (worker,) = run_in_workers([endless], 1)

    assert worker.has_hung
    assert worker.reports == [{"test": 1, "seconds": 0.2}]
    assert time.monotonic() - begin < 20


def test_work_that_crashes_leaves_what_it_sent_before():
    def crash(send):
        send({"test": 1})
        os.kill(os.getpid(), signal.SIGKILL)

    (worker,) = run_in_workers([crash], 1)

    assert not worker.has_hung
    assert worker.reports == [{"test": 1}]


def test_fault_of_the_work_itself_is_reported():
    def faulty(send):
        raise LookupError("no such place")

    (worker,) = run_in_workers([faulty], 1)

    assert "LookupError: no such place" in worker.fault


def test_long_reports_arrive_whole():
    (worker,) = run_in_workers([lambda send: send({"lines": "x" * 300_000})], 1)

    assert len(worker.reports[0]["lines"]) == 300_000
