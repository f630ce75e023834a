"""Several of a service: they take turns, a dead one is left out, a new one is found."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tools.gateway import Gateway, Names, names_told, running_gateway

from .asking import Answer, ask
from .fakes import Service, open_service

NAME = "product-service.test"
ONE, TWO, THREE = "127.0.0.11", "127.0.0.12", "127.0.0.13"
TURNS = 40
# An address is kept for two seconds.
PATIENCE = 20.0


@pytest.fixture
def names() -> Iterator[Names]:
    with names_told() as names:
        yield names


@contextmanager
def gateway_to(names: Names, port: int) -> Iterator[Gateway]:
    services = {"products": f"http://{NAME}:{port}"}
    with running_gateway(services, resolver=names.resolver) as gateway:
        yield gateway


def ask_often(gateway: Gateway, method: str = "GET") -> list[Answer]:
    return [ask(gateway.port, "/api/products", method) for _ in range(TURNS)]


def those_who(answers: list[Answer]) -> set[str]:
    assert {answer.status for answer in answers} == {200}
    return {answer.json["service"] for answer in answers}


def open_two(held: ExitStack) -> tuple[Service, Service]:
    one = held.enter_context(open_service("one", ONE))
    return one, held.enter_context(open_service("two", TWO, one.port))


def test_replicas_take_turns(names: Names) -> None:
    with ExitStack() as held:
        one, two = open_two(held)
        names.addresses[NAME] = [one.address, two.address]
        with gateway_to(names, one.port) as gateway:
            assert those_who(ask_often(gateway)) == {"one", "two"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_dead_replica_is_left_out(names: Names, method: str) -> None:
    with open_service("one", ONE) as one:
        names.addresses[NAME] = [one.address, TWO, THREE]
        with gateway_to(names, one.port) as gateway:
            assert those_who(ask_often(gateway, method)) == {"one"}


@pytest.mark.parametrize(("method", "times"), [("GET", 2), ("POST", 1), ("PATCH", 1)])
def test_only_what_changes_nothing_is_sent_to_another_replica(
    names: Names, method: str, times: int
) -> None:
    with ExitStack() as held:
        one, two = open_two(held)
        names.addresses[NAME] = [one.address, two.address]
        with gateway_to(names, one.port) as gateway:
            answer = ask(gateway.port, "/api/products/hang-up", method)

    assert answer.status == 503
    assert len(one.heard) + len(two.heard) == times


def test_replica_made_anew_at_another_address_is_found(names: Names) -> None:
    with ExitStack() as held:
        with open_service("first", ONE) as first:
            names.addresses[NAME] = [ONE]
            gateway = held.enter_context(gateway_to(names, first.port))
            assert those_who(ask_often(gateway)) == {"first"}
        names.addresses[NAME] = [TWO]
        held.enter_context(open_service("second", TWO, first.port))

        until_found(gateway, "second")


def test_service_that_comes_later_than_the_gateway_is_found(names: Names) -> None:
    with open_service("late", ONE) as late, gateway_to(names, late.port) as gateway:
        assert {answer.status for answer in ask_often(gateway)} == {503}
        names.addresses[NAME] = [ONE]

        until_found(gateway, "late")


def until_found(gateway: Gateway, name: str) -> None:
    """Ask until it answers every time, because each of nginx's workers has to know."""
    deadline, found = time.monotonic() + PATIENCE, 0
    while found < TURNS:
        answer = ask(gateway.port, "/api/products")
        is_found = answer.status == 200 and answer.json["service"] == name
        found = found + 1 if is_found else 0
        assert time.monotonic() < deadline, f"{name} is not found"
