"""The settings as tables, from the code and from .env.example.

Names and defaults come from each application's `Settings`, the descriptions from the
comments in .env.example. A setting that lacks one of them fails the build of the site.
"""

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from service_kit.configuration import Settings
from tools.applications import APPLICATIONS, ROOT, Application

_LINE = re.compile(r"^#([A-Z][A-Z0-9_]*)=(.*)$")
_HEADING = re.compile(r"^# --- (.+?) -+$")


@dataclass(frozen=True)
class Described:
    """A line of .env.example: a name, its sample and the comment above it."""

    name: str
    sample: str
    comment: str
    heading: str


@cache
def described() -> Mapping[str, Described]:
    """Read .env.example; a secret is found by its name without `_FILE`."""
    found: dict[str, Described] = {}
    heading, comment = "", list[str]()
    for line in (ROOT / ".env.example").read_text("utf-8").splitlines():
        if above := _HEADING.match(line):
            heading, comment = above[1], []
        elif setting := _LINE.match(line):
            name = setting[1].removesuffix("_FILE")
            found[name] = Described(name, setting[2], " ".join(comment), heading)
            comment = []
        elif line.startswith("# "):
            comment.append(line[2:])
        else:
            comment = []
    return found


def settings_of(application: Application) -> Mapping[str, FieldInfo]:
    """Return what an application reads from its environment, by name."""
    module = importlib.import_module(f"{application.package}.config")
    kind: type[Settings] = module.Settings
    return {name.upper(): field for name, field in kind.model_fields.items()}


def setting_tables() -> str:
    """Write a table for each application, then one of what only the launcher reads."""
    return "\n".join(
        line
        for application in APPLICATIONS
        for line in (f"## {application.folder}", "", *_table(application), "")
    ) + "\n".join(_others())


def _table(application: Application) -> Iterator[str]:
    yield "| Name | Meaning | Default |"
    yield "| --- | --- | --- |"
    for name, field in settings_of(application).items():
        yield f"| `{name}` | {_meaning(described()[name])} | {_default(field)} |"


def _others() -> Iterator[str]:
    read = {name for application in APPLICATIONS for name in settings_of(application)}
    heading = ""
    for one in described().values():
        if one.name in read:
            continue
        if one.heading != heading:
            heading = one.heading
            yield from ("", f"## {_title(heading)}", "")
            yield from ("| Name | Meaning | Sample |", "| --- | --- | --- |")
        yield f"| `{one.name}` | {_meaning(one)} | `{one.sample}` |"


def _title(heading: str) -> str:
    words = heading.partition(":")[0]
    return words[0].upper() + words[1:]


def _meaning(one: Described) -> str:
    return one.comment.replace("|", "\\|")


def _default(field: FieldInfo) -> str:
    default: Any = field.default
    if default is PydanticUndefined:
        return "must be set"
    if default is None:
        return "not set" if type(None) in get_args(field.annotation) else ""
    return f"`{default}`"
