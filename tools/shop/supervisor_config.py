"""Writes what supervisord is told: which programs, in which order, and their logs."""

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
from tools.shop import programs
from tools.shop.settings import Settings

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
    path.write_text(head + "".join(_program(who, settings) for who in _ORDER))
    return path


def config_file(settings: Settings) -> Path:
    """Tell where the configuration is, for `supervisorctl -c`."""
    return settings.run / "supervisord.conf"


def supervisor_log(settings: Settings) -> Path:
    """Tell where supervisord notes what starts and ends."""
    return settings.logs / "supervisor.log"


def application_log(application: Application, settings: Settings) -> Path:
    """Tell where an application's log is."""
    return settings.logs / f"{application.folder}.log"


def _program(application: Application, settings: Settings) -> str:
    told = programs.environment(application, settings)
    server = programs.server(application, is_recorded=settings.traffic is not None)
    pairs = (f'{name}="{_literal(value)}"' for name, value in told.items())
    return _PROGRAM.format(
        name=application.folder,
        command=_literal(shlex.join(server)),
        folder=_literal(ROOT),
        environment=",".join(pairs),
        priority=10 * (1 + _ORDER.index(application)),
        log=_literal(application_log(application, settings)),
    )


def _literal(value: object) -> str:
    return str(value).replace("%", "%%")
