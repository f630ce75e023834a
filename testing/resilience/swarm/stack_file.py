"""Derives `deploy/stack.yml` from `docker-compose.yml`: one shop for two engines.

Swarm builds nothing, knows no order of starting, and refuses the words for both. What
needs another service ends, or reports that it is not ready, and is started again.
"""

from typing import Any

import yaml

from tools.applications import ROOT

STACK = ROOT / "deploy" / "stack.yml"
_COMPOSE = ROOT / "docker-compose.yml"
_HEAD = """\
# Made from docker-compose.yml by `nox -s swarm -- --write`; docs/how-to/deploy.md.
#
#   docker stack deploy -c deploy/stack.yml furrow
"""
_UNKNOWN = {"build", "depends_on", "profiles", "restart", "security_opt"}
_ONCE = {"keys", "setup"}
# They keep what is theirs in a volume of one machine, and stand once.
_STORES = {"database", "redis"}
# A new one has to be well before an old one goes; it may take its time to start.
_ROLLING = {
    "order": "start-first",
    "parallelism": 1,
    "failure_action": "rollback",
    "monitor": "5s",
}
Service = dict[str, Any]


def derived() -> str:
    """Write the stack."""
    compose = yaml.safe_load(_COMPOSE.read_text())
    stack = {
        "version": "3.8",
        "services": {
            name: _service(name, service)
            for name, service in compose["services"].items()
        },
        "networks": compose["networks"] | {"nowhere": {"internal": True}},
        "volumes": compose["volumes"],
    }
    return _HEAD + yaml.dump(stack, Dumper=_WithoutAliases, sort_keys=False, width=100)


def _service(name: str, composed: Service) -> Service:
    service = {word: it for word, it in composed.items() if word not in _UNKNOWN}
    if service.pop("network_mode", None) == "none":
        service["networks"] = ["nowhere"]
    if folders := service.pop("tmpfs", []):
        # Swarm takes no notice of the short word.
        scratch = [{"type": "tmpfs", "target": folder} for folder in folders]
        service["volumes"] = [*service.get("volumes", []), *scratch]
    if name == "gateway":
        # At a port of its machine: no mesh stands between it and its callers, so it
        # sees where they come from.
        port = {"target": 8000, "published": 8000, "protocol": "tcp", "mode": "host"}
        service["ports"] = [port]
    return service | {"deploy": _deployed(name)}


def _deployed(name: str) -> Service:
    # Names are those of all tasks: the gateway leaves a dead one out by itself.
    deploy: Service = {"endpoint_mode": "dnsrr"}
    if name in _ONCE:
        again = {"condition": "on-failure", "delay": "2s"}
        return deploy | {"restart_policy": again}
    deploy |= {"restart_policy": {"condition": "any", "delay": "2s"}}
    if name == "gateway":
        return deploy | {"mode": "global"}
    if name in _STORES:
        return deploy | {"replicas": 1}
    return deploy | {"replicas": 2, "update_config": _ROLLING}


class _WithoutAliases(yaml.SafeDumper):
    """Writes what occurs twice twice: Swarm's reader is an old one."""

    def ignore_aliases(self, data: object) -> bool:
        """Use no alias for anything."""
        return True
