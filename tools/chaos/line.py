"""One line between two applications, through which every byte of theirs goes.

A connection remembers what has befallen it: one that fell into a black hole stays
there, one that is held waits until it is delivered, even if its caller has gone since.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator

from tools.chaos.impostor import play
from tools.chaos.modes import Mode

HOST = "127.0.0.1"
# Head and body may come one after the other: twice this is still within the house's
# patience of one second.
LATENCY_SECONDS = 0.4
# Three seconds, and enough more that whoever waits for three has surely given up.
SLOW_SECONDS = 3.3
# Ends among the headers; a lenient client takes that for an answer without a body.
_HALF_A_HEAD = 40
_CHUNK = 65536


class Line:
    """A door at which the caller knocks, and the port behind it."""

    def __init__(self) -> None:
        """Begin closed: nobody is behind the door yet."""
        self.mode = Mode.PASS
        self.port: int | None = None
        # What the impostor says to everybody, head and all.
        self.pretence = b""
        self.hits: Counter[str] = Counter()
        self.late_answers: list[str] = []
        self._held: list[asyncio.Event] = []
        self._connections: set[_Connection] = set()

    async def open(self) -> int:
        """Listen, and tell at which port."""
        server = await asyncio.start_server(self._welcome, HOST, 0)
        return int(server.sockets[0].getsockname()[1])

    def set_mode(self, mode: Mode) -> None:
        """Treat all that is said from now on in another way."""
        self.mode = mode
        if mode in (Mode.RESET, Mode.IMPOSTOR):
            self.hits[mode] += len(self._connections)
            for connection in list(self._connections):
                connection.cut()

    def deliver(self) -> int:
        """Let through what was held; tell how many connections that were."""
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

    async def _welcome(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.mode == Mode.RESET or self.port is None:
            self.hits[self.mode] += 1
            writer.transport.abort()
            return
        if self.mode == Mode.IMPOSTOR:
            self.hits[self.mode] += 1
            await play(self.pretence, reader, writer)
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

    def __init__(self, line: Line, caller: _Ends, callee: _Ends) -> None:
        self._line = line
        self._from_caller, self._to_caller = caller
        self._from_callee, self._to_callee = callee
        self._is_lost = False
        self._was_held = False
        self._is_awaited = False

    async def carry(self) -> None:
        """Carry requests one way and answers the other, until both ends are done."""
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._carry_requests())
                both.create_task(self._carry_answers())
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
            await self._dwell()
            if self._line.mode == Mode.BLACKHOLE:
                self._lose()
            self._is_awaited = True
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

    async def _dwell(self) -> None:
        if self._line.mode == Mode.LATENCY:
            self._line.hits[Mode.LATENCY] += 1
            await asyncio.sleep(LATENCY_SECONDS)
        elif self._line.mode == Mode.HOLD:
            self._line.hits[Mode.HOLD] += 1
            self._was_held = True
            await self._line.hold()

    async def _carry_answers(self) -> None:
        while chunk := await self._from_callee.read(_CHUNK):
            if self._was_held:
                self._line.late_answers.append(_first_line(chunk))
            if not self._is_lost:
                await self._linger()
                self._answer(chunk)
            if self._was_held:
                # The caller of a held request has mostly gone; one answer is all.
                break
        self.cut()

    async def _linger(self) -> None:
        """Let an answer wait for its first byte; the deed is done by then."""
        if self._line.mode == Mode.SLOW and self._is_awaited:
            self._line.hits[Mode.SLOW] += 1
            await asyncio.sleep(SLOW_SECONDS)
        self._is_awaited = False

    def _answer(self, chunk: bytes) -> None:
        mode = self._line.mode
        if mode == Mode.BLACKHOLE:
            self._lose()
        elif mode in (Mode.HALF_ANSWER, Mode.LOST_ANSWER):
            self._line.hits[mode] += 1
            if mode == Mode.HALF_ANSWER:
                self._to_caller.write(chunk[: self._cut_at(chunk)])
                self._to_caller.close()
            else:
                self._to_caller.transport.abort()
        else:
            self._to_caller.write(chunk)

    def _cut_at(self, chunk: bytes) -> int:
        """Cut one answer among its headers, the next one in its body."""
        is_odd = self._line.hits[Mode.HALF_ANSWER] % 2
        return _HALF_A_HEAD if is_odd else len(chunk) - 10

    def _lose(self) -> None:
        if not self._is_lost:
            self._line.hits[Mode.BLACKHOLE] += 1
        self._is_lost = True


def _first_line(answer: bytes) -> str:
    return answer.partition(b"\r\n")[0].decode("latin-1")
