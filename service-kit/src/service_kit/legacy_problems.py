"""Routes that are kept for clients which nobody can change, and how these are refused.

Such a client reads `error` or `message` and shows it. So a problem holds the sentence
that the client knows in both, and where it has none, names each field that is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service_kit.problems import Document, Problem


@dataclass(frozen=True)
class Legacy:
    """A route that is kept, with the client's own sentence for a kind of problem."""

    sentences: Mapping[type[Problem], str] = field(default_factory=dict)

    def document(self, problem: Problem) -> Document:
        """Write the problem as this client reads it."""
        sentence = self._sentence(problem)
        members = dict.fromkeys(("detail", "message", "error"), sentence)
        return problem.document() | members

    def _sentence(self, problem: Problem) -> str:
        kinds = (kind for kind in type(problem).__mro__ if kind in self.sentences)
        kind = next(kinds, None)
        return self.sentences[kind] if kind else _with_fields(problem)


def _with_fields(problem: Problem) -> str:
    if problem.detail != problem.sentence:
        return problem.detail
    fields = (
        f"{name}: {line}" for name, lines in problem.errors.items() for line in lines
    )
    return " ".join((problem.detail, *fields))
