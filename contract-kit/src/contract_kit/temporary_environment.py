"""Variables of the environment that hold for a while, for code that reads no others.

Clients under test and pact's own verifier both read the proxy of the machine there, and
would ask it for addresses that are on this machine alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_HERE = ("127.0.0.1", "localhost", "::1")
_NAMES = ("NO_PROXY", "no_proxy")


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set variables, and put them back afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def without_proxy(*hosts: str) -> Iterator[None]:
    """Bypass the machine's proxy for this machine and for some hosts."""
    with environment(**{name: _spared(name, hosts) for name in _NAMES}):
        yield


def _spared(name: str, hosts: tuple[str, ...]) -> str:
    other = next(each for each in _NAMES if each != name)
    known = os.environ.get(name) or os.environ.get(other) or ""
    return ",".join(filter(None, (known, *_HERE, *hosts)))
