"""Prints how to use the open shop: for a person, or for a program that started it."""

import json
import os
import signal
from pathlib import Path

from tools.applications import APPLICATIONS, FRONTEND
from tools.shop.databases import ADMINISTRATOR
from tools.shop.developer_settings import Settings
from tools.shop.keys import ADMINISTRATOR_PASSWORD, read_key
from tools.shop.supervisor_config import config_file


def for_a_person(settings: Settings) -> str:
    """Write what a person wants to know, and how to stop."""
    return f"""
Furrow is open:  {settings.public_url}

  Administrator  {ADMINISTRATOR}, first password {_password(settings)}
                 for the API alone: no page asks for it yet
  Logs           {_short(settings.logs)}
  Data           {_short(settings.data)}
  Stop           {way_to_stop()}
"""


def way_to_stop() -> str:
    """Name the key, or the command where whoever started this has switched it off."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return (
            f"kill {os.getpid()} (Ctrl-C is switched off: started by nohup or with &)"
        )
    return "Ctrl-C"


def for_a_program(settings: Settings) -> str:
    """Write one line of JSON; `running_shop` reads it."""
    return json.dumps(
        {
            "url": settings.url(FRONTEND),
            "services": {who.folder: settings.url(who) for who in APPLICATIONS},
            "administrator": ADMINISTRATOR,
            "password": _password(settings),
            "logs": str(settings.logs),
            "supervisor": str(config_file(settings)),
        }
    )


def _password(settings: Settings) -> str:
    return read_key(settings.secrets, ADMINISTRATOR_PASSWORD)


def _short(path: Path) -> str:
    near = os.path.relpath(path)
    return str(path) if near.startswith("..") else near
