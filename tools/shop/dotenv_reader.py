"""Reads `.env`, where a person keeps settings of this one machine."""

import re
from pathlib import Path

from tools.errors import Refusal

_LINE = re.compile(r"(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1\s*(?:#.*)?""")


def read_settings_file(path: Path) -> dict[str, str]:
    """Read lines of the form NAME=value; a file that is not there counts as empty."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"Cannot read {path.name}: {error}.") from None
    return dict(
        _setting(path.name, number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    )


def _setting(file: str, number: int, line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        raise Refusal(f"Line {number} of {file} is not of the form NAME=value.")
    name, value = found.groups()
    return name, _bare(value)


def _bare(value: str) -> str:
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else re.split(r"\s+#", value)[0].strip()
