"""The one table of the storefront."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service_kit.database import Instant
from storefront.database import Base


class StoredSession(Base):
    """A shopper's session; its key is a hash, so the table opens nobody's account."""

    __tablename__ = "session"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    touched_at: Mapped[datetime] = mapped_column(Instant, index=True)
