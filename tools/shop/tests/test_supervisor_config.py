from dataclasses import replace
from pathlib import Path
from typing import Any

from supervisor.options import ServerOptions

from tools.applications import USER_SERVICE
from tools.shop import preflight
from tools.shop.developer_settings import Settings
from tools.shop.supervisor_config import write_config

SOCKET_MODE = 0o600


def test_supervisor_reads_what_was_written(settings: Settings) -> None:
    programs = read_back(settings)

    assert [program.name for program in programs] == [
        "payment-sandbox",
        "user-service",
        "product-service",
        "stock-sweeper",
        "order-service",
        "order-sweeper",
        "frontend",
    ]


def test_sweeper_gets_the_settings_of_its_application(settings: Settings) -> None:
    programs = {program.name: program for program in read_back(settings)}

    sweeper, service = programs["order-sweeper"], programs["order-service"]
    assert sweeper.command.endswith("-m flask --app order_service sweep")
    assert sweeper.environment == service.environment


def test_paths_with_strange_signs_survive(settings: Settings, tmp_path: Path) -> None:
    strange = replace(settings, var=tmp_path / "größe; a, b=c")
    preflight.make_folders(strange)

    variables = read_back(strange)[1].environment

    assert variables["SIGNING_KEY_FILE"] == str(strange.secrets / "signing-key.pem")
    assert variables["DATABASE_URL"] == f"sqlite:///{strange.data}/user-service.db"
    assert variables["PORT"] == str(strange.ports[USER_SERVICE])


def test_application_learns_no_secret_of_another(settings: Settings) -> None:
    variables = {program.name: program.environment for program in read_back(settings)}

    assert "SIGNING_KEY_FILE" not in variables["order-service"]
    assert "PAYMENT_SECRET_FILE" not in variables["frontend"]
    assert not [name for name in variables["product-service"] if name.endswith("_FILE")]


def test_supervisor_listens_to_its_owner_alone(settings: Settings) -> None:
    options = parse(settings)

    (server,) = options.server_configs
    assert (server["section"], server["chmod"]) == ("unix_http_server", SOCKET_MODE)


def test_logs_are_bounded(settings: Settings) -> None:
    for program in read_back(settings):
        assert program.stdout_logfile == str(settings.logs / f"{program.name}.log")
        assert program.stdout_logfile_maxbytes <= 10_000_000


def read_back(settings: Settings) -> list[Any]:
    groups = parse(settings).process_group_configs
    return [group.process_configs[0] for group in sorted(groups)]


def parse(settings: Settings) -> Any:
    options: Any = ServerOptions()
    config = write_config(settings, settings.run / "supervisor.sock")
    options.realize(["-c", str(config)])
    return options
