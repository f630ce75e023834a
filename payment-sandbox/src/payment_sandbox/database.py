"""The sandbox's own database and the decorator of its write transactions."""

from sqlalchemy.orm import DeclarativeBase

from service_kit.database import new_database, new_metadata, transactional


class Base(DeclarativeBase):
    """The base of this service's tables."""

    metadata = new_metadata()


db = new_database(Base)
transaction = transactional(db)
