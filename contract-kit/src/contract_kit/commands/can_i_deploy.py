"""`contract-kit can-i-deploy`: whether a version fits those that run somewhere."""

import os
import sys
from collections.abc import Mapping
from typing import IO, Any

import click

from contract_kit import broker
from contract_kit.check.complaint import Complaint
from contract_kit.command_options import fresh_option, judging_command, report_progress
from contract_kit.command_results import CommandResult, is_stdout
from contract_kit.commands._deployment import CACHE, ref_option, to_option
from contract_kit.commands._interruption import exit_on_sigterm
from contract_kit.deployment import (
    Decision,
    PairResult,
    Question,
    Version,
    as_text,
    can_i_deploy,
    layout_of,
    repository_of,
    version_of,
)
from contract_kit.settings import Settings

_CHECK = "can-i-deploy"
_SHOWN = 3


@click.command(_CHECK)
@click.argument("service")
@to_option
@ref_option
@fresh_option
@click.option("--offline", is_flag=True, help="Trust the tags of this clone.")
@click.option("--all", "is_whole", is_flag=True, help="Show every failed interaction.")
@judging_command
def command(
    settings: Settings,
    service: str,
    environment: str,
    ref: str | None,
    fresh: bool,
    offline: bool,
    is_whole: bool,
    **files: IO[str] | None,
) -> None:
    """Ask whether SERVICE may be deployed beside the versions that run in ENV.

    Each pair that was not verified yet is verified now, each version at its commit.
    Where a Pact broker is configured, it is asked instead of git.
    """
    question = Question(service, environment, ref, fresh, offline)
    with exit_on_sigterm():
        if url := broker.broker_url(settings, os.environ):
            is_quiet = any(map(is_stdout, files.values()))
            result = _at_broker(settings, question, url, is_quiet=is_quiet)
        else:
            result = _in_git(settings, question, sys.maxsize if is_whole else _SHOWN)
    result.conclude(**files)


def _in_git(settings: Settings, question: Question, limit: int) -> CommandResult:
    asked, results = can_i_deploy(
        repository_of(settings),
        layout_of(settings),
        question,
        settings.root / CACHE,
        report_progress,
    )
    complaints = [_complaint(one) for one in results if one.word != Decision.YES]
    found = _document(question, asked, is_deployable=not complaints)
    found["pairs"] = [_pair(one) for one in results]
    text = as_text(question, asked, results, limit)
    return CommandResult((_CHECK,), complaints, text, found, is_text_complete=True)


def _at_broker(
    settings: Settings, question: Question, url: str, *, is_quiet: bool
) -> CommandResult:
    asked = version_of(
        repository_of(settings), layout_of(settings), question.application, question.ref
    )
    place = question.environment
    is_deployable = broker.can_i_deploy(url, asked, place, is_quiet=is_quiet)
    word = "Yes" if is_deployable else "No"
    text = f"{word}, says the broker: {asked} may{' not' * (not is_deployable)} be "
    text += f"deployed to {place}."
    complaints = [] if is_deployable else [Complaint(_CHECK, text)]
    found = _document(question, asked, is_deployable=is_deployable)
    return CommandResult((_CHECK,), complaints, text, found, is_text_complete=True)


def _complaint(result: PairResult) -> Complaint:
    pact = result.pair.pact
    head = f"{pact.consumer} → {pact.provider}: {result.word}"
    return Complaint(_CHECK, "\n".join([head, *result.reasons, result.advice]))


def _document(
    question: Question, asked: Version, *, is_deployable: bool
) -> dict[str, Any]:
    return {
        "service": asked.name,
        "version": asked.commit,
        "environment": question.environment,
        "is_deployable": is_deployable,
    }


def _pair(result: PairResult) -> Mapping[str, Any]:
    pair, provider = result.pair, result.pair.provider
    return {
        "consumer": pair.pact.consumer,
        "consumer_version": pair.consumer.commit,
        "provider": pair.pact.provider,
        "provider_version": provider.commit if provider else None,
        "interactions": pair.pact.interactions,
        "decision": result.word.lower(),
        "reasons": result.reasons,
        "advice": result.advice,
        "was_known": result.was_known,
    }
