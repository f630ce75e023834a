"""`python -m setup keys | shop | password`: what the one-shot containers run."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from setup import keys, migrate_and_seed
from setup.errors import SetupFailed
from setup.secret_paths import ADMINISTRATOR_PASSWORD, SECRETS, SETUP


def main(words: Sequence[str]) -> int:
    """Run the one command; return the exit status."""
    command = _COMMANDS.get(words[0] if words else "")
    if command is None or len(words) != 1:
        print(f"Usage: python -m setup {' | '.join(_COMMANDS)}", file=sys.stderr)
        return 2
    try:
        command(SECRETS)
    except (SetupFailed, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _print_password(secrets: Path) -> None:
    """Print the administrator's first password."""
    print((secrets / SETUP / ADMINISTRATOR_PASSWORD).read_text().strip())


_COMMANDS: dict[str, Callable[[Path], None]] = {
    "keys": keys.hand_out,
    "shop": migrate_and_seed.set_up,
    "password": _print_password,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
