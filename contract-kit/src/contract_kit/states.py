"""Provider states: what must be true before a promise is put to the test.

A provider keeps a registry of them, one function for each sentence. The registry is
reached over HTTP, because pact's core asks for states that way and because the answer
may carry values (a real token, a new id) for the request that follows.
"""

import inspect
import json
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Flask, request
from flask.blueprints import BlueprintSetupState

STATE_PATH = "/_contract/state"
_BLUEPRINT = "contract_states"
_log = logging.getLogger(__name__)

Values = Mapping[str, object]
Setup = Callable[..., Values | None]
AnySetup = TypeVar("AnySetup", bound=Setup)
Reset = TypeVar("Reset", bound=Callable[[], None])


class StateFailed(Exception):
    """A state could not be brought about; the text says what to do."""


class NotUnderTest(RuntimeError):
    """The door to the states was asked for in an application that is not under test."""


@dataclass(frozen=True)
class StateProblem:
    """Why a state could not be brought about."""

    state: str
    sentence: str


class States:
    """The states of one provider, by their sentences."""

    def __init__(self) -> None:
        """Begin with no state."""
        self._setups: dict[str, Setup] = {}
        self._resets: list[Callable[[], None]] = []
        self._is_between_promises = True
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
        """Register a function that runs before each promise, and makes all as new."""
        self._resets.append(function)
        return function

    @property
    def names(self) -> Collection[str]:
        """The sentences of all states."""
        return self._setups.keys()

    def begin(self, name: str, parameters: Mapping[str, Any]) -> Values:
        """Bring a state about, and give the values it returns; raise `StateFailed`."""
        try:
            if self._is_between_promises:
                self._is_between_promises = False
                self._make_new()
            # Pact asks for a state without a name where a promise needs none.
            values = self._set_up(name, parameters) if name else {}
            self.supplied.setdefault(name, set()).update(values)
        except StateFailed as failure:
            self._is_between_promises = True
            self.problems.append(StateProblem(name, str(failure)))
            raise
        return values

    def end(self) -> None:
        """Take note that a promise has been put to the test."""
        self._is_between_promises = True

    def _make_new(self) -> None:
        for reset in self._resets:
            try:
                reset()
            except Exception as error:
                _log.exception("resetting before a promise")
                raise StateFailed(
                    f"{reset.__name__}(), which resets the provider before each "
                    f"promise, raised {_named(error)}. Mend it first."
                ) from error

    def _set_up(self, name: str, parameters: Mapping[str, Any]) -> Values:
        setup = self._setups.get(name)
        if setup is None:
            raise StateFailed(
                f"The state {name!r} is unknown: add a function for it with "
                f"@states.state({name!r}), or let the consumer choose one of: "
                f"{', '.join(map(repr, sorted(self._setups))) or 'none so far'}."
            )
        _refuse_other_parameters(name, setup, parameters)
        try:
            values = setup(**parameters) or {}
            json.dumps(values)
        except Exception as error:
            _log.exception("setting up the state %r", name)
            raise StateFailed(
                f"The state {name!r} raised {_named(error)}: mend its function."
            ) from error
        return values


def state_blueprint(states: States) -> Blueprint:
    """Make the door through which a verifier asks for states; for tests alone."""
    blueprint = Blueprint(_BLUEPRINT, __name__)

    @blueprint.record
    def refuse_outside_tests(setup: BlueprintSetupState) -> None:
        if not setup.app.testing:
            raise NotUnderTest(
                f"{setup.app.name} is not under test: set app.config['TESTING'] = True "
                "first, because whoever reaches this door can change all its data."
            )

    @blueprint.post(STATE_PATH)
    def change_state() -> tuple[dict[str, object], int]:
        wanted = request.get_json()
        if wanted["action"] == "teardown":
            states.end()
            return {}, 200
        try:
            values = states.begin(wanted["state"], wanted.get("params", {}))
        except StateFailed as failure:
            # Pact's core repeats a call that fails with 5xx, for two minutes.
            return {"problem": str(failure)}, 422
        return dict(values), 200

    return blueprint


def open_state_door(app: Flask, states: States) -> None:
    """Let a verifier ask an application under test for states."""
    opened = app.extensions.get(_BLUEPRINT)
    if opened is None:
        app.register_blueprint(state_blueprint(states))
        app.extensions[_BLUEPRINT] = states
    elif opened is not states:
        raise RuntimeError(f"{app.name} has other states already: make a new app.")


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
