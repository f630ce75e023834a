"""The service's own database and the decorators of its transactions."""

from sqlalchemy.orm import DeclarativeBase

from service_kit.database import new_database, new_metadata, reading, transactional


class Base(DeclarativeBase):
    """The base of this service's tables."""

    metadata = new_metadata()


db = new_database(Base)
transaction = transactional(db)
read_transaction = reading(db)
