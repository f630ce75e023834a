"""`nox -s swarm`: replaces every application of a stack while people look and buy."""

import argparse
import sys

from testing.resilience.swarm.rolling_update import roll_out
from testing.resilience.swarm.running_stack import NAME, running_stack
from testing.resilience.swarm.stack_file import STACK, derived
from tools.containers.engine import running_engine
from tools.containers.shop_images import build, third_party_images


def main() -> int:
    """Build, deploy, replace, and end with 1 where a request failed meanwhile."""
    parser = argparse.ArgumentParser("nox -s swarm --", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the stack anew")
    if parser.parse_args().write:
        STACK.write_text(derived())
        return 0
    with running_engine() as engine:
        build(engine)
        with running_stack(engine, third_party_images(engine, "mariadb")) as shop:
            update = roll_out(engine, NAME, shop)
    print(update, flush=True)
    return int(bool(update.failures))


if __name__ == "__main__":
    sys.exit(main())
