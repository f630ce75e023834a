"""Reads the lines that a program gets while that does something else."""

import os
import select


class StdinListener:
    """Reads whole lines; knows when the input has ended."""

    def __init__(self, source: int) -> None:
        """Begin to read from a file descriptor."""
        self._source = source
        self._unfinished = b""
        self.has_ended = False

    def listen(self, seconds: float) -> list[str]:
        """Wait so long at most, and return the lines that were read."""
        speaking = [] if self.has_ended else [self._source]
        if not select.select(speaking, [], [], seconds)[0]:
            return []
        received = os.read(self._source, 4096)
        self.has_ended = not received
        *lines, self._unfinished = (self._unfinished + received).split(b"\n")
        return [line.decode(errors="replace").strip() for line in lines]
