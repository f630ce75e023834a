"""Makes a stand-in where there is no official image and no registry to ask for it."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.applications import ROOT
from tools.chores import run_chore
from tools.compose.engine import Engine
from tools.images.recipes import Recipe
from tools.refusal import Refusal

_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
_WHO_TRUSTS = ("PIP_CERT", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")
# How this machine reaches package indexes; that is no matter of the project.
_WAYS = ("PIP_INDEX_URL", "PIP_DEFAULT_TIMEOUT", "HTTPS_PROXY", "NO_PROXY")
_ADVICE = "Debian's mmdebstrap makes one, as root and with a way to Debian's packages."


def base_image(engine: Engine, recipe: Recipe) -> str:
    """Name the image to build or run upon: the official one, or its stand-in."""
    official = official_name(recipe)
    if engine.has_image(official) or engine.pull(official):
        return official
    if not engine.has_image(recipe.tag):
        _make(engine, recipe)
    return recipe.tag


def official_name(recipe: Recipe) -> str:
    """Read the name of the official image from the file that asks for it."""
    text = (ROOT / recipe.file).read_text()
    pattern = rf"(?:ARG {recipe.variable}=|\$\{{{recipe.variable}:-)([\w.:/-]+)"
    found = re.search(pattern, text)
    if not found:
        raise Refusal(f"{recipe.file} names no image by {recipe.variable}.")
    return found[1]


def _make(engine: Engine, recipe: Recipe) -> None:
    if not shutil.which("mmdebstrap") or os.geteuid() != 0:
        raise Refusal(
            f"No registry has {official_name(recipe)}, and it has no stand-in here."
            f" {_ADVICE}"
        )
    with tempfile.TemporaryDirectory(prefix="standin-") as folder:
        place = Path(folder)
        archive = place / "base.tar"
        run_chore(
            f"Making a stand-in for {official_name(recipe)} from Debian's packages",
            [*_debian(recipe.packages), archive],
            advice=_ADVICE,
        )
        raw = f"{recipe.tag}:raw"
        engine.run("import", str(archive), raw)
        archive.unlink()
        _lay_out(recipe, raw, place)
        engine.run("build", "--quiet", "--tag", recipe.tag, folder)


def _debian(packages: Sequence[str]) -> list[str]:
    release = Path("/etc/os-release").read_text()
    suite = re.search(r"VERSION_CODENAME=(\w+)", release)
    if not suite:
        raise Refusal(f"This is no Debian. {_ADVICE}")
    include = f"--include={','.join(packages)}"
    return ["mmdebstrap", "--quiet", "--variant=minbase", include, suite[1]]


def _lay_out(recipe: Recipe, raw: str, place: Path) -> None:
    script = ROOT / "tools" / "images" / f"{recipe.name}.sh"
    if script.exists():
        shutil.copy(script, place)
    lines = [f"FROM {raw}", *recipe.lines]
    if recipe.fetches:
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
