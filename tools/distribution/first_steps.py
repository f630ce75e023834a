"""Takes the first steps of a new user: init, a check that holds, one that does not.

The application is a function of WSGI, so that nothing but contract-kit is needed.
"""

import os
import subprocess
from pathlib import Path

from tools.errors import Refusal

APPLICATION = """
import json

PAGES = {
    "/teas": [{"name": "Assam", "price": "4.20"}],
    "/openapi.json": {"paths": {"/teas": {"get": {}}}},
}


def create_app():
    def app(environ, start_response):
        body = PAGES.get(environ["PATH_INFO"])
        status = "200 OK" if body else "404 Not Found"
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    return app
"""
# A wheel without its templates, or a command that cannot be loaded, ends here.
_COMMANDS = ("report --page contracts.html", "audit pacts --least 0", "stub --help")


def take_first_steps(programs: Path, project: Path) -> str:
    """Return what held; raise `Refusal` with the output of what did not."""
    module = project / "tea_service.py"
    project.mkdir(parents=True)
    module.write_text(APPLICATION, "utf-8")
    _demand(0, programs, project, "init")
    _demand(0, programs, project, "check")
    for command in _COMMANDS:
        _demand(0, programs, project, command)
    module.write_text(APPLICATION.replace('"price"', '"cost"'), "utf-8")
    _demand(1, programs, project, "check")
    return "installed, init, check; a broken field is red"


def _demand(status: int, programs: Path, project: Path, command: str) -> None:
    line = (str(programs / "contract-kit"), *command.split())
    # Nothing of this project's own environment may help out.
    environment = {"PATH": f"{programs}:{os.defpath}", "HOME": str(project)}
    done = subprocess.run(
        line, cwd=project, env=environment, capture_output=True, text=True
    )
    if done.returncode != status:
        raise Refusal(
            f"contract-kit {command} ended with {done.returncode} instead of {status}:"
            f"\n{done.stdout}{done.stderr}"
        )
