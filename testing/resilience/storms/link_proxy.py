"""The TCP proxy of one link between two applications.

A connection remembers what has befallen it: one that fell into a black hole stays
there, one that is held waits until it is delivered, even if its caller has gone since.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator

from testing.resilience.storms.canned_response import send_canned_response
from testing.resilience.storms.proxy_modes import ProxyMode

HOST = "127.0.0.1"
# Head and body may come one after the other: twice this is still within the shop's
# patience of one second.
LATENCY_SECONDS = 0.4
# Three seconds, and enough more that whoever waits for three has surely given up.
SLOW_SECONDS = 3.3
# Ends among the headers; a lenient client takes that for an answer without a body.
_HALF_A_HEAD = 40
_CHUNK = 65536


class LinkProxy:
    """A port at which the caller connects, and the port to which it leads."""

    def __init__(self) -> None:
        """Begin closed: it leads nowhere yet."""
        self.mode = ProxyMode.PASS
        self.port: int | None = None
        # The whole response, head and all, in the mode of that name.
        self.canned_response = b""
        self.hits: Counter[str] = Counter()
        self.late_responses: list[str] = []
        self._held: list[asyncio.Event] = []
        self._connections: set[_Connection] = set()

    async def open(self) -> int:
        """Listen; return the port."""
        server = await asyncio.start_server(self._accept, HOST, 0)
        return int(server.sockets[0].getsockname()[1])

    def set_mode(self, mode: ProxyMode) -> None:
        """Set how requests and responses are treated from now on."""
        self.mode = mode
        if mode in (ProxyMode.RESET, ProxyMode.CANNED_RESPONSE):
            self.hits[mode] += len(self._connections)
            for connection in list(self._connections):
                connection.cut()

    def deliver(self) -> int:
        """Release the held requests; return how many connections that were."""
        held, self._held = self._held, []
        for gate in held:
            gate.set()
        return len(held)

    @property
    def held(self) -> int:
        """How many requests are held."""
        return len(self._held)

    async def hold(self) -> None:
        """Wait until what is held is delivered."""
        gate = asyncio.Event()
        self._held.append(gate)
        await gate.wait()

    async def _accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.mode == ProxyMode.RESET or self.port is None:
            self.hits[self.mode] += 1
            writer.transport.abort()
            return
        if self.mode == ProxyMode.CANNED_RESPONSE:
            self.hits[self.mode] += 1
            await send_canned_response(self.canned_response, reader, writer)
            return
        try:
            onward = await asyncio.open_connection(HOST, self.port)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(self, (reader, writer), onward)
        with self._remembered(connection):
            await connection.carry()

    @contextlib.contextmanager
    def _remembered(self, connection: "_Connection") -> Iterator[None]:
        self._connections.add(connection)
        try:
            yield
        finally:
            self._connections.discard(connection)


_Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Connection:
    """One connection of a caller, and its continuation to the callee."""

    def __init__(self, proxy: LinkProxy, caller: _Ends, callee: _Ends) -> None:
        self._proxy = proxy
        self._from_caller, self._to_caller = caller
        self._from_callee, self._to_callee = callee
        self._is_lost = False
        self._was_held = False
        self._is_response_due = False

    async def carry(self) -> None:
        """Carry requests one way and responses the other, until both ends are done."""
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry_requests())
                both.create_task(self._carry_responses())
        except* OSError:
            pass
        finally:
            self.cut()

    def cut(self) -> None:
        """Break the connection off, at both ends at once."""
        self._to_caller.transport.abort()
        self._to_callee.transport.abort()

    async def _carry_requests(self) -> None:
        while chunk := await self._request():
            await self._delay_request()
            if self._proxy.mode == ProxyMode.BLACKHOLE:
                self._lose()
            self._is_response_due = True
            if not self._is_lost:
                self._to_callee.write(chunk)
                await self._to_callee.drain()
        if not self._was_held or self._is_lost:
            # Whoever hangs up hangs up; only what was held outlives its caller.
            self.cut()

    async def _request(self) -> bytes:
        try:
            return await self._from_caller.read(_CHUNK)
        except OSError:
            # A caller that was killed mid-sentence has hung up like any other.
            return b""

    async def _delay_request(self) -> None:
        if self._proxy.mode == ProxyMode.LATENCY:
            self._proxy.hits[ProxyMode.LATENCY] += 1
            await asyncio.sleep(LATENCY_SECONDS)
        elif self._proxy.mode == ProxyMode.HOLD:
            self._proxy.hits[ProxyMode.HOLD] += 1
            self._was_held = True
            await self._proxy.hold()

    async def _carry_responses(self) -> None:
        while chunk := await self._from_callee.read(_CHUNK):
            if self._was_held:
                self._proxy.late_responses.append(_first_line(chunk))
            if not self._is_lost:
                await self._delay_response()
                self._respond(chunk)
            if self._was_held:
                # The caller of a held request has mostly gone; one answer is all.
                break
        self.cut()

    async def _delay_response(self) -> None:
        """Delay an answer's first byte; its request is done by then."""
        if self._proxy.mode == ProxyMode.SLOW and self._is_response_due:
            self._proxy.hits[ProxyMode.SLOW] += 1
            await asyncio.sleep(SLOW_SECONDS)
        self._is_response_due = False

    def _respond(self, chunk: bytes) -> None:
        mode = self._proxy.mode
        if mode == ProxyMode.BLACKHOLE:
            self._lose()
        elif mode in (ProxyMode.HALF_RESPONSE, ProxyMode.LOST_RESPONSE):
            self._proxy.hits[mode] += 1
            if mode == ProxyMode.HALF_RESPONSE:
                self._to_caller.write(chunk[: self._cut_at(chunk)])
                self._to_caller.close()
            else:
                self._to_caller.transport.abort()
        else:
            self._to_caller.write(chunk)

    def _cut_at(self, chunk: bytes) -> int:
        """Cut one answer among its headers, the next one in its body."""
        is_odd = self._proxy.hits[ProxyMode.HALF_RESPONSE] % 2
        return _HALF_A_HEAD if is_odd else len(chunk) - 10

    def _lose(self) -> None:
        if not self._is_lost:
            self._proxy.hits[ProxyMode.BLACKHOLE] += 1
        self._is_lost = True


def _first_line(answer: bytes) -> str:
    return answer.partition(b"\r\n")[0].decode("latin-1")
