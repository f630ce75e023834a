"""The sandbox's own database and the decorators of its transactions."""

from sqlalchemy.orm import DeclarativeBase

from service_kit.database import new_database, new_metadata, reading, transactional
from service_kit.failpoints import pointed


class Base(DeclarativeBase):
    """The base of this service's tables."""

    metadata = new_metadata()


db = new_database(Base)
transaction = transactional(db)
read_transaction = reading(db)
payment_step = pointed(db, "payment-sandbox")
