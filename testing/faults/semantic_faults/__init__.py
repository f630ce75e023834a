"""Every semantic fault, read from the TOML files beside this module.

Code that is to be replaced stands there as it is written, with no quotes to escape.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from testing.faults.edit import Edit
from testing.faults.fault import Side
from testing.faults.semantic_fault import SemanticFault


def _read(file: Path) -> Iterator[SemanticFault]:
    for edited in tomllib.loads(file.read_text("utf-8"))["edited"]:
        for fault in edited["faults"]:
            yield SemanticFault(
                description=fault["description"],
                application=edited["application"],
                noticed_by=Side(edited["noticed_by"]),
                edit=Edit(edited["path"], fault["old"], fault["new"]),
            )


SEMANTIC_FAULTS = tuple(
    fault
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for fault in _read(file)
)
