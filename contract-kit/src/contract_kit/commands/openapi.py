"""`contract-kit openapi`: pacts and OpenAPI documents, held against each other."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from contract_kit.check.complaint import Complaint
from contract_kit.check.openapi_documents import provider_document
from contract_kit.command_options import json_option, junit_option, pacts_option
from contract_kit.command_results import CommandResult
from contract_kit.commands._usage_errors import Unanswerable, interactions_in
from contract_kit.openapi import (
    CoverageExemption,
    OpenApiDocument,
    UnreadableExemptions,
    coverage_findings,
    coverage_summary,
    coverage_table,
    inconsistencies,
    read_exemptions,
    response_coverage,
)
from contract_kit.openapi_changes import (
    DocumentChange,
    OtherService,
    UnreadableDocument,
    document_changes,
    provider_of,
    read_openapi,
)
from contract_kit.pact_files import Interaction
from contract_kit.settings import SettingsError, settings_in

_DIFF = "openapi diff"


@click.group("openapi", invoke_without_command=True)
@pacts_option
@click.option(
    "--document",
    "sources",
    multiple=True,
    metavar="PROVIDER=SOURCE",
    help="A provider's document: a file, git:REVISION:PATH or a URL.",
)
@click.option(
    "--exemptions",
    type=click.Path(path_type=Path),
    default=Path("contract-coverage.toml"),
    show_default=True,
    help="Documented responses that no interaction covers, with reasons.",
)
@click.option("--matrix", is_flag=True, help="Print operation × status.")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the documents into a folder, to compare them later, and no more.",
)
@json_option
@junit_option
@click.pass_context
def command(
    context: click.Context,
    /,
    pacts: Path,
    sources: Sequence[str],
    exemptions: Path,
    matrix: bool,
    folder: Path | None,
    **files: Any,
) -> None:
    """Hold interactions against OpenAPI documents, and documents against both.

    Each interaction agrees with the document of its provider, and each documented
    response is expected by an interaction or exempted with a reason.
    """
    if context.invoked_subcommand:
        return
    documents = dict(map(_named_document, sources)) or _configured_documents()
    if folder:
        click.echo("\n".join(map(str, _written(documents, folder))))
        return
    interactions = [one for one in interactions_in(pacts) if one.provider in documents]
    reasons = _exemptions(exemptions)
    responses = response_coverage(documents, interactions, reasons)
    gaps = coverage_findings(responses, reasons, exemptions.name)
    faults = [*_inconsistencies(documents, interactions), *map(str, gaps)]
    CommandResult(
        ("openapi",),
        [Complaint("openapi", fault) for fault in faults],
        coverage_table(responses) if matrix else coverage_summary(responses),
        {"responses": [asdict(one) for one in responses]},
    ).conclude(**files)


@command.command("diff")
@click.argument("old")
@click.argument("new")
@pacts_option
@click.option("--provider", help="Who publishes it; found out by the pacts otherwise.")
@json_option
@junit_option
def diff(old: str, new: str, pacts: Path, provider: str | None, **files: Any) -> None:
    """Report whom the step from OLD to NEW breaks, by reading the pacts.

    Both are a file, git:REVISION:PATH or a URL.
    """
    before, now = _document(old), _document(new)
    interactions = interactions_in(pacts)
    name = provider or provider_of(before, interactions)
    mine = [one for one in interactions if one.provider == name]
    if not mine:
        raise Unanswerable(
            f"No interaction in {pacts} calls {name or 'what ' + old + ' describes'}: "
            "name the provider with --provider, or its pacts with --pacts."
        )
    try:
        changes = document_changes(before, now, mine)
    except OtherService as error:
        raise Unanswerable(str(error)) from None
    breaking = [change for change in changes if change.broken]
    harmless = [str(change) for change in changes if not change.broken]
    summary = f"{len(changes)} differences: {len(breaking)} break somebody."
    CommandResult(
        (_DIFF,),
        [Complaint(_DIFF, str(change)) for change in breaking],
        "\n".join([*harmless, summary]),
        {"changes": [_as_json(change) for change in changes]},
    ).conclude(**files)


def _document(source: str) -> OpenApiDocument:
    try:
        return OpenApiDocument(read_openapi(source))
    except UnreadableDocument as error:
        raise Unanswerable(str(error)) from None


def _named_document(words: str) -> tuple[str, OpenApiDocument]:
    provider, sign, source = words.partition("=")
    if not sign:
        raise Unanswerable(f"{words!r} names no provider: write PROVIDER=SOURCE.")
    return provider, _document(source)


def _configured_documents() -> dict[str, OpenApiDocument]:
    try:
        settings = settings_in(Path())
    except SettingsError:
        raise Unanswerable(
            "Name a document: --document tea-service=openapi.json."
        ) from None
    services = [one for one in settings.services.values() if one.openapi]
    return {one.name: provider_document(settings, one) for one in services}


def _written(documents: dict[str, OpenApiDocument], folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for provider, document in documents.items():
        path = folder / f"{provider}.json"
        text = json.dumps(document.written, indent=2, sort_keys=True)
        path.write_text(f"{text}\n", "utf-8")
        yield path


def _exemptions(path: Path) -> list[CoverageExemption]:
    try:
        return read_exemptions(path)
    except UnreadableExemptions as error:
        raise Unanswerable(str(error)) from None


def _inconsistencies(
    documents: dict[str, OpenApiDocument], interactions: Sequence[Interaction]
) -> list[str]:
    return [
        str(found)
        for provider, document in documents.items()
        for found in inconsistencies(
            [one for one in interactions if one.provider == provider], document
        )
    ]


def _as_json(change: DocumentChange) -> dict[str, Any]:
    return {
        "places": change.places,
        "change": change.sentence,
        "breaks": {
            consumer: [one.title for one in broken]
            for consumer, broken in change.consumers.items()
        },
    }
