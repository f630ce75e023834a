"""Stubs all providers of a consumer from its pacts; one response can be replaced."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from werkzeug import Request as HttpRequest
from werkzeug import Response

from contract_kit.matching import (
    ActualRequest,
    ActualResponse,
    read_parameters,
    request_mismatches,
)
from contract_kit.pact_files import Interaction
from contract_kit.quality.mutants import example_response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class ProviderStubs:
    """A WSGI application for several providers: the name of the host is theirs.

    Of several interactions about one request the preferred one is played, else good
    news.
    """

    def __init__(self, interactions: Sequence[Interaction]) -> None:
        """Take the interactions of everybody who is to be played."""
        self._interactions = interactions
        self.unknown: list[str] = []
        self.choices: list[list[Interaction]] = []
        self.begin()

    def begin(
        self,
        preferred: Interaction | None = None,
        instead: ActualResponse | None = None,
    ) -> None:
        """Forget what was asked; prefer one interaction, or play something else."""
        self._preferred, self._instead = preferred, instead
        self.unknown = []
        self.choices = []

    def __call__(
        self, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as an interaction says, or with 501 where there is none."""
        provider, asked = _asked(HttpRequest(environ))
        kept = [each for each in self._interactions if _is_about(each, provider, asked)]
        if not kept:
            self.unknown.append(f"{asked.method} {asked.path} of {provider}")
            return Response(status=501)(environ, start)
        kept.sort(key=self._rank)
        self.choices.append(kept)
        return _response(self._answer(kept[0]))(environ, start)

    def _rank(self, interaction: Interaction) -> tuple[bool, bool, str]:
        is_good_news = 200 <= interaction.response["status"] < 300
        return interaction is not self._preferred, not is_good_news, interaction.title

    def _answer(self, interaction: Interaction) -> ActualResponse:
        if interaction is self._preferred and self._instead is not None:
            return self._instead
        return example_response(interaction)


def _asked(request: HttpRequest) -> tuple[str, ActualRequest]:
    provider = request.host.partition(".")[0]
    query = read_parameters(request.query_string.decode("utf-8", "replace"))
    headers = tuple(request.headers.items())
    return provider, ActualRequest(
        request.method, request.path, query, headers, request.get_data()
    )


def _is_about(interaction: Interaction, provider: str, asked: ActualRequest) -> bool:
    agreed = interaction.request
    # Most interactions are about other things: spare the matching.
    return (interaction.provider, agreed["method"], agreed["path"]) == (
        provider,
        asked.method,
        asked.path,
    ) and not request_mismatches(interaction, asked)


def _response(answer: ActualResponse) -> Response:
    response = Response(answer.body, status=answer.status)
    response.headers.remove("Content-Type")
    for name, value in answer.headers:
        response.headers.add(name, value)
    return response
