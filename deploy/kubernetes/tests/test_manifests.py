"""The manifests are valid, restrict containers, and allow only calls of contracts."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tools.applications import APPLICATIONS, ROOT
from tools.containers.compose_files import MARIADB, read
from tools.gateway.local_nginx_config import SERVICES

HERE = ROOT / "deploy" / "kubernetes"
VERSIONS = ("1.29", "1.33", "1.37")
# Fields that kustomize 2.0 and the newest both read.
SUPPORTED_BY_ALL = {
    "apiVersion",
    "kind",
    "namespace",
    "resources",
    "patchesStrategicMerge",
    "images",
    "configMapGenerator",
}
RENDERERS = {
    "kubectl": ("kubectl", "kustomize", str(HERE)),
    "kustomize": ("kustomize", "build", str(HERE)),
}
FOUND = [name for name in RENDERERS if shutil.which(name)]
# A sweeper is part of an application, and calls the services that it calls.
SWEEPS_FOR = {"order-sweeper": "order-service", "stock-sweeper": "product-service"}
Document = dict[str, Any]


def as_written() -> Iterator[Document]:
    for name in kustomization()["resources"]:
        yield from yaml.safe_load_all((HERE / name).read_text())


def kustomization() -> Document:
    found: Document = yaml.safe_load((HERE / "kustomization.yaml").read_text())
    return found


@pytest.fixture(scope="module", params=["as written", *FOUND])
def documents(request: pytest.FixtureRequest) -> list[Document]:
    if request.param == "as written":
        return list(as_written())
    line = RENDERERS[request.param]
    output = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    return list(yaml.safe_load_all(output))


def of_kind(documents: list[Document], *kinds: str) -> list[Document]:
    return [each for each in documents if each["kind"] in kinds]


def pods(documents: list[Document]) -> dict[str, Document]:
    found = of_kind(documents, "Deployment", "Job")
    return {each["metadata"]["name"]: each["spec"]["template"] for each in found}


@pytest.mark.parametrize("version", VERSIONS)
def test_documents_follow_the_schemas(documents: list[Document], version: str) -> None:
    for document in documents:
        kubernetes_validate.validate(document, version, strict=True)


def test_misspelt_field_is_found() -> None:
    (gateway, *_) = as_written()
    gateway["spec"]["replica"] = 2

    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(gateway, VERSIONS[0], strict=True)


def test_kustomization_uses_fields_of_old_and_new_versions() -> None:
    assert kustomization().keys() <= SUPPORTED_BY_ALL


def test_every_process_of_the_compose_files_runs_here(
    documents: list[Document],
) -> None:
    bought = {"database", "redis", "keys", "setup"}
    composed = read(*MARIADB)["services"].keys() - bought
    deployed = {each["metadata"]["name"] for each in of_kind(documents, "Deployment")}

    assert deployed == composed


def test_containers_have_minimal_rights(documents: list[Document]) -> None:
    for name, template in pods(documents).items():
        pod = template["spec"]
        assert pod["automountServiceAccountToken"] is False, name
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        (container,) = pod["containers"]
        may = container["securityContext"]
        assert may["allowPrivilegeEscalation"] is False, name
        assert may["readOnlyRootFilesystem"] is True, name
        assert may["capabilities"] == {"drop": ["ALL"]}, name
        assert container["resources"]["requests"].keys() == {"cpu", "memory"}, name
        assert "memory" in container["resources"]["limits"], name


def test_every_service_has_probes_and_a_disruption_budget(
    documents: list[Document],
) -> None:
    called = {each["metadata"]["name"] for each in of_kind(documents, "Service")}
    kept = of_kind(documents, "PodDisruptionBudget")

    assert called == {each["metadata"]["name"] for each in kept}
    for name in called:
        (container,) = pods(documents)[name]["spec"]["containers"]
        assert {"readinessProbe", "livenessProbe"} <= container.keys(), name


def test_secrets_come_by_reference_and_are_those_of_the_compose_files(
    documents: list[Document],
) -> None:
    composed = read(*MARIADB)["services"]
    for document in of_kind(documents, "Deployment"):
        name = document["metadata"]["name"]
        template = document["spec"]["template"]
        assert files_of(template) == {
            variable: path
            for variable, path in composed[name].get("environment", {}).items()
            if variable.endswith("_FILE") and variable != "DATABASE_URL_FILE"
        }
    assert not of_kind(documents, "Secret")


def files_of(template: Document) -> dict[str, str]:
    (container,) = template["spec"]["containers"]
    environment = {each["name"]: each["value"] for each in container.get("env", [])}
    return {
        name: value for name, value in environment.items() if name.endswith("_FILE")
    }


def test_network_allows_exactly_the_calls_with_a_contract(
    documents: list[Document],
) -> None:
    pacts = [json.loads(path.read_text()) for path in (ROOT / "pacts").glob("*.json")]
    folders = {application.folder for application in APPLICATIONS}
    contracts = {
        (pact["consumer"]["name"], pact["provider"]["name"])
        for pact in pacts
        if pact["consumer"]["name"] in folders
    }
    outgoing = edges(documents, "egress", "to")
    incoming = {
        (caller, called) for called, caller in edges(documents, "ingress", "from")
    }

    assert outgoing == incoming
    inside = {pair for pair in outgoing if pair[0] != "gateway"}
    assert {(SWEEPS_FOR.get(caller, caller), called) for caller, called in inside} == (
        contracts
    )


def edges(documents: list[Document], direction: str, ends: str) -> set[tuple[str, str]]:
    """Return the app of each policy, paired with each app that it allows."""
    return {
        (policy["spec"]["podSelector"]["matchLabels"]["app"], other)
        for policy in of_kind(documents, "NetworkPolicy")
        for rule in policy["spec"].get(direction, [])
        for other in named(rule.get(ends, []))
    }


def named(peers: list[Document]) -> list[str]:
    return [
        peer["podSelector"]["matchLabels"]["app"]
        for peer in peers
        if "podSelector" in peer
    ]


def test_gateway_has_the_cluster_address_of_every_service(
    documents: list[Document],
) -> None:
    configuration = (HERE / "door" / "kubernetes.conf").read_text()
    addresses = dict(
        re.findall(r"set \$(\w+) http://([\w-]+)\.furrow\.svc", configuration)
    )
    called = {each["metadata"]["name"] for each in of_kind(documents, "Service")}

    assert addresses.keys() == SERVICES.keys()
    assert set(addresses.values()) == called - {"gateway"}
