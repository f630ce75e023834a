"""Calls the function of a project that knows which pages of a consumer need a field."""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence

from contract_kit.impact.pages_by_field import PagesByField
from contract_kit.pact_files import Interaction
from contract_kit.settings import Settings, SettingsError

CallOf = Callable[[Interaction], str]
PagesFunction = Callable[[Sequence[Interaction], CallOf], Mapping[str, PagesByField]]


def pages_of_project(
    settings: Settings, interactions: Sequence[Interaction], call_of: CallOf
) -> Mapping[str, PagesByField]:
    """Return the pages of each consumer that has some; none without a function."""
    if settings.impact is None:
        return {}
    return _imported(settings, settings.impact)(interactions, call_of)


def _imported(settings: Settings, function: str) -> PagesFunction:
    module, _, name = function.partition(":")
    if str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))
    try:
        found: PagesFunction = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise SettingsError(
            f"`impact` of [tool.contract-kit] names {function!r}, which cannot be "
            f"imported: {error}"
        ) from error
    return found
