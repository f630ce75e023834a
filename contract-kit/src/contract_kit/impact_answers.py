"""Listens to what providers really answer while they are held to their promises.

Each promise is marked with a header of its own, so that nobody has to guess afterwards
which answer belongs to which.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from contract_kit.judge import Answer
from contract_kit.marks import MARK, marks_of
from contract_kit.pact_files import Interaction, pact_paths
from contract_kit.routes import Routes, matched_rule, routes_of
from contract_kit.states import STATE_PATH
from contract_kit.traffic import LONGEST_BODY, Recorder
from contract_kit.traffic_files import Exchange, TrafficFile, read_traffic

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FOLDER = "CONTRACT_ANSWERS"


class NotAnswered(LookupError):
    """A promise whose real answer nobody has heard."""


@dataclass(frozen=True)
class RealAnswer:
    """A promise, the route that its request took, and what really came back."""

    promise: Interaction
    route: str
    answer: Answer


@dataclass(frozen=True)
class RealAnswers:
    """One answer for each promise, and all routes of each provider."""

    answers: tuple[RealAnswer, ...]
    routes: Mapping[str, Routes]


def overheard(app: Flask, provider: str) -> "WSGIApplication":
    """Let an application be heard where `CONTRACT_ANSWERS` names a folder."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return app
    adapter = app.url_map.bind(provider)
    return Recorder(
        app,
        provider,
        TrafficFile(Path(folder), provider, routes_of(app.url_map)),
        lambda method, path: matched_rule(adapter, method, path),
        exempt=(STATE_PATH,),
    )


def read_answers(pacts: Path, folder: Path) -> RealAnswers:
    """Read what was heard in a folder; raise `NotAnswered` where something is missing.

    A pending promise may lack its answer: its provider is not ready for it.
    """
    traffic = read_traffic(folder)
    heard = {_marked(exchange): exchange for exchange in traffic.exchanges}
    answers = []
    for path in pact_paths(pacts):
        for mark, promise in marks_of(path).items():
            exchange = heard.get(mark)
            if exchange is not None:
                answers.append(_real(promise, exchange))
            elif not promise.pending:
                raise NotAnswered(
                    f"Nobody has heard what {promise.provider} answers to {promise}: "
                    "hold it to its promises first, and mend what fails."
                )
    return RealAnswers(tuple(answers), traffic.routes)


def _real(promise: Interaction, exchange: Exchange) -> RealAnswer:
    if exchange.left_out:
        raise NotAnswered(
            f"What {promise.provider} answers to {promise} is too long to be kept: let "
            f"the state give less than {LONGEST_BODY:,} bytes."
        )
    return RealAnswer(promise, exchange.route or exchange.request.path, exchange.answer)


def _marked(exchange: Exchange) -> str:
    return next(
        (text for name, text in exchange.request.headers if name == MARK.title()), ""
    )
