"""Writes the configuration of supervisord: programs, their order, and their logs."""

import shlex
from pathlib import Path

from tools.applications import (
    FRONTEND,
    ORDER_SERVICE,
    PAYMENT_SANDBOX,
    PRODUCT_SERVICE,
    ROOT,
    USER_SERVICE,
    Application,
)
from tools.shop import application_commands
from tools.shop.developer_settings import Settings
from tools.shop.sweepers import SWEEPERS, Sweeper

# Who is called starts before who calls, and stops after.
_ORDER = (PAYMENT_SANDBOX, USER_SERVICE, PRODUCT_SERVICE, ORDER_SERVICE, FRONTEND)

_HOUSE = """\
[supervisord]
nodaemon = true
silent = true
logfile = {run_log}
logfile_maxbytes = 1MB
logfile_backups = 1
pidfile = {run}/supervisord.pid
childlogdir = {logs}

[unix_http_server]
file = {socket}
chmod = 0600

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl = unix://{socket}
"""
_PROGRAM = """\

[program:{name}]
command = {command}
directory = {folder}
environment = {environment}
priority = {priority}
autorestart = true
startsecs = 1
startretries = 1000000
stopwaitsecs = 12
killasgroup = true
redirect_stderr = true
stdout_logfile = {log}
stdout_logfile_maxbytes = 5MB
stdout_logfile_backups = 2
"""


def write_config(settings: Settings, socket: Path) -> Path:
    """Write the configuration of the whole shop."""
    path = config_file(settings)
    head = _HOUSE.format(
        run=_literal(settings.run),
        logs=_literal(settings.logs),
        run_log=_literal(supervisor_log(settings)),
        socket=_literal(socket),
    )
    servers = [_server(who, settings) for who in _ORDER]
    sweepers = [_sweeper(who, settings) for who in SWEEPERS]
    path.write_text("".join([head, *servers, *sweepers]))
    return path


def config_file(settings: Settings) -> Path:
    """Return where the configuration is, for `supervisorctl -c`."""
    return settings.run / "supervisord.conf"


def supervisor_log(settings: Settings) -> Path:
    """Return where supervisord notes what starts and ends."""
    return settings.logs / "supervisor.log"


def program_log(name: str, settings: Settings) -> Path:
    """Return where the log of an application or of a sweeper is."""
    return settings.logs / f"{name}.log"


def _server(application: Application, settings: Settings) -> str:
    words = application_commands.server(
        application, is_recorded=settings.traffic is not None
    )
    return _program(application.folder, application, words, settings)


def _sweeper(sweeper: Sweeper, settings: Settings) -> str:
    words = application_commands.command_line(sweeper.application, *sweeper.words)
    return _program(sweeper.name, sweeper.application, words, settings, after=1)


def _program(
    name: str,
    application: Application,
    words: list[str],
    settings: Settings,
    after: int = 0,
) -> str:
    environment = application_commands.environment(application, settings)
    pairs = (f'{name}="{_literal(value)}"' for name, value in environment.items())
    return _PROGRAM.format(
        name=name,
        command=_literal(shlex.join(words)),
        folder=_literal(ROOT),
        environment=",".join(pairs),
        priority=10 * (1 + _ORDER.index(application)) + after,
        log=_literal(program_log(name, settings)),
    )


def _literal(value: object) -> str:
    return str(value).replace("%", "%%")
