"""What every fake service does: it remembers its calls, and can be away."""

from dataclasses import dataclass, field
from datetime import timedelta

from service_kit.http_client import ServiceUnavailable


@dataclass
class Fake:
    """What all three have in common."""

    name = "service"
    is_down: bool = False
    # How far its clock is ahead of the storefront's; None before it answered.
    offset: timedelta | None = None
    offset_when_asked: timedelta | None = None
    calls: list[str] = field(default_factory=list)

    def called(self, deed: str) -> None:
        self.calls.append(deed)
        if self.is_down:
            raise ServiceUnavailable(self.name, "ReadTimeout")

    def is_healthy(self) -> bool:
        if not self.is_down and self.offset_when_asked is not None:
            self.offset = self.offset_when_asked
        return not self.is_down

    def clock_offset(self) -> timedelta | None:
        return self.offset
