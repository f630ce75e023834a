"""Builds a base image from Debian's packages where no registry has the official one."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.applications import ROOT
from tools.command_runner import run_command
from tools.containers.base_image_specs import BaseImageSpec
from tools.containers.engine import Engine
from tools.errors import Refusal

_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
_WHO_TRUSTS = ("PIP_CERT", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")
# How this machine reaches package indexes; that is no matter of the project.
_WAYS = ("PIP_INDEX_URL", "PIP_DEFAULT_TIMEOUT", "HTTPS_PROXY", "NO_PROXY")
_ADVICE = "Debian's mmdebstrap makes one, as root and with a way to Debian's packages."


def base_image(engine: Engine, spec: BaseImageSpec) -> str:
    """Name the image to build or run upon: the official one, or its stand-in."""
    official = official_name(spec)
    if engine.has_image(official) or engine.pull(official):
        return official
    debian = debian_tag(spec)
    if not engine.has_image(debian):
        _import_debian(engine, spec, debian)
    _finish(engine, spec, debian)
    return spec.tag


def debian_tag(spec: BaseImageSpec) -> str:
    """Name the image of the bare packages; other packages make another one."""
    packages = "\n".join(spec.packages).encode()
    return f"{spec.tag}:debian-{hashlib.sha256(packages).hexdigest()[:12]}"


def official_name(spec: BaseImageSpec) -> str:
    """Read the name of the official image from the file that asks for it."""
    text = (ROOT / spec.file).read_text()
    pattern = rf"(?:ARG {spec.variable}=|\$\{{{spec.variable}:-)([\w.:/-]+)"
    found = re.search(pattern, text)
    if not found:
        raise Refusal(f"{spec.file} names no image by {spec.variable}.")
    return found[1]


def _import_debian(engine: Engine, spec: BaseImageSpec, tag: str) -> None:
    if not shutil.which("mmdebstrap") or os.geteuid() != 0:
        raise Refusal(
            f"No registry has {official_name(spec)}, and it has no stand-in here."
            f" {_ADVICE}"
        )
    with tempfile.TemporaryDirectory(prefix="standin-") as folder:
        archive = Path(folder) / "base.tar"
        run_command(
            f"Making a stand-in for {official_name(spec)} from Debian's packages",
            [*_debian(spec.packages), archive],
            advice=_ADVICE,
        )
        engine.run("import", str(archive), tag)


def _finish(engine: Engine, spec: BaseImageSpec, debian: str) -> None:
    """Build on it each time: the engine knows what it has, and sees what is new."""
    with tempfile.TemporaryDirectory(prefix="standin-") as folder:
        _lay_out(spec, debian, Path(folder))
        engine.run("build", "--quiet", "--tag", spec.tag, folder)


def _debian(packages: Sequence[str]) -> list[str]:
    release = Path("/etc/os-release").read_text()
    suite = re.search(r"VERSION_CODENAME=(\w+)", release)
    if not suite:
        raise Refusal(f"This is no Debian. {_ADVICE}")
    include = f"--include={','.join(packages)}"
    return ["mmdebstrap", "--quiet", "--variant=minbase", include, suite[1]]


def _lay_out(spec: BaseImageSpec, debian: str, place: Path) -> None:
    script = ROOT / "tools" / "containers" / f"{spec.name}.sh"
    if script.exists():
        shutil.copy(script, place)
    lines = [f"FROM {debian}", *spec.lines]
    if spec.fetches:
        shutil.copy(os.environ.get("SSL_CERT_FILE") or _BUNDLE, place / "bundle.crt")
        lines += _of_this_machine()
    (place / "Dockerfile").write_text("\n".join(lines) + "\n")


def _of_this_machine() -> Iterator[str]:
    yield f"COPY bundle.crt {_BUNDLE}"
    for name in _WHO_TRUSTS:
        yield f"ENV {name}={_BUNDLE}"
    for name in _WAYS:
        if value := os.environ.get(name):
            yield f"ENV {name}={value}"
