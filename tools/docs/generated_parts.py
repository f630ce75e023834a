"""Fills pages with what is generated from the code: a part of Sphinx.

A page says `<!-- generated: settings -->` on a line of its own; the site has there what
the code holds at the moment, so it cannot be out of date.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sphinx.application import Sphinx

from testing.faults.fault_report import difference
from testing.faults.named_faults import fault_called
from tools.applications import ROOT
from tools.docs.api_page import api_page
from tools.docs.command_reference import command_reference, command_table
from tools.docs.session_tables import make_table, session_tables
from tools.docs.setting_tables import setting_tables


def fault_difference(name: str) -> str:
    """Write what a named fault changes in the code of today."""
    changed = difference(fault_called(name), ROOT, in_colours=False)
    return f"```diff\n{changed}\n```"


MARK = re.compile(r"^<!-- generated: ([a-z-]+)(?: ([a-z-]+))? -->$", re.MULTILINE)
_PARTS: Mapping[str, Callable[..., str]] = {
    "api": api_page,
    "command": command_reference,
    "commands": command_table,
    "fault": fault_difference,
    "make": make_table,
    "sessions": session_tables,
    "settings": setting_tables,
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what fills pages before they are read."""
    app.connect("source-read", _fill)
    return {"version": "1", "parallel_read_safe": True}


def fill(text: str) -> str:
    """Return a page with every generated part in its place."""
    return MARK.sub(_part, text)


def _part(mark: re.Match[str]) -> str:
    return _PARTS[mark[1]](*filter(None, [mark[2]]))


def _fill(app: Sphinx, page: str, source: list[str]) -> None:
    source[0] = fill(source[0])
