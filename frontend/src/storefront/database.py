"""The storefront's own database: sessions, and nothing of the shop."""

from sqlalchemy.orm import DeclarativeBase

from service_kit.database import new_database, new_metadata, transactional


class Base(DeclarativeBase):
    """The base of the storefront's tables."""

    metadata = new_metadata()


db = new_database(Base)
transaction = transactional(db)
