"""Replicas share requests; a dead one is left out, a new one is found."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tools.gateway import DnsServer, Gateway, running_dns_server, running_gateway

from .fakes import Service, open_service
from .raw_http import Answer, ask

NAME = "product-service.test"
ONE, TWO, THREE = "127.0.0.11", "127.0.0.12", "127.0.0.13"
TURNS = 40
# nginx caches an address for two seconds.
PATIENCE = 20.0


@pytest.fixture
def names() -> Iterator[DnsServer]:
    with running_dns_server() as names:
        yield names


@contextmanager
def gateway_to(names: DnsServer, port: int) -> Iterator[Gateway]:
    services = {"products": f"http://{NAME}:{port}"}
    with running_gateway(services, resolver=names.resolver) as gateway:
        yield gateway


def ask_often(gateway: Gateway, method: str = "GET") -> list[Answer]:
    return [ask(gateway.port, "/api/products", method) for _ in range(TURNS)]


def services_of(answers: list[Answer]) -> set[str]:
    assert {answer.status for answer in answers} == {200}
    return {answer.json["service"] for answer in answers}


def open_two(held: ExitStack) -> tuple[Service, Service]:
    one = held.enter_context(open_service("one", ONE))
    return one, held.enter_context(open_service("two", TWO, one.port))


def test_replicas_share_requests(names: DnsServer) -> None:
    with ExitStack() as held:
        one, two = open_two(held)
        names.addresses[NAME] = [one.address, two.address]
        with gateway_to(names, one.port) as gateway:
            assert services_of(ask_often(gateway)) == {"one", "two"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_dead_replica_is_left_out(names: DnsServer, method: str) -> None:
    with open_service("one", ONE) as one:
        names.addresses[NAME] = [one.address, TWO, THREE]
        with gateway_to(names, one.port) as gateway:
            assert services_of(ask_often(gateway, method)) == {"one"}


@pytest.mark.parametrize(("method", "times"), [("GET", 2), ("POST", 1), ("PATCH", 1)])
def test_only_safe_methods_are_sent_to_another_replica(
    names: DnsServer, method: str, times: int
) -> None:
    with ExitStack() as held:
        one, two = open_two(held)
        names.addresses[NAME] = [one.address, two.address]
        with gateway_to(names, one.port) as gateway:
            answer = ask(gateway.port, "/api/products/hang-up", method)

    assert answer.status == 503
    assert len(one.received) + len(two.received) == times


def test_replica_with_another_address_is_found(names: DnsServer) -> None:
    with ExitStack() as held:
        with open_service("first", ONE) as first:
            names.addresses[NAME] = [ONE]
            gateway = held.enter_context(gateway_to(names, first.port))
            assert services_of(ask_often(gateway)) == {"first"}
        names.addresses[NAME] = [TWO]
        held.enter_context(open_service("second", TWO, first.port))

        until_found(gateway, "second")


def test_service_that_starts_after_the_gateway_is_found(names: DnsServer) -> None:
    with open_service("late", ONE) as late, gateway_to(names, late.port) as gateway:
        assert {answer.status for answer in ask_often(gateway)} == {503}
        names.addresses[NAME] = [ONE]

        until_found(gateway, "late")


def until_found(gateway: Gateway, name: str) -> None:
    """Ask until it answers every time: each nginx worker looks names up by itself."""
    deadline, found = time.monotonic() + PATIENCE, 0
    while found < TURNS:
        answer = ask(gateway.port, "/api/products")
        is_found = answer.status == 200 and answer.json["service"] == name
        found = found + 1 if is_found else 0
        assert time.monotonic() < deadline, f"{name} is not found"
