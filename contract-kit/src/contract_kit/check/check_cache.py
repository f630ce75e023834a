"""Remembers good results by the content they depend on; bad ones are tried again."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class CheckCache:
    """A folder with one small file for each result; deleting it is always safe.

    A result is an object of JSON, such as how many interactions were kept for each
    consumer.
    """

    folder: Path
    is_fresh: bool = False

    def find(self, key: str) -> dict[str, Any] | None:
        """Look up what came of this content before; a fresh check knows nothing."""
        if self.is_fresh:
            return None
        try:
            known = json.loads((self.folder / key).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return known if isinstance(known, dict) else None

    def keep(self, key: str, result: Mapping[str, Any]) -> None:
        """Write a result down, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{key}.{os.getpid()}"
        draft.write_text(json.dumps(result), "utf-8")
        draft.replace(self.folder / key)
