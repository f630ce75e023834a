"""Writes the map as one page of HTML, which needs nothing but itself.

No script, no font and no address elsewhere: it reads the same from a disk, in a mail
and in ten years. The same contracts give the same bytes.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from contract_kit.matching import UnknownRule
from contract_kit.pact_files import Integration, Interaction, integration_of
from contract_kit.report.check_results import (
    CheckResults,
    DocumentedOperation,
    IntegrationResult,
)
from contract_kit.report.code_line import Line
from contract_kit.report.diagram import STYLE, picture
from contract_kit.report.field_index import by_name, index_fields
from contract_kit.report.http_lines import request_lines, response_lines
from contract_kit.report.links import (
    call_of,
    integration_anchor,
    interaction_anchors,
    plain,
)

_NOTHING_KNOWN = CheckResults()


@dataclass(frozen=True)
class InteractionView:
    """An interaction as the page shows it."""

    interaction: Interaction
    anchor: str
    call: str
    request: Sequence[Line]
    response: Sequence[Line]

    @property
    def path(self) -> str:
        """Where the call leads, without the method."""
        return self.call.partition(" ")[2]


@dataclass(frozen=True)
class Figure:
    """A number that says how it stands with all contracts together."""

    name: str
    number: str
    words: str
    is_bad: bool = False


@dataclass(frozen=True)
class IntegrationView:
    """The interactions between two applications as the page shows them."""

    integration: Integration
    anchor: str
    interactions: Sequence[InteractionView]
    result: IntegrationResult


def contracts_page(
    interactions: Sequence[Interaction],
    results: CheckResults = _NOTHING_KNOWN,
    *,
    title: str = "Contracts",
) -> str:
    """Write the page of all contracts, with what else is known of them."""
    ordered = sorted(interactions, key=_in_order)
    anchors = interaction_anchors(ordered)
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    drawings = {
        is_upright: picture(ordered, _link, results.integrations, is_upright=is_upright)
        for is_upright in (False, True)
    }
    index = index_fields(ordered, results)
    template = _environment().get_template("page.html")
    return template.render(
        title=title,
        style=Markup(style),  # noqa: S704 (a file of this package)  # nosec B704
        style_hashes=" ".join(_hashed(text) for text in (style, STYLE)),
        picture=Markup(drawings[False]),  # noqa: S704 (escaped where it is drawn)  # nosec B704
        upright=Markup(drawings[True]),  # noqa: S704 (escaped where it is drawn)  # nosec B704
        figures=list(_figures(ordered, results)),
        has_pages=bool(results.calls),
        integrations=_integrations(ordered, anchors, results),
        consumers=sorted({each.consumer for each in ordered}),
        providers=sorted({each.provider for each in ordered}),
        index=index,
        names=by_name(index),
        answers=_answers(results.answers),
        anchor_of=lambda interaction: anchors[id(interaction)],
        interactions=ordered,
    )


def _answers(
    documented: Sequence[DocumentedOperation],
) -> dict[str, tuple[list[str], list[DocumentedOperation]]]:
    """Sort what is documented by provider, each with all statuses it has anywhere."""
    sorted_answers = {}
    for provider in sorted({each.provider for each in documented}):
        theirs = [each for each in documented if each.provider == provider]
        statuses = sorted({status for each in theirs for status in each.statuses})
        sorted_answers[provider] = (statuses, theirs)
    return sorted_answers


def _link(integration: Integration) -> str:
    return f"#{integration_anchor(integration)}"


def _figures(
    interactions: Sequence[Interaction], results: CheckResults
) -> Iterator[Figure]:
    found = results.integrations.values()
    if all(each.verified is not None for each in found) and found:
        kept = sum(each.verified or 0 for each in found)
        words = f"of {len(interactions)} interactions, by the code of the same commit"
        yield Figure(
            "Interactions verified", f"{kept}", words, kept < len(interactions)
        )
    if mutants := sum(each.mutants or 0 for each in found):
        noticed = sum(each.noticed or 0 for each in found)
        words = f"of {mutants:,} mutants: mutation score {100 * noticed // mutants} %"
        yield Figure("Faults noticed", f"{noticed:,}", words, noticed < mutants)
    if all(each.unused is not None for each in found) and found:
        unused = sum(each.unused or 0 for each in found)
        words = "expected fields that no consumer reads"
        yield Figure("Unused fields", f"{unused}", words, bool(unused))
    if results.calls:
        read = sum(len(call.read) for call in results.calls)
        free = sum(len(call.free) for call in results.calls)
        words = f"of {read + free:,} fields in real answers, the others are free"
        yield Figure("Fields read", f"{read:,}", words)


def _in_order(interaction: Interaction) -> tuple[Integration, str, str, int, str]:
    request, status = interaction.request, interaction.response["status"]
    along = integration_of(interaction)
    return along, request["path"], request["method"], status, interaction.title


def _integrations(
    interactions: Sequence[Interaction],
    anchors: Mapping[int, str],
    results: CheckResults,
) -> dict[Integration, IntegrationView]:
    found = sorted(set(map(integration_of, interactions)))
    return {
        integration: IntegrationView(
            integration,
            integration_anchor(integration),
            [
                InteractionView(
                    each,
                    anchors[id(each)],
                    plain(call_of(each, results.routes)),
                    *_lines(each),
                )
                for each in interactions
                if integration_of(each) == integration
            ],
            results.integrations.get(integration, IntegrationResult()),
        )
        for integration in found
    }


def _lines(interaction: Interaction) -> tuple[list[Line], list[Line]]:
    try:
        return request_lines(interaction.request), response_lines(interaction.response)
    except UnknownRule as trouble:
        file = f"{interaction.consumer}-{interaction.provider}.json"
        raise UnknownRule(f"{file}: {interaction.title!r}: {trouble}") from None


def _hashed(style: str) -> str:
    """Name a style as a policy of the page does, so that no other one is applied."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("contract_kit.report", "."),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["family"] = lambda status: f"{str(status)[0]}xx"
    environment.filters["plain"] = plain
    return environment
