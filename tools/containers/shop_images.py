"""Builds the images of the shop, upon official images or their stand-ins."""

import subprocess

from tools.applications import APPLICATIONS, ROOT
from tools.containers.base_image_specs import MARIADB, NGINX, POSTGRESQL, PYTHON, REDIS
from tools.containers.engine import Engine
from tools.containers.local_base_images import base_image

_DATABASES = {"mariadb": MARIADB, "postgresql": POSTGRESQL}
_MOST_ABOVE_BASE = 120


def build(engine: Engine) -> dict[str, int]:
    """Build every image; return how many megabytes each adds to its base."""
    python, nginx = (base_image(engine, spec) for spec in (PYTHON, NGINX))
    services = [*(each.folder for each in APPLICATIONS), "setup"]
    for service in services:
        words = ("--build-arg", f"SERVICE={service}", str(ROOT))
        _build(engine, service, python, *words)
    _build(engine, "gateway", nginx, str(ROOT / "gateway"))
    sizes = {
        service: _size(engine, f"furrow/{service}") - _size(engine, python)
        for service in services
    }
    return sizes | {"gateway": _size(engine, "furrow/gateway") - _size(engine, nginx)}


def third_party_images(engine: Engine, database: str) -> dict[str, str]:
    """Name the images of others that compose is to take."""
    wanted = (_DATABASES[database], REDIS)
    return {spec.variable: base_image(engine, spec) for spec in wanted}


def too_large(sizes: dict[str, int]) -> list[str]:
    """Name the images that add more to their base than they should."""
    return [name for name, size in sizes.items() if size > _MOST_ABOVE_BASE]


def _build(engine: Engine, name: str, base: str, *words: str) -> None:
    print(f"Building furrow/{name} ...", flush=True)
    # A stand-in knows this machine's way to the package indexes, and no other.
    network = ("--network=host",) if base.startswith("standin/") else ()
    args = ("--build-arg", f"BASE={base}", "--build-arg", f"COMMIT={_commit()}")
    engine.run("build", "--quiet", *network, *args, "--tag", f"furrow/{name}", *words)


def _commit() -> str:
    line = ("git", "-C", str(ROOT), "rev-parse", "HEAD")
    return subprocess.run(line, capture_output=True, text=True).stdout.strip()


def _size(engine: Engine, image: str) -> int:
    return int(engine.inspect(image)[0]["Size"]) // 1_000_000
