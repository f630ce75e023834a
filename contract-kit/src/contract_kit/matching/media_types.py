"""Which media types pact takes for the same, and what kind of body each holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_XML = {("application", "xml"), ("text", "xml")}


@dataclass(frozen=True)
class MediaType:
    """A media type such as `application/problem+json; charset=utf-8`."""

    main: str
    sub: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_json(self) -> bool:
        """Return whether the body is JSON of any vocabulary."""
        return self.sub == "json" or self.sub.endswith("+json")

    @property
    def is_xml(self) -> bool:
        """Return whether the body is XML of any vocabulary, except of pictures.

        Pact reads a picture as bytes, though SVG is XML.
        """
        return self.main != "image" and (self.sub == "xml" or self.sub.endswith("+xml"))

    @property
    def is_form(self) -> bool:
        """Return whether the body is what a browser sends for a form without files."""
        return (self.main, self.sub) == ("application", "x-www-form-urlencoded")

    @property
    def base(self) -> "MediaType":
        """What a reader knows who does not know the vocabulary."""
        return MediaType(self.main, self.sub.rpartition("+")[2])

    def covers(self, other: "MediaType") -> bool:
        """Return whether a body of the other type is what was agreed."""
        return self._equals(other) or self._equals(other.base)

    def _equals(self, other: "MediaType") -> bool:
        both = {(self.main, self.sub), (other.main, other.sub)}
        if self.parameters and self.parameters != other.parameters:
            return False
        return len(both) == 1 or both == _XML

    def __str__(self) -> str:
        """Write the media type as in a header."""
        parameters = "".join(
            f"; {key}={value}" for key, value in self.parameters.items()
        )
        return f"{self.main}/{self.sub}{parameters}"


def read_media_type(text: str) -> MediaType:
    """Read a media type from a header."""
    kind, *parameters = (part.strip() for part in text.split(";"))
    main, _, sub = kind.lower().partition("/")
    return MediaType(main, sub, read_media_parameters(parameters))


def read_media_parameters(parts: list[str]) -> dict[str, str]:
    """Read what follows the first semicolon; neither names nor values mind the case."""
    named = (part.partition("=") for part in parts if "=" in part)
    return {name.strip().lower(): value.strip().lower() for name, _, value in named}
