"""Records which lines of the clients a piece of work executes, on all its threads."""

import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Lines = dict[str, set[int]]


@contextmanager
def executed_lines(files: Collection[str]) -> Iterator[Lines]:
    """Fill a dictionary with the lines executed meanwhile, by the name of the file."""
    lines: Lines = {file: set() for file in files}

    def begin(frame: FrameType, event: str, argument: Any) -> Any:
        executed = lines.get(frame.f_code.co_filename)
        if executed is None:
            return None

        def note(frame: FrameType, event: str, argument: Any) -> Any:
            executed.add(frame.f_lineno)
            return note

        return note

    before = sys.gettrace()
    threading.settrace(begin)
    sys.settrace(begin)
    try:
        yield lines
    finally:
        sys.settrace(before)
        threading.settrace(before)
