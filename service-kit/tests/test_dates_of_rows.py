import itertools
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from service_kit.database import Instant, when_created

_SECONDS = itertools.count()


def later_each_time() -> datetime:
    return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(seconds=next(_SECONDS))


class Base(DeclarativeBase):
    pass


class Teapot(Base):
    __tablename__ = "teapot"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Instant, default=later_each_time)
    updated_at: Mapped[datetime] = mapped_column(Instant, default=when_created)


def test_new_row_was_changed_when_it_was_created() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Teapot(), Teapot()])
        session.commit()
        dates = [(pot.created_at, pot.updated_at) for pot in session.query(Teapot)]
    engine.dispose()

    assert [updated == created for created, updated in dates] == [True, True]
