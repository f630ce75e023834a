"""Records what providers really answer while they are verified.

Each interaction is marked with a header of its own, so that nobody has to guess
afterwards which answer belongs to which.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from werkzeug.routing import Map

from contract_kit.application_kind import Application, is_asgi
from contract_kit.matching import ActualResponse
from contract_kit.pact_files import Interaction, pact_paths
from contract_kit.provider.interaction_header import MARK, marks_of
from contract_kit.traffic.recorder import LONGEST_BODY, Recorder
from contract_kit.traffic.recordings import Exchange, TrafficFile, read_traffic
from contract_kit.traffic.routes import Routes, matched_rule, routes_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FOLDER = "CONTRACT_ANSWERS"


class NoResponse(LookupError):
    """An interaction whose real response was not recorded."""


@dataclass(frozen=True)
class RecordedResponse:
    """An interaction, the route that its request took, and what really came back."""

    interaction: Interaction
    route: str
    response: ActualResponse


@dataclass(frozen=True)
class RecordedResponses:
    """One answer for each interaction, and all routes of each provider."""

    answers: tuple[RecordedResponse, ...]
    routes: Mapping[str, Routes]


def recording_app(app: Application, provider: str) -> Application:
    """Record an application's responses where `CONTRACT_ANSWERS` names a folder.

    The routes of a Flask app are written down as well; of any other, none is known.
    """
    folder = os.environ.get(FOLDER)
    if not folder or is_asgi(app):
        return app
    url_map = getattr(app, "url_map", None) or Map()
    adapter = url_map.bind(provider)
    return Recorder(
        cast("WSGIApplication", app),
        provider,
        TrafficFile(Path(folder), provider, routes_of(url_map)),
        lambda method, path: matched_rule(adapter, method, path),
        exempt=(),
    )


def read_responses(pacts: Path, folder: Path) -> RecordedResponses:
    """Read what was recorded in a folder; raise `NoResponse` for what is missing.

    A pending interaction may lack its answer: its provider is not ready for it.
    """
    traffic = read_traffic(folder)
    recorded = {_marked(exchange): exchange for exchange in traffic.exchanges}
    answers = []
    for path in pact_paths(pacts):
        for mark, interaction in marks_of(path).items():
            exchange = recorded.get(mark)
            if exchange is not None:
                answers.append(_real(interaction, exchange))
            elif not interaction.pending:
                raise NoResponse(
                    f"No response of {interaction.provider} was recorded to "
                    f"{interaction}: verify it first, and mend what fails."
                )
    return RecordedResponses(tuple(answers), traffic.routes)


def _real(interaction: Interaction, exchange: Exchange) -> RecordedResponse:
    if exchange.left_out:
        raise NoResponse(
            f"What {interaction.provider} answers to {interaction} is too long to be "
            f"kept: let the state give less than {LONGEST_BODY:,} bytes."
        )
    return RecordedResponse(
        interaction, exchange.route or exchange.request.path, exchange.response
    )


def _marked(exchange: Exchange) -> str:
    return next(
        (text for name, text in exchange.request.headers if name == MARK.title()), ""
    )
