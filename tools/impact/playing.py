"""Plays all services behind a consumer from its promises, one answer exchangeable."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from werkzeug import Request as HttpRequest
from werkzeug import Response

from contract_kit.judge import Answer, Request, read_parameters, request_mismatches
from contract_kit.mutants import sound_answer
from contract_kit.pact_files import Interaction

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Players:
    """A WSGI application for several providers: the name of the host is theirs.

    Of several promises about one request the preferred one is played, else good news.
    """

    def __init__(self, promises: Sequence[Interaction]) -> None:
        """Take the promises of everybody who is to be played."""
        self._promises = promises
        self.unknown: list[str] = []
        self.choices: list[list[Interaction]] = []
        self.begin()

    def begin(
        self, preferred: Interaction | None = None, instead: Answer | None = None
    ) -> None:
        """Forget what was asked; play one promise before others, or something else."""
        self._preferred, self._instead = preferred, instead
        self.unknown = []
        self.choices = []

    def __call__(
        self, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer with a promise, or with 501 where there is none."""
        provider, asked = _asked(HttpRequest(environ))
        kept = [each for each in self._promises if _is_about(each, provider, asked)]
        if not kept:
            self.unknown.append(f"{asked.method} {asked.path} of {provider}")
            return Response(status=501)(environ, start)
        kept.sort(key=self._rank)
        self.choices.append(kept)
        return _response(self._answer(kept[0]))(environ, start)

    def _rank(self, promise: Interaction) -> tuple[bool, bool, str]:
        is_good_news = 200 <= promise.response["status"] < 300
        return promise is not self._preferred, not is_good_news, promise.title

    def _answer(self, promise: Interaction) -> Answer:
        if promise is self._preferred and self._instead is not None:
            return self._instead
        return sound_answer(promise)


def _asked(request: HttpRequest) -> tuple[str, Request]:
    provider = request.host.partition(".")[0]
    query = read_parameters(request.query_string.decode("utf-8", "replace"))
    headers = tuple(request.headers.items())
    return provider, Request(
        request.method, request.path, query, headers, request.get_data()
    )


def _is_about(promise: Interaction, provider: str, asked: Request) -> bool:
    agreed = promise.request
    # Most promises are about other things: spare the judge.
    return (promise.provider, agreed["method"], agreed["path"]) == (
        provider,
        asked.method,
        asked.path,
    ) and not request_mismatches(promise, asked)


def _response(answer: Answer) -> Response:
    response = Response(answer.body, status=answer.status)
    response.headers.remove("Content-Type")
    for name, value in answer.headers:
        response.headers.add(name, value)
    return response
