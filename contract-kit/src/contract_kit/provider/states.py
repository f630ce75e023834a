"""Provider states: what must be true before an interaction is verified.

A provider keeps a registry of them, one function for each sentence. The registry is
reached over HTTP, because pact's core asks for states that way and because the answer
may carry values (a real token, a new id) for the request that follows.
"""

import asyncio
import inspect
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

_log = logging.getLogger(__name__)

Values = Mapping[str, object]
Setup = Callable[..., Values | None | Awaitable[Values | None]]
Finish = Callable[[Awaitable[Values | None]], Values | None]
AnySetup = TypeVar("AnySetup", bound=Setup)
Reset = TypeVar("Reset", bound=Callable[[], Awaitable[None] | None])


class StateFailed(Exception):
    """A state could not be brought about; the text says what to do."""


@dataclass(frozen=True)
class StateProblem:
    """Why a state could not be brought about."""

    state: str
    sentence: str


def run_to_its_end(begun: Awaitable[Values | None]) -> Values | None:
    """Run what an `async` function has begun, in a loop of its own."""

    async def awaited() -> Values | None:
        return await begun

    return asyncio.run(awaited())


class States:
    """The states of one provider, by their sentences."""

    def __init__(self) -> None:
        """Begin with no state."""
        self._setups: dict[str, Setup] = {}
        self._resets: list[Callable[[], Awaitable[None] | None]] = []
        self._is_between_interactions = True
        self.problems: list[StateProblem] = []
        self.supplied: dict[str, set[str]] = {}

    def state(self, name: str) -> Callable[[AnySetup], AnySetup]:
        """Register the function that brings a state about.

        It takes the parameters of the state by name, and may return values which
        requests ask for with `from_state(...)`.
        """

        def register(setup: AnySetup) -> AnySetup:
            if name in self._setups:
                raise ValueError(f"The state {name!r} is registered twice.")
            self._setups[name] = setup
            return setup

        return register

    def reset(self, function: Reset) -> Reset:
        """Register a function that runs before each interaction, to make all as new."""
        self._resets.append(function)
        return function

    @property
    def names(self) -> Collection[str]:
        """The sentences of all states."""
        return self._setups.keys()

    def begin(
        self,
        name: str,
        parameters: Mapping[str, Any],
        finish: Finish = run_to_its_end,
    ) -> Values:
        """Bring a state about, and give the values it returns; raise `StateFailed`.

        What an `async` function has begun, `finish` brings to its end.
        """
        try:
            if self._is_between_interactions:
                self._is_between_interactions = False
                self._make_new(finish)
            # Pact asks for a state without a name where an interaction needs none.
            values = self._set_up(name, parameters, finish) if name else {}
            self.supplied.setdefault(name, set()).update(values)
        except StateFailed as failure:
            self._is_between_interactions = True
            self.problems.append(StateProblem(name, str(failure)))
            raise
        return values

    def end(self) -> None:
        """Take note that an interaction has been verified."""
        self._is_between_interactions = True

    def _make_new(self, finish: Finish) -> None:
        for reset in self._resets:
            try:
                _finished(reset(), finish)
            except Exception as error:
                _log.exception("resetting before an interaction")
                raise StateFailed(
                    f"{reset.__name__}(), which resets the provider before each "
                    f"interaction, raised {_named(error)}. Mend it first."
                ) from error

    def _set_up(
        self, name: str, parameters: Mapping[str, Any], finish: Finish
    ) -> Values:
        setup = self._setups.get(name)
        if setup is None:
            raise StateFailed(
                f"The state {name!r} is unknown: add a function for it with "
                f"@states.state({name!r}), or let the consumer choose one of: "
                f"{', '.join(map(repr, sorted(self._setups))) or 'none so far'}."
            )
        _refuse_other_parameters(name, setup, parameters)
        try:
            values = _finished(setup(**parameters), finish) or {}
            json.dumps(values)
        except Exception as error:
            _log.exception("setting up the state %r", name)
            raise StateFailed(
                f"The state {name!r} raised {_named(error)}: mend its function."
            ) from error
        return values


def _finished(
    given: Values | None | Awaitable[Values | None], finish: Finish
) -> Values | None:
    return finish(given) if inspect.isawaitable(given) else given


def _refuse_other_parameters(
    name: str, setup: Setup, parameters: Mapping[str, Any]
) -> None:
    try:
        inspect.signature(setup).bind(**parameters)
    except TypeError as error:
        raise StateFailed(
            f"The state {name!r} was asked for with ({', '.join(parameters)}), and its "
            f"function takes {inspect.signature(setup)}: {error}."
        ) from None


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
