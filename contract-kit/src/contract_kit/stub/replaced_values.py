"""Gives an answer other values where its example will not do: a moment that is past.

What was agreed word for word stays as it is: nothing else matches there.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from contract_kit.matching import ActualResponse, expected_bytes, response_mismatches
from contract_kit.matching.matching_rules import Place, Rules, body_rules
from contract_kit.pact_files import Interaction

Values = Mapping[str, Callable[[], object]]


class ValueNotAllowed(ValueError):
    """A value was to be given that the interaction does not allow."""


def with_values(interaction: Interaction, values: Values) -> Interaction:
    """Put values in by the names of members, wherever in the answer those are."""
    if not values:
        # Nor are the rules read, some of which nobody here understands.
        return interaction
    body = interaction.response.get("body", {})
    rules = body_rules(interaction.response)
    content = _filled(body.get("content"), values, rules, ())
    if not body or content == body["content"]:
        return interaction
    response = {**interaction.response, "body": {**body, "content": content}}
    changed = replace(interaction, response=response)
    _demand_kept(interaction, changed)
    return changed


def _filled(content: Any, values: Values, rules: Rules, place: Place) -> Any:
    if isinstance(content, list):
        return [
            _filled(each, values, rules, (*place, number))
            for number, each in enumerate(content)
        ]
    if not isinstance(content, Mapping):
        return content
    return {
        name: values[name]()
        if name in values and _is_free(rules, (*place, name))
        else _filled(value, values, rules, (*place, name))
        for name, value in content.items()
    }


def _is_free(rules: Rules, place: Place) -> bool:
    ruling = rules.example_ruling(place)
    if ruling is None:
        return False
    return all(matcher["match"] != "equality" for matcher in ruling.matchers)


def _demand_kept(interaction: Interaction, changed: Interaction) -> None:
    given = changed.response
    headers = tuple(
        (name, value)
        for name, lines in given.get("headers", {}).items()
        for value in lines
    )
    response = ActualResponse(given["status"], headers, expected_bytes(given))
    for mismatch in response_mismatches(interaction, response):
        raise ValueNotAllowed(
            f"{interaction.title}: {mismatch}. Put in what the interaction allows."
        )
