"""`nox -s compose`: tries the shop in containers, and ends with a table."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from tools.compose.building import bought, build, too_large
from tools.compose.engine import Engine, running_engine
from tools.compose.files import MARIADB, POSTGRESQL, REPLICAS
from tools.compose.hardening import weaknesses
from tools.compose.house import House
from tools.compose.table import table
from tools.compose.trial import try_out

_FILES = {"mariadb": MARIADB, "postgresql": POSTGRESQL}


def main(words: Sequence[str]) -> int:
    """Build, try what is wished for, and end with 1 where anything was lost."""
    parser = argparse.ArgumentParser("nox -s compose --", description=__doc__)
    parser.add_argument("--database", choices=_FILES, default="mariadb")
    parser.add_argument("--replicas", action="store_true", help="two of everything")
    parser.add_argument("--all", action="store_true", help="both, and with replicas")
    parser.add_argument("--python", default=sys.executable, help=argparse.SUPPRESS)
    wish = parser.parse_args(words)
    with running_engine() as engine:
        sizes = build(engine)
        weak = list(weaknesses(engine, (f"furrow/{name}" for name in sizes)))
        trials = [
            try_out(house, name, wish.python) for name, house in _houses(engine, wish)
        ]
    print(table(sizes, trials), flush=True)
    weak += [f"furrow/{name} is too large" for name in too_large(sizes)]
    for sentence in weak:
        print(f"FAILED: {sentence}")
    return int(bool(weak) or any(trial.complaints for trial in trials))


def _houses(engine: Engine, wish: argparse.Namespace) -> Iterator[tuple[str, House]]:
    kinds = [(wish.database, wish.replicas)]
    if wish.all:
        kinds = [("mariadb", False), ("postgresql", False), ("mariadb", True)]
    for database, twice in kinds:
        files = (*_FILES[database], *(REPLICAS[-1:] if twice else ()))
        name = f"{database}, two of each" if twice else database
        yield name, House(engine, files, bought(engine, database))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
