"""Listens to whoever speaks to a program while that does something else."""

import os
import select


class StdinListener:
    """Reads whole lines; knows when the input has ended."""

    def __init__(self, source: int) -> None:
        """Begin to listen at a file descriptor."""
        self._source = source
        self._unfinished = b""
        self.is_silent = False

    def listen(self, seconds: float) -> list[str]:
        """Wait so long at most, and give the lines that were said."""
        speaking = [] if self.is_silent else [self._source]
        if not select.select(speaking, [], [], seconds)[0]:
            return []
        said = os.read(self._source, 4096)
        self.is_silent = not said
        *lines, self._unfinished = (self._unfinished + said).split(b"\n")
        return [line.decode(errors="replace").strip() for line in lines]
