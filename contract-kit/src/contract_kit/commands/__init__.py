"""The commands of contract-kit, one module each; `contract_kit.command_line` runs them.

A module offers a `command`. What it does lies in the package that it calls.
"""
