"""Stand-ins that do a little more than the real thing, to show what happened."""

from collections.abc import Callable

from user_service.passwords import Passwords, concurrency_limit, new_context

CHEAP_MEMORY_KIB = 8
CHEAP_PASSES = 1


class WatchedPasswords(Passwords):
    """Counts the checks, and lets something happen while one is made."""

    def __init__(self) -> None:
        self.turns = concurrency_limit(100)
        super().__init__(new_context(CHEAP_MEMORY_KIB, CHEAP_PASSES), self.turns)
        self.checks = 0
        self.meanwhile: Callable[[], object] = lambda: None

    def hash(self, password: str) -> str:
        self._let_happen()
        return super().hash(password)

    def verify_and_upgrade(self, password: str, hashed: str) -> tuple[bool, str | None]:
        self.checks += 1
        self._let_happen()
        return super().verify_and_upgrade(password, hashed)

    def _let_happen(self) -> None:
        event, self.meanwhile = self.meanwhile, lambda: None
        event()
