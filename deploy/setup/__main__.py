"""`python -m setup keys | shop | password`: what the one-shot containers run."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from setup import keys, shop
from setup.layout import ADMINISTRATOR_PASSWORD, SECRETS, SETUP
from setup.refusal import SetupFailed


def main(words: Sequence[str]) -> int:
    """Do what the one word asks for."""
    deed = _DEEDS.get(words[0] if words else "")
    if deed is None or len(words) != 1:
        print(f"Usage: python -m setup {' | '.join(_DEEDS)}", file=sys.stderr)
        return 2
    try:
        deed(SECRETS)
    except (SetupFailed, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _tell_password(secrets: Path) -> None:
    """Print the administrator's first password, for the person who asked for it."""
    print((secrets / SETUP / ADMINISTRATOR_PASSWORD).read_text().strip())


_DEEDS: dict[str, Callable[[Path], None]] = {
    "keys": keys.hand_out,
    "shop": shop.set_up,
    "password": _tell_password,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
