"""The proxies of all links of a shop, in a process of their own.

A busy test slows none of them. The process reads what to do from lines of JSON on its
standard input, answers each with one, and ends when the input does: it never outlives
whoever started it.
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

from testing.resilience.storms.link_proxy import HOST, LinkProxy
from testing.resilience.storms.network_links import LINKS, Link
from testing.resilience.storms.proxy_modes import ProxyMode
from tools.applications import ROOT

_SECONDS_TO_END = 10


class Proxy:
    """The proxies as tests use them: addresses to call, and modes to set."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take the running process, and read its ports."""
        self._process = process
        self._lock = threading.Lock()
        ports = self._receive()
        self.addresses = {link: f"http://{HOST}:{ports[str(link)]}" for link in LINKS}

    def connect(self, link: Link, port: int) -> None:
        """Set the port to which a link leads."""
        self._send("connect", link, port=port)

    def set_mode(self, link: Link, mode: ProxyMode) -> None:
        """Set how requests and responses of a link are treated from now on."""
        self._send("mode", link, mode=mode)

    def respond_with(self, link: Link, response: bytes) -> None:
        """Answer every request of a link with this from now on."""
        text = response.decode("latin-1")
        self._send("mode", link, mode=ProxyMode.CANNED_RESPONSE, canned=text)

    def deliver(self, link: Link) -> int:
        """Release the held requests of a link; return how many that were."""
        return int(self._send("deliver", link)["delivered"])

    def held(self, link: Link) -> int:
        """Return how many requests a link holds back."""
        return int(self._send("state", link)["held"])

    def late_responses(self, link: Link) -> list[str]:
        """Return the first lines of responses to requests that had been held."""
        return list(self._send("state", link)["late_responses"])

    def hits(self) -> Counter[str]:
        """Count by mode the requests, responses and connections that it met."""
        counts: Counter[str] = Counter()
        for link in LINKS:
            counts.update(self._send("state", link)["hits"])
        return counts

    def reset(self) -> None:
        """Pass everything on again, what was held included."""
        for link in LINKS:
            self.set_mode(link, ProxyMode.PASS)
            self.deliver(link)

    def _send(self, command: str, link: Link, **words: object) -> dict[str, Any]:
        with self._lock:
            assert self._process.stdin is not None  # noqa: S101 (it was asked for)
            line = json.dumps({"command": command, "link": str(link), **words})
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._receive()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 (it was asked for)
        received: dict[str, Any] = json.loads(self._process.stdout.readline())
        return received


@contextmanager
def running_proxy() -> Iterator[Proxy]:
    """Run the proxies of all links for the length of a `with`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "testing.resilience.storms.proxy_process"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Proxy(process)
    finally:
        process.communicate(timeout=_SECONDS_TO_END)


async def _serve() -> None:
    proxies = {str(link): LinkProxy() for link in LINKS}
    _write({name: await proxy.open() for name, proxy in proxies.items()})
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin
    )
    async for command in commands:
        words = json.loads(command)
        _write(_obey(proxies[words["link"]], words))


def _obey(proxy: LinkProxy, words: Mapping[str, Any]) -> Mapping[str, Any]:
    match words["command"]:
        case "connect":
            proxy.port = words["port"]
        case "mode":
            proxy.canned_response = words.get("canned", "").encode("latin-1")
            proxy.set_mode(ProxyMode(words["mode"]))
        case "deliver":
            return {"delivered": proxy.deliver()}
    return {
        "hits": proxy.hits,
        "held": proxy.held,
        "late_responses": proxy.late_responses,
    }


def _write(facts: Mapping[str, Any] | Sequence[Any]) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve())
