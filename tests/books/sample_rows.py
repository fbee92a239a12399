"""A small set of tables with every kind of column and rule that recorded tables have."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from crm.data.records.catalogue import catalogue_of
from crm.data.records.mapping import NAMING, UNRECORDED, JsonValue, Key, Record


class Sample(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = Record.type_annotation_map


class Firm(Sample):
    __tablename__ = "companies"

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(default="")
    code: Mapped[str | None] = mapped_column(unique=True)
    founded: Mapped[date | None]
    seen_at: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=False)
    staff: Mapped[int | None]
    details: Mapped[Any] = mapped_column(JsonValue, nullable=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id"), index=True)

    __mapper_args__ = {"version_id_col": version}


class Contact(Sample):
    __tablename__ = "people"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    name: Mapped[str] = mapped_column(default="")
    position: Mapped[int]

    __table_args__ = (UniqueConstraint("company_id", "position"),)


class Task(Sample):
    __tablename__ = "tasks"

    id: Mapped[Key]
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_tasks_one_open",
            "company_id",
            unique=True,
            sqlite_where=sql_text("done_at IS NULL"),
            postgresql_where=sql_text("done_at IS NULL"),
        ),
    )


class Scratch(Sample):
    __tablename__ = "scratch"
    __table_args__ = {"info": UNRECORDED}

    id: Mapped[Key]
    words: Mapped[str]


SAMPLE = catalogue_of(Sample.metadata)
