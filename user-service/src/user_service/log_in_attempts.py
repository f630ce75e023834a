"""How often a log-in may be tried before its password is looked at: decision 0010.

What shows from outside hangs on what was typed alone, whether an account has that name
or not. The counts of the account itself, which its username and its email share, show
nowhere: beyond them a password is not checked, and the answer is that of a wrong one.
"""

import hashlib
from dataclasses import dataclass

from user_service import attempt_counter
from user_service.attempt_counter import Slot
from user_service.database import transaction
from user_service.errors import TooManyAttempts
from user_service.rate_limits import Limits


@dataclass(frozen=True)
class Subject:
    """What is tried from where: the name as typed, its account, the known browser."""

    name: str
    user_id: int | None
    network: str
    device: str | None


@dataclass(frozen=True)
class Admission:
    """A log-in that may be tried; `may_check` is whether its password counts."""

    slots: tuple[Slot, ...]
    network: str | None
    may_check: bool


@transaction
def admit(subject: Subject, limits: Limits) -> Admission:
    """Count the trial before it is made; raise `TooManyAttempts` or `TooBusy`."""
    if subject.device:
        # A known browser has an allowance of its own, whatever strangers have tried.
        slot = attempt_counter.reserve(limits.device, _key("device", subject.device))
        return Admission((slot,), None, may_check=True)
    attempt_counter.demand_room(limits.network, subject.network)
    typed = _slots(limits, f"name {subject.name}", subject.network)
    own = _own_slots(subject, limits)
    return Admission((*typed, *own), subject.network, may_check=bool(own))


@transaction
def note_failure(admission: Admission, limits: Limits) -> None:
    """Count a trial as a failure."""
    attempt_counter.settle(admission.slots)
    if admission.network is not None:
        _count_for_network(limits, admission.network)


@transaction
def note_success(admission: Admission) -> None:
    """Remove a trial from every count."""
    attempt_counter.release(admission.slots)


def _own_slots(subject: Subject, limits: Limits) -> tuple[Slot, ...]:
    """Take the slots of the account; a name of nobody's takes as many, and as long."""
    is_known = subject.user_id is not None
    owner = f"user {subject.user_id}" if is_known else f"nobody {subject.name}"
    try:
        return _slots(limits, owner, subject.network)
    except TooManyAttempts:
        return ()


def _slots(limits: Limits, owner: str, network: str) -> tuple[Slot, ...]:
    return (
        attempt_counter.reserve(limits.pair, _key(owner, network)),
        attempt_counter.reserve(limits.account, _key(owner)),
    )


def _count_for_network(limits: Limits, network: str) -> None:
    try:
        attempt_counter.count(limits.network, network)
    except TooManyAttempts:
        # Others have reached the limit meanwhile: there is no more to count.
        return


def _key(*parts: str) -> str:
    """Return a key that reveals nothing of what was typed."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
