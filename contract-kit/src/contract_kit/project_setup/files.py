"""The files that begin contracts in a project: settings, interaction, verification."""

import os
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_kit.project_setup.example_endpoint import FirstCall
from contract_kit.project_setup.found_app import FoundApp, NoFirstCall
from contract_kit.project_setup.matcher_source import (
    example_source,
    matcher_names,
    matcher_source,
)
from contract_kit.project_setup.templates import (
    CONFTEST,
    INTERACTION,
    SETTINGS,
    STATES,
    VERIFICATION,
)

_SETTINGS = "pyproject.toml"


@dataclass(frozen=True)
class SetupFile:
    """A file to write; settings are put behind what is in theirs already."""

    path: Path
    text: str
    is_behind: bool = False


def project_files(root: Path, found: FoundApp, call: FirstCall) -> list[SetupFile]:
    """Make the files; raise `NoFirstCall` where some are there already."""
    settings = _settings(root)
    if "contract-kit" in settings.get("tool", {}):
        raise NoFirstCall(
            f"{root / _SETTINGS} has a [tool.contract-kit] already: `contract-kit "
            "check` checks what it names."
        )
    tests = _tests_folder(root, settings)
    consumer = f"{found.provider}-client"
    tested = "app" if found.is_made else found.name
    words = {
        "provider": found.provider,
        "consumer": consumer,
        "module": found.module,
        "name": found.name,
        "tested": tested,
        "tests": tests.as_posix(),
        "source": _relative(found.source, root / tests),
        "path": call.path,
        "matchers": matcher_source(call.example),
        "example": example_source(call.example, 1),
        "names": ", ".join(sorted(matcher_names(call.example))),
        "steps": "".join(_steps(found, tested)),
        "stem": consumer.replace("-", "_"),
    }
    made = {
        "conftest.py": CONFTEST,
        f"test_{words['stem']}_pact.py": INTERACTION,
        "provider_states.py": STATES,
        "test_pacts.py": VERIFICATION,
    }
    files = [
        SetupFile(root / tests / name, _filled(template, words))
        for name, template in made.items()
    ]
    _refuse_present(files)
    return [SetupFile(root / _SETTINGS, _filled(SETTINGS, words), True), *files]


def write_files(files: Iterable[SetupFile]) -> None:
    """Write files, and the folders that they are in."""
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        before = ""
        if file.is_behind and file.path.exists():
            before = f"{file.path.read_text('utf-8').rstrip()}\n\n"
        file.path.write_text(f"{before}{file.text}", "utf-8")


def _steps(found: FoundApp, tested: str) -> Iterator[str]:
    if found.is_made:
        yield f"    {tested} = {found.name}()\n"
    if hasattr(found.app, "testing"):
        yield f'    {tested}.config["TESTING"] = True\n'


def _filled(template: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        template = template.replace(f"<{name}>", word)
    return template.lstrip("\n")


def _settings(root: Path) -> dict[str, dict[str, object]]:
    file = root / _SETTINGS
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def _tests_folder(root: Path, settings: dict[str, dict[str, object]]) -> Path:
    """Find where pytest looks for tests: by its settings, or by the usual names."""
    options: object = settings.get("tool", {}).get("pytest")
    own = options.get("ini_options", options) if isinstance(options, dict) else {}
    named = [each for each in own.get("testpaths", []) if (root / each).is_dir()]
    usual = [name for name in ("tests", "test") if (root / name).is_dir()]
    return Path([*named, *usual, "tests"][0]) / "contract"


def _relative(source: Path, folder: Path) -> str:
    return Path(os.path.relpath(source, folder.resolve())).as_posix()


def _refuse_present(files: Iterable[SetupFile]) -> None:
    present = [str(file.path) for file in files if file.path.exists()]
    if present:
        raise NoFirstCall(
            f"{', '.join(present)}: there already, and left alone. Write the settings "
            "by hand, or move these files away."
        )
