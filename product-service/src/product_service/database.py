"""The catalogue's own database and the decorators of its write transactions."""

from collections.abc import Mapping
from typing import Any, Protocol, Self, TypeVar

from sqlalchemy import JSON, Dialect, TypeDecorator, Update
from sqlalchemy.orm import DeclarativeBase

from service_kit.database import new_database, new_metadata, transactional
from service_kit.failpoints import pointed
from service_kit.row_counts import changed_rows


class Base(DeclarativeBase):
    """The base of this service's tables."""

    metadata = new_metadata()


db = new_database(Base)
transaction = transactional(db)
stock_step = pointed(db, "product-service")


def changed_one_row(statement: Update) -> bool:
    """Run a compare-and-set; return whether the row was as it had to be."""
    return changed_rows(db, statement) == 1


class JsonSerializable(Protocol):
    """A value that can be written as JSON and read again."""

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read one."""

    def to_json(self) -> dict[str, object]:
        """Write it."""


S = TypeVar("S", bound=JsonSerializable)


class JsonColumn(TypeDecorator[S]):
    """A column that holds such a value as JSON, or nothing."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: type[S]) -> None:
        """Take what the column holds."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: S | None, dialect: Dialect) -> Any:
        """Write the value."""
        return None if value is None else value.to_json()

    def process_result_value(self, value: Any, dialect: Dialect) -> S | None:
        """Read it again."""
        return None if value is None else self.kind.from_json(value)
