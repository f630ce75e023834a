"""What the plugin and the checks of consumers keep with each test of pytest."""

from typing import TYPE_CHECKING

import pytest

# Pact itself is loaded when a test first declares an interaction, not in every run of
# pytest.
if TYPE_CHECKING:
    from contract_kit.consumer.declared_interactions import DeclaredInteractions
    from contract_kit.consumer.expected_fields import ExpectedField

DROPPED: pytest.StashKey["tuple[int, ExpectedField]"] = pytest.StashKey()
# Of a run whose clients are spoiled on purpose.
WRITES_NOTHING: pytest.StashKey[bool] = pytest.StashKey()
INTERACTIONS: pytest.StashKey["DeclaredInteractions"] = pytest.StashKey()
