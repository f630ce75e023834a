"""Reads the logs of the shop while they are written."""

from pathlib import Path

_MOST_BYTES = 64 * 1024


class Follower:
    """Reads what is added to a log, from now on and over its rotations."""

    def __init__(self, path: Path) -> None:
        """Follow the log from its present end."""
        self._path = path
        self._position = path.stat().st_size if path.exists() else 0
        self._unfinished = b""

    def new_lines(self) -> list[str]:
        """Read the lines that were finished since the last look."""
        text = self._unfinished + self._added()
        *lines, self._unfinished = text.split(b"\n")
        return [line.decode(errors="replace") for line in lines]

    def _added(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                # A log that has become shorter was rotated: it is read from its start.
                size = file.seek(0, 2)
                file.seek(self._position if size >= self._position else 0)
                added = file.read()
                self._position = file.tell()
        except FileNotFoundError:
            return b""
        return added


def end_of_log(path: Path, lines: int = 12) -> str:
    """Show the last lines of a log, indented under a sentence."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _MOST_BYTES))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return "  (it has written nothing)"
    last = [line for line in text.splitlines() if line.strip()][-lines:]
    return "\n".join(f"  {line}" for line in last) or "  (it has written nothing)"
