"""What a body is held to while it is compared."""

from dataclasses import dataclass

from contract_kit.matching.matching_rules import Rules


@dataclass(frozen=True)
class Terms:
    """The rules of a body, and how to take them.

    `allows_more` when further members do no harm; `strict` when it has to stand the
    reading of pact's own engine besides that of the specification.
    """

    rules: Rules
    allows_more: bool
    strict: bool = False
