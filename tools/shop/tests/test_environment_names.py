import importlib
import re

import pytest

from service_kit.configuration import Settings, load
from tools.applications import APPLICATIONS, ROOT, Application
from tools.containers.compose_files import POSTGRESQL, REPLICAS
from tools.shop import application_commands
from tools.shop.developer_settings import READ_HERE
from tools.shop.developer_settings import Settings as ShopSettings
from tools.shop.keys import make_keys

EXAMPLE = (ROOT / ".env.example").read_text()
DOCUMENTED = set(re.findall(r"^#?([A-Z][A-Z0-9_]*)=", EXAMPLE, re.MULTILINE))

IN_CONTAINERS = {
    name: default
    for file in (*POSTGRESQL, *REPLICAS)
    for name, default in re.findall(r"\$\{(\w+):-([^}]*)\}", (ROOT / file).read_text())
}

every_application = pytest.mark.parametrize(
    "application", APPLICATIONS, ids=lambda application: application.folder
)


@every_application
def test_example_names_every_setting(application: Application) -> None:
    wanted = {name.upper() for name in settings_of(application).model_fields}

    missing = {name for name in wanted if not {name, f"{name}_FILE"} & DOCUMENTED}

    assert not missing, f"Notify of {sorted(missing)} in .env.example"


def test_example_names_what_the_launcher_reads() -> None:
    assert set(READ_HERE) <= DOCUMENTED


def test_example_names_nothing_that_nobody_reads() -> None:
    known = {"HOST", "PORT", *READ_HERE, *IN_CONTAINERS}
    for application in APPLICATIONS:
        known |= {name.upper() for name in settings_of(application).model_fields}

    unknown = {name for name in DOCUMENTED if name.removesuffix("_FILE") not in known}

    assert not unknown


def test_example_names_what_compose_reads_with_its_defaults() -> None:
    for name in ("BIND", "REGISTRY", "TAG", "COMMIT", "PORT", "CURRENCY"):
        assert name in IN_CONTAINERS
    assert set(IN_CONTAINERS) <= DOCUMENTED
    for name, default in IN_CONTAINERS.items():
        assert name == "PUBLIC_URL" or f"#{name}={default}\n" in EXAMPLE


def test_every_name_of_the_example_has_its_comment() -> None:
    lines = EXAMPLE.splitlines()
    bare = [
        line
        for before, line in zip(lines, lines[1:], strict=False)
        if re.match(r"#?[A-Z0-9_]+=", line) and not before.startswith("# ")
    ]

    assert bare == []


@every_application
def test_every_application_gets_the_settings_that_it_needs(
    application: Application, settings: ShopSettings
) -> None:
    make_keys(settings.secrets)

    variables = application_commands.environment(application, settings)

    load(settings_of(application), application.folder, variables)


def settings_of(application: Application) -> type[Settings]:
    module = importlib.import_module(f"{application.package}.config")
    kind: type[Settings] = module.Settings
    return kind
