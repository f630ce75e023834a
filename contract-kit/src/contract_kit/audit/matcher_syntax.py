"""Knows how a matcher is spelled in the language that has written a pact."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Language:
    """How a language declares what a value may be."""

    name: str
    whole_number: str
    text: str
    pattern: str
    moment: str
    uuid: str
    filled_list: str
    state: str

    def matcher_for(self, value: Any) -> str:
        """Return the matcher for values of the kind of an example."""
        match value:
            case bool() | float() | None | dict():
                return self.text
            case int():
                return self.whole_number
            case list():
                return self.filled_list
        return self.text


PACT_JS = Language(
    "pact-js",
    "integer(1)",
    "like(...)",
    "regex('^...$', 'example')",
    "datetime(format, example)",
    "uuid('...')",
    "eachLike(...)",
    ".given('...')",
)
PACT_JVM = Language(
    "pact-jvm",
    "integerType(name, 1)",
    "stringType(name, example)",
    'stringMatcher(name, "^...$", example)',
    "datetime(name, format)",
    "uuid(name)",
    "minArrayLike(name, 1)",
    '.given("...")',
)
PACT_GO = Language(
    "pact-go",
    "matchers.Integer(1)",
    "matchers.Like(...)",
    'matchers.Regex(example, "^...$")',
    "matchers.Timestamp()",
    "matchers.UUID()",
    "matchers.EachLike(example, 1)",
    '.Given("...")',
)
PACT_PYTHON = Language(
    "pact-python",
    "match.int(1)",
    "match.like(...)",
    'match.regex("example", regex="^...$")',
    "match.datetime(...)",
    "match.uuid(...)",
    "match.each_like(..., min=1)",
    '.given("...")',
)
CONTRACT_KIT = Language(
    "contract-kit",
    "integer(1)",
    'text("...")',
    "pattern(example, expression)",
    "instant(...)",
    "uid(...)",
    "some(...)",
    '.given("...")',
)
# Who wrote it is not known: these are the words of the file itself.
PACT = Language(
    "Pact",
    '"match": "integer"',
    '"match": "type"',
    '"match": "regex" with ^...$',
    '"match": "datetime"',
    '"match": "regex" for a UUID',
    '"match": "type" with "min": 1',
    "a provider state",
)
_BY_SIGN = {
    "pact-js": PACT_JS,
    "pactJs": PACT_JS,
    "pact-jvm": PACT_JVM,
    "pact-go": PACT_GO,
    "pactGo": PACT_GO,
    "pact-python": PACT_PYTHON,
    "pactPython": PACT_PYTHON,
    "pact_python": PACT_PYTHON,
}
# No tool is named, so that an upgrade changes no file.
_OF_CONTRACT_KIT = {"pactSpecification": {"version": "4.0"}}


def language_of(document: Mapping[str, Any]) -> Language:
    """Read from the metadata of a pact who has written it."""
    metadata = document.get("metadata")
    if metadata == _OF_CONTRACT_KIT:
        return CONTRACT_KIT
    names = metadata if isinstance(metadata, Mapping) else ()
    return next((_BY_SIGN[name] for name in names if name in _BY_SIGN), PACT)
