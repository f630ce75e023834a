"""Who may call whom, and where the pacts are: what `[tool.contract-kit]` says."""

from contract_kit.settings import settings_in
from tools.applications import ROOT

SETTINGS = settings_in(ROOT)
PACTS = SETTINGS.pacts
INTEGRATIONS = SETTINGS.integrations
PROVIDERS = sorted(SETTINGS.services)
consumer_tests = SETTINGS.consumer_tests
provider_tests = SETTINGS.provider_tests
