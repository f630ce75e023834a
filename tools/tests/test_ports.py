import socket

from tools.ports import free_port, is_listening, lasting_ports


def test_lasting_ports_are_never_given_to_callers_nor_twice() -> None:
    ports = [*lasting_ports(3), *lasting_ports(3)]

    assert len(set(ports)) == 6
    assert max(ports) < 32_768


def test_port_that_somebody_has_is_passed_over() -> None:
    (taken,) = lasting_ports(1)
    with socket.create_server(("127.0.0.1", taken + 1)):
        assert lasting_ports(1) != [taken + 1]


def test_free_port_is_one_at_which_nobody_listens() -> None:
    assert not is_listening(free_port())
