"""The interface of a database cluster, whatever its servers are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import URL


@dataclass(frozen=True)
class Member:
    """A server of a cluster: its name, and the port at which it takes callers."""

    name: str
    port: int


class Cluster(Protocol):
    """Servers that keep the same data; one of them writes."""

    name: str
    members: Sequence[Member]
    # The database that is there before any other, and the question for one's own port.
    first: str
    which_port: str
    # Whether others would take what is written, too.
    any_may_write: bool

    def url(self, port: int) -> URL:
        """Return the address of whoever is at a port."""

    def kill(self, member: Member) -> None:
        """Kill a server as an accident would."""

    def restore(self, member: Member, writer: Member) -> None:
        """Bring a killed server back beside the present writer, and wait for it."""
