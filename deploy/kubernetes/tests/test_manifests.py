"""What is rendered for a cluster is valid, careful, and lets only contracts through."""

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
from tools.compose.files import MARIADB, read
from tools.gateway.fitting import SERVICES

HERE = ROOT / "deploy" / "kubernetes"
VERSIONS = ("1.29", "1.33", "1.37")
# What kustomize 2.0 reads and today's as well; the rest came or went in between.
KNOWN_TO_ALL = {
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
# Not applications: the sweepers work for one, and call as it does.
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
    said = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    return list(yaml.safe_load_all(said))


def of_kind(documents: list[Document], *kinds: str) -> list[Document]:
    return [each for each in documents if each["kind"] in kinds]


def pods(documents: list[Document]) -> dict[str, Document]:
    found = of_kind(documents, "Deployment", "Job")
    return {each["metadata"]["name"]: each["spec"]["template"] for each in found}


@pytest.mark.parametrize("version", VERSIONS)
def test_documents_follow_the_schemas(documents: list[Document], version: str) -> None:
    for document in documents:
        kubernetes_validate.validate(document, version, strict=True)


def test_misspelt_word_is_seen() -> None:
    (gateway, *_) = as_written()
    gateway["spec"]["replica"] = 2

    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(gateway, VERSIONS[0], strict=True)


def test_kustomization_uses_what_old_and_new_programs_read() -> None:
    assert kustomization().keys() <= KNOWN_TO_ALL


def test_every_process_of_the_compose_files_runs_here(
    documents: list[Document],
) -> None:
    bought = {"database", "redis", "keys", "setup"}
    composed = read(*MARIADB)["services"].keys() - bought
    deployed = {each["metadata"]["name"] for each in of_kind(documents, "Deployment")}

    assert deployed == composed


def test_containers_may_do_as_little_as_possible(documents: list[Document]) -> None:
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


def test_whoever_is_called_is_asked_for_its_health_and_never_wholly_away(
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
    told = {each["name"]: each["value"] for each in container.get("env", [])}
    return {name: value for name, value in told.items() if name.endswith("_FILE")}


def test_exactly_those_call_each_other_who_have_a_contract(
    documents: list[Document],
) -> None:
    pacts = [json.loads(path.read_text()) for path in (ROOT / "pacts").glob("*.json")]
    folders = {application.folder for application in APPLICATIONS}
    promised = {
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
        promised
    )


def edges(documents: list[Document], direction: str, ends: str) -> set[tuple[str, str]]:
    """Pair the one of whom a policy speaks with each one that it names."""
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


def test_gateway_knows_every_service_by_its_name_in_the_cluster(
    documents: list[Document],
) -> None:
    door = (HERE / "door" / "kubernetes.conf").read_text()
    told = dict(re.findall(r"set \$(\w+) http://([\w-]+)\.furrow\.svc", door))
    called = {each["metadata"]["name"] for each in of_kind(documents, "Service")}

    assert told.keys() == SERVICES.keys()
    assert set(told.values()) == called - {"gateway"}
