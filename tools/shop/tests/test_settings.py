from pathlib import Path

import pytest

from tools.applications import FRONTEND, USER_SERVICE
from tools.errors import Refusal
from tools.shop.application_commands import database_url
from tools.shop.developer_settings import (
    note_unread,
    read_program_settings,
    read_settings,
)
from tools.shop.dotenv_reader import read_settings_file


def test_usual_ports_hold_when_nothing_is_set() -> None:
    settings = read_settings({})

    assert list(settings.ports.values()) == [5000, 5001, 5002, 5003, 5004]


def test_every_port_can_be_chosen() -> None:
    settings = read_settings({"FRONTEND_PORT": "8080", "USER_SERVICE_PORT": "8081"})

    assert settings.ports[FRONTEND] == 8080
    assert settings.url(USER_SERVICE) == "http://127.0.0.1:8081"


@pytest.mark.parametrize("port", ["teapot", "0", "65536", "-1", "٣", "5000.5"])
def test_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(
        Refusal, match=r"FRONTEND_PORT must be a number from 1 to 65535"
    ):
        read_settings({"FRONTEND_PORT": port})


def test_two_applications_cannot_share_a_port() -> None:
    with pytest.raises(Refusal, match="FRONTEND_PORT and USER_SERVICE_PORT are both"):
        read_settings({"FRONTEND_PORT": "5001"})


@pytest.mark.parametrize(
    "folder", ['/"shop"', "/it's", "/a?b", "/a%b", "/a #b", "/a\nb"]
)
def test_folder_that_supervisor_cannot_take_is_refused(folder: str) -> None:
    with pytest.raises(Refusal, match="set SHOP_VAR to another folder"):
        read_settings({"SHOP_VAR": folder})


def test_value_with_a_quotation_mark_is_refused() -> None:
    with pytest.raises(Refusal, match="CURRENCY must not have quotation marks"):
        read_settings({"CURRENCY": 'EUR"'})


def test_other_programs_environment_stays_outside() -> None:
    settings = read_settings({"DATABASE_URL": "mysql://elsewhere", "CURRENCY": "CHF"})

    assert settings.passed_on == {"CURRENCY": "CHF"}


def test_only_the_named_application_keeps_its_data_on_a_server() -> None:
    server = "mariadb+pymysql://root@127.0.0.1:3306/people"
    settings = read_program_settings({"SHOP_DATABASES": f"user-service={server}"})

    assert database_url(USER_SERVICE, settings) == server
    assert database_url(FRONTEND, settings).startswith("sqlite:///")


def test_settings_file_may_have_comments_and_quotes(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "# ours\n\nFRONTEND_PORT=8080 # free\nexport CURRENCY='CHF'\nLOG_LEVEL=\n"
    )

    settings = read_settings_file(file)

    assert settings == {"FRONTEND_PORT": "8080", "CURRENCY": "CHF", "LOG_LEVEL": ""}


def test_missing_settings_file_says_nothing(tmp_path: Path) -> None:
    assert read_settings_file(tmp_path / ".env") == {}


def test_broken_settings_file_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("CURRENCY=EUR\nports: 5000\n")

    with pytest.raises(Refusal, match=r"Line 2 of \.env is not of the form NAME=value"):
        read_settings_file(file)


def test_settings_file_of_bytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(Refusal, match=r"Cannot read \.env"):
        read_settings_file(file)


def test_names_that_nobody_reads_are_noted() -> None:
    assert "FRONTEND_PROT" in str(
        note_unread({"FRONTEND_PROT": "1", "CURRENCY": "EUR"})
    )
    assert note_unread({"CURRENCY": "EUR"}) is None
