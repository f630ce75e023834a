"""A repository of three tiny applications; the counter asks the tea-service."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from contract_kit.deployment import (
    Question,
    Repository,
    RepositoryLayout,
    as_text,
    can_i_deploy,
    record_deployment,
)

LAYOUT = RepositoryLayout(
    folders={
        "counter": "counter",
        "tea-service": "tea-service",
        "water-service": "water-service",
    },
    elsewhere=("old-phone",),
    silent=("water-service",),
)
# The same in the words of the settings.
TABLE = """
[tool.contract-kit.services.tea-service]
[tool.contract-kit.services.water-service]
[tool.contract-kit.consumers.counter]
[tool.contract-kit.deployment]
elsewhere = ["old-phone"]
silent = ["water-service"]
"""
TEA = {"name": "Assam", "price": "4.20"}
WATER = {"celsius": 96}
_SETTINGS = """\
[tool.pytest.ini_options]
addopts = "--import-mode=importlib -q"
"""
_APPLICATION = """\
from flask import Flask, jsonify


def create_app():
    app = Flask(__name__)
    app.config["TESTING"] = True
    answers = {answers!r}
    for path in answers:
        view = lambda path=path: jsonify(answers[path])
        app.add_url_rule(path, path, view)
    return app
"""
_VERIFICATION = """\
import pytest
from contract_kit import States, interactions_of, verify_provider
from {package} import create_app


@pytest.fixture(scope="session")
def verification():
    with open({log!r}, "a") as log:
        log.write("{name}\\n")
    states = States()
    return verify_provider("{name}", create_app(), states)


@pytest.mark.parametrize("interaction", interactions_of("{name}"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
"""
# It stands for tests with `agree`: what is asked here is what becomes of their files.
_INTERACTIONS = """\
from pathlib import Path


def test_interactions_are_made(request):
    folder = Path(request.config.getoption("--pact-output"))
    folder.mkdir(exist_ok=True)
    (folder / "{name}").write_text({text!r})
    with open({log!r}, "a") as log:
        log.write("{name}\\n")
"""


@dataclass
class SampleRepository:
    """The repository, its history, and questions about it."""

    root: Path
    layout: RepositoryLayout = LAYOUT

    @property
    def runs(self) -> list[str]:
        """The providers that were truly verified, one after the other."""
        return self._log.read_text().split() if self._log.exists() else []

    def open(self) -> None:
        self.root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("pyproject.toml", _SETTINGS)
        self.write("counter/README.md", "The counter asks for tea.\n")
        self.serves("tea-service", {"/tea": TEA})
        self.serves("water-service", {"/water": WATER})
        self.interaction("counter", "tea-service", {"/tea": TEA})
        self.commit("open the shop")

    def serves(self, name: str, answers: dict[str, dict[str, object]]) -> None:
        package = name.replace("-", "_")
        text = _APPLICATION.format(answers=answers)
        self.write(f"{name}/src/{package}/__init__.py", text)
        test = _VERIFICATION.format(name=name, package=package, log=str(self._log))
        self.write(f"{name}/tests/contract/test_pacts.py", test)

    def interaction(
        self, consumer: str, provider: str, answers: dict[str, object], **more: object
    ) -> None:
        document = {
            "consumer": {"name": consumer},
            "provider": {"name": provider},
            "interactions": [
                _interaction(path, body) | more for path, body in answers.items()
            ],
            "metadata": {"pactSpecification": {"version": "4.0"}},
        }
        text = json.dumps(document)
        self.write(f"pacts/{consumer}-{provider}.json", text)
        if consumer in self.layout.folders:
            self.reads(consumer, provider, text)

    def reads(self, consumer: str, provider: str, text: str) -> None:
        """Write the contract test of a consumer."""
        name = f"{consumer}-{provider}.json"
        test = _INTERACTIONS.format(log=str(self._rewritten), name=name, text=text)
        module = f"test_{provider.replace('-', '_')}_pact.py"
        self.write(f"{consumer}/tests/contract/{module}", test)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def settles(self, table: str) -> str:
        """Commit settings of contract-kit."""
        self.write("pyproject.toml", _SETTINGS + table)
        return self.commit("write down where everything is")

    def commit(self, subject: str) -> str:
        self.git("add", "--all")
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@tea.example")
        self.git(*who, "commit", "--quiet", "--message", subject)
        return self.git("rev-parse", "HEAD")

    def deploy(self, *names: str) -> None:
        for name in names:
            record_deployment(Repository(self.root), self.layout, name, "test")

    def ask(self, name: str, **more: object) -> str:
        question = Question(name, "test", **more)
        known = self.root.parent / "known"
        repository = Repository(self.root)
        asked, verdicts = can_i_deploy(repository, self.layout, question, known)
        return as_text(question, asked, verdicts)

    def git(self, *words: str) -> str:
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(  # noqa: S603
            ["git", *words],  # noqa: S607
            cwd=self.root,
            env=os.environ | own,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    @property
    def rewritten(self) -> list[str]:
        """The pacts that were truly written anew, one after the other."""
        return self._rewritten.read_text().split() if self._rewritten.exists() else []

    @property
    def _rewritten(self) -> Path:
        return self.root.parent / "rewritten"

    @property
    def _log(self) -> Path:
        return self.root.parent / "runs"


def verdict(answer: str) -> str:
    """Return the line with the verdict."""
    return answer.splitlines()[-1]


def _interaction(path: str, body: dict[str, object]) -> dict[str, object]:
    like = {"combine": "AND", "matchers": [{"match": "type"}]}
    json_type = "application/json"
    return {
        "type": "Synchronous/HTTP",
        "description": f"a request for {path.strip('/')}",
        "request": {"method": "GET", "path": path},
        "response": {
            "status": 200,
            "headers": {"Content-Type": [json_type]},
            "body": {"content": body, "contentType": json_type, "encoded": False},
            "matchingRules": {"body": {f"$.{field}": like for field in body}},
        },
    }
