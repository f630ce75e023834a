"""How often one network may register: accounts count, and refusals by themselves.

A refusal reveals that somebody has a name or an e-mail, and costs a hash. So it has a
bound, too; but whoever mistypes takes no account from those beside them.
"""

import contextlib
from collections.abc import Iterator

from user_service import attempt_counter
from user_service.accounts import Registration
from user_service.attempt_counter import Slot
from user_service.client_address import Visitor
from user_service.database import transaction
from user_service.errors import NameTaken
from user_service.rate_limits import Limits
from user_service.security_settings import SecuritySettings


@contextlib.contextmanager
def hashed(
    wanted: Registration, visitor: Visitor, security: SecuritySettings
) -> Iterator[str]:
    """Hash the password of a new account when its turn has come, and count it."""
    with security.passwords.turn(), counted(security.limits, visitor.network):
        yield security.passwords.hash(wanted.password)


@contextlib.contextmanager
def counted(limits: Limits, network: str) -> Iterator[None]:
    """Count what becomes of a registration; raise `TooManyAttempts` or `TooBusy`."""
    account, refusal = _reserve(limits, network)
    try:
        yield
    except NameTaken:
        _note(refusal, instead_of=account)
        raise
    except Exception:
        attempt_counter.release((account, refusal))
        raise
    _note(account, instead_of=refusal)


@transaction
def _reserve(limits: Limits, network: str) -> tuple[Slot, Slot]:
    """Take both slots before the outcome is known: no two can share one."""
    return (
        attempt_counter.reserve(limits.registrations, network),
        attempt_counter.reserve(limits.refused_registrations, network),
    )


@transaction
def _note(outcome: Slot, *, instead_of: Slot) -> None:
    attempt_counter.settle((outcome,))
    attempt_counter.release((instead_of,))
