"""All lines of a shop in a process of their own, so that a busy harness slows none.

It is told what to do in lines of JSON on its standard input, answers each with one, and
ends when the input does: it never outlives whoever started it.
"""

import asyncio
import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tools.applications import ROOT
from tools.chaos.arrows import ARROWS, Arrow
from tools.chaos.line import HOST, Line
from tools.chaos.modes import Mode

_SECONDS_TO_END = 10


class Proxy:
    """The lines as the harness knows them: addresses to call, and modes to set."""

    def __init__(
        self, process: subprocess.Popen[str], arrows: Sequence[Arrow] = ARROWS
    ) -> None:
        """Take the running process, and read where its doors are."""
        self._process = process
        self._arrows = arrows
        self._lock = threading.Lock()
        ports = self._hear()
        self.addresses = {
            arrow: f"http://{HOST}:{ports[str(arrow)]}" for arrow in arrows
        }

    def lead(self, arrow: Arrow, port: int) -> None:
        """Say where calls along an arrow really go."""
        self._say("lead", arrow, port=port)

    def set_mode(self, arrow: Arrow, mode: Mode) -> None:
        """Treat what is said along an arrow in another way from now on."""
        self._say("mode", arrow, mode=mode)

    def impersonate(self, arrow: Arrow, pretence: bytes) -> None:
        """Let an impostor answer everything along an arrow from now on, with this."""
        said = pretence.decode("latin-1")
        self._say("mode", arrow, mode=Mode.IMPOSTOR, pretence=said)

    def deliver(self, arrow: Arrow) -> int:
        """Let through what an arrow holds; tell how many requests that were."""
        return int(self._say("deliver", arrow)["delivered"])

    def held(self, arrow: Arrow) -> int:
        """Tell how many requests an arrow holds."""
        return int(self._say("look", arrow)["held"])

    def late_answers(self, arrow: Arrow) -> list[str]:
        """Tell what was answered to requests that had been held."""
        return list(self._say("look", arrow)["late_answers"])

    def hits(self) -> Counter[str]:
        """Count by mode what has befallen requests and answers, on all lines."""
        counts: Counter[str] = Counter()
        for arrow in self._arrows:
            counts.update(self._say("look", arrow)["hits"])
        return counts

    def calm(self) -> None:
        """Let everything through again, what was held included."""
        for arrow in self._arrows:
            self.set_mode(arrow, Mode.PASS)
            self.deliver(arrow)

    def _say(self, deed: str, arrow: Arrow, **words: object) -> dict[str, Any]:
        with self._lock:
            assert self._process.stdin is not None  # noqa: S101 (it was asked for)
            line = json.dumps({"deed": deed, "arrow": str(arrow), **words})
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 (it was asked for)
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


@contextmanager
def running_proxy(arrows: Sequence[Arrow] = ARROWS) -> Iterator[Proxy]:
    """Run the lines of all these arrows for the length of a `with`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.chaos.proxy", *map(str, arrows)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Proxy(process, arrows)
    finally:
        process.communicate(timeout=_SECONDS_TO_END)


async def _serve(arrows: Sequence[str]) -> None:
    lines = {arrow: Line() for arrow in arrows}
    _tell({name: await line.open() for name, line in lines.items()})
    orders = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(orders), sys.stdin
    )
    async for order in orders:
        words = json.loads(order)
        _tell(_obey(lines[words["arrow"]], words))


def _obey(line: Line, words: Mapping[str, Any]) -> Mapping[str, Any]:
    match words["deed"]:
        case "lead":
            line.port = words["port"]
        case "mode":
            line.pretence = words.get("pretence", "").encode("latin-1")
            line.set_mode(Mode(words["mode"]))
        case "deliver":
            return {"delivered": line.deliver()}
    return {
        "hits": line.hits,
        "held": line.held,
        "late_answers": line.late_answers,
    }


def _tell(facts: Mapping[str, Any] | Sequence[Any]) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1:]))
