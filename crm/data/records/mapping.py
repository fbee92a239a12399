"""What all records share: the registry, the type of keys and the type of instants.

Every recorded table has one whole-number key called `id`, which the program assigns from
blocks reserved for each writer, so that the recorder can name a row by table and number.
A table whose `info` says `recorded: False` is not watched by the recorder.
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

WholeNumber = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both engines; SQLite needs the bare name INTEGER to make it the row's own key."""


class PlainData(TypeDecorator[Any]):
    """Lists, texts, numbers and what is made of them, as JSON; on PostgreSQL in binary form."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of the engine; that of PostgreSQL is imported only where it is met."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON(none_as_null=True))
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))


JsonValue = PlainData()
"""Small structured values that no rule of the database reads."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. Refuses datetimes without a zone; gives back aware ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC, bare for SQLite, which keeps it as text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        """Give the moment back as an aware datetime in UTC."""
        if not isinstance(value, datetime):
            return None
        moment = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


Key = Annotated[int, mapped_column(WholeNumber, primary_key=True, autoincrement=False)]


class Record(DeclarativeBase):
    """A row of the book. Only `crm/data` and `crm/actions` ever hold one."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text(), int: WholeNumber, datetime: Instant()}


UNRECORDED = {"recorded": False}
