"""`nox -s compose`: tries the shop in containers, and ends with a table."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from testing.resilience.compose.compose_stack import ComposeStack
from testing.resilience.compose.image_hardening import weaknesses
from testing.resilience.compose.lifecycle_scenario import run_lifecycle
from testing.resilience.compose.report import report
from tools.containers.compose_files import MARIADB, POSTGRESQL, REPLICAS
from tools.containers.engine import Engine, running_engine
from tools.containers.shop_images import build, third_party_images, too_large

_FILES = {"mariadb": MARIADB, "postgresql": POSTGRESQL}


def main(words: Sequence[str]) -> int:
    """Build, try what is wished for, and end with 1 where anything was lost."""
    parser = argparse.ArgumentParser("nox -s compose --", description=__doc__)
    parser.add_argument("--database", choices=_FILES, default="mariadb")
    parser.add_argument("--replicas", action="store_true", help="two of everything")
    parser.add_argument("--all", action="store_true", help="both, and with replicas")
    parser.add_argument("--python", default=sys.executable, help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    with running_engine() as engine:
        sizes = build(engine)
        weak = list(weaknesses(engine, (f"furrow/{name}" for name in sizes)))
        stacks = _stacks(engine, options)
        results = [run_lifecycle(stack, name, options.python) for name, stack in stacks]
    print(report(sizes, results), flush=True)
    weak += [f"furrow/{name} is too large" for name in too_large(sizes)]
    for sentence in weak:
        print(f"FAILED: {sentence}")
    return int(bool(weak) or any(result.complaints for result in results))


def _stacks(
    engine: Engine, options: argparse.Namespace
) -> Iterator[tuple[str, ComposeStack]]:
    kinds = [(options.database, options.replicas)]
    if options.all:
        kinds = [("mariadb", False), ("postgresql", False), ("mariadb", True)]
    for database, twice in kinds:
        files = (*_FILES[database], *(REPLICAS[-1:] if twice else ()))
        name = f"{database}, two of each" if twice else database
        yield name, ComposeStack(engine, files, third_party_images(engine, database))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
