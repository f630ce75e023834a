import socket
import subprocess
import sys

from tools.free_ports import free_port, free_ports, is_listening


def test_free_ports_are_never_given_to_callers_nor_twice() -> None:
    ports = [*free_ports(3), *free_ports(3)]

    assert len(set(ports)) == 6
    assert max(ports) < 32_768


def test_port_that_somebody_has_is_passed_over() -> None:
    (taken,) = free_ports(1)
    with socket.create_server(("127.0.0.1", taken + 1)):
        assert free_ports(1) != [taken + 1]


def test_port_chosen_by_another_process_is_passed_over() -> None:
    mine = free_port()
    other = f"""
import tools.free_ports
tools.free_ports._candidates = iter(range({mine}, {mine} + 4))
print(tools.free_ports.free_port())
"""

    theirs = subprocess.check_output([sys.executable, "-c", other])  # noqa: S603

    assert mine < int(theirs) <= mine + 3


def test_free_port_is_one_at_which_nobody_listens() -> None:
    assert not is_listening(free_port())
