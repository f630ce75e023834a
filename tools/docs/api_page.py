"""The API of a service as Markdown, from the OpenAPI document that it publishes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contract_kit.openapi.published_document import published_document
from tools.applications import APPLICATIONS, ROOT

# What every operation of its kind may answer.
_SHARED = frozenset({"401", "403", "413", "414", "415", "503"})


def api_page(folder: str) -> str:
    """Write the operations of a service, then the documents it takes and gives."""
    (application,) = [one for one in APPLICATIONS if one.folder == folder]
    templates = Environment(  # nosec B701 - this writes Markdown.
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
    templates.filters |= {"kind": _kind, "body": _body, "own": _own, "shared": _shared}
    return templates.get_template("api_page.md.jinja").render(
        api=published_document(
            ROOT, "/openapi.json", f"tools.isolated_app:{application.package}"
        )
    )


def _kind(schema: Mapping[str, Any]) -> str:
    """Describe in a few words what a value may be."""
    if "anyOf" in schema:
        return " or ".join(map(_kind, schema["anyOf"]))
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return " ".join([str(schema.get("type", "anything")), *_bounds(schema)])


def _bounds(schema: Mapping[str, Any]) -> Iterator[str]:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None and most < 2**31 - 1:
        yield f"{least}–{most}"
    if "maxLength" in schema:
        yield f"of at most {schema['maxLength']} characters"
    if schema.get("default") not in (None, "", []):
        yield f"(default `{schema['default']}`)"


def _body(content: Mapping[str, Any]) -> str:
    media, described = next(iter(content.items()))
    schema = described["schema"]
    types = schema.get("properties", {}).get("type", {}).get("enum", [])
    if types:
        return " or ".join(f"`{name.rpartition(':')[2]}`" for name in types)
    return f"`{media}`" if schema.get("type") == "string" else _kind(schema)


def _own(responses: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    return [(status, it) for status, it in responses.items() if status not in _SHARED]


def _shared(responses: Mapping[str, Any]) -> Sequence[str]:
    return [status for status in responses if status in _SHARED]
