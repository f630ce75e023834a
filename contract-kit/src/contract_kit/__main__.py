"""`python -m contract_kit` is the program `contract-kit`."""

from contract_kit.command_line import main

main(prog_name="contract-kit")
