"""Asks a Pact broker in place of git, for applications in several repositories.

`PACT_BROKER_BASE_URL`, or `url` in `[tool.contract-kit.broker]`, switches it on. The
program `pact` reads address and token from the environment by itself, so neither stands
in a command line or in a log.
"""

from contract_kit.broker.pact_broker import (
    BrokerError,
    PactBroker,
    broker_url,
)
from contract_kit.broker.pact_program import can_i_deploy, record_deployment
from contract_kit.broker.publication import publish
from contract_kit.broker.verification_results import publish_results

__all__ = [
    "BrokerError",
    "PactBroker",
    "broker_url",
    "can_i_deploy",
    "publish",
    "publish_results",
    "record_deployment",
]
