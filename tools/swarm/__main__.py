"""`nox -s swarm`: replaces every application of a stack while people look and buy."""

import argparse
import sys

from tools.compose.building import bought, build
from tools.compose.engine import running_engine
from tools.swarm.rolling import roll
from tools.swarm.stack import STACK, derived
from tools.swarm.trial import NAME, running_stack


def main() -> int:
    """Build, deploy, replace, and end with 1 where a request failed meanwhile."""
    parser = argparse.ArgumentParser("nox -s swarm --", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the stack anew")
    if parser.parse_args().write:
        STACK.write_text(derived())
        return 0
    with running_engine() as engine:
        build(engine)
        with running_stack(engine, bought(engine, "mariadb")) as shop:
            update = roll(engine, NAME, shop)
    print(update, flush=True)
    return int(bool(update.failures))


if __name__ == "__main__":
    sys.exit(main())
