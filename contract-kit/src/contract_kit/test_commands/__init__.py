"""Consumers whose contract tests are no pytest: a command in any language runs them.

The command gets its orders from the environment, so a test needs one line for them:
where to write its pact. Whatever else is looked for is done around it.
"""

from contract_kit.test_commands.command_run import (
    CommandResult,
    CommandUnavailable,
    ConsumerCommand,
    command_of,
    run_command,
)
from contract_kit.test_commands.declared_pacts import (
    DeclaredPacts,
    declare_pacts,
    find_unused_fields,
    write_pacts,
)
from contract_kit.test_commands.normalised_pacts import normalise, normalise_folder

__all__ = [
    "CommandResult",
    "CommandUnavailable",
    "ConsumerCommand",
    "DeclaredPacts",
    "command_of",
    "declare_pacts",
    "find_unused_fields",
    "normalise",
    "normalise_folder",
    "run_command",
    "write_pacts",
]
