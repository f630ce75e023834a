"""Begins contracts in a project that has none: settings, an interaction, its test."""

from contract_kit.project_setup.example_endpoint import FirstCall, first_call
from contract_kit.project_setup.files import SetupFile, project_files, write_files
from contract_kit.project_setup.found_app import FoundApp, NoFirstCall, find_app

__all__ = [
    "FirstCall",
    "FoundApp",
    "NoFirstCall",
    "SetupFile",
    "find_app",
    "first_call",
    "project_files",
    "write_files",
]
