"""The one place that knows every family of records.

Whoever needs all tables (the recorder, the migrations, a check of the whole book) takes them
from here; a family that is not imported here does not exist.
"""

from dataclasses import dataclass

from sqlalchemy import MetaData, Table

from crm.data.records import (
    activities,
    association,
    calling,
    companies,
    history,
    joining,
    letters,
    people,
)
from crm.data.records.mapping import Record

FAMILIES = (association, companies, people, activities, calling, letters, joining, history)
"""The modules that declare records."""

SCHEMA = 4
"""The number of the newest migration; `crm.data.migrations.draft` writes both."""

metadata: MetaData = Record.metadata


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The tables of a book: `recorded` ones are watched by the recorder.

    `others` are unrecorded tables beyond those of `history`. `schema` is their version.
    """

    recorded: tuple[Table, ...]
    others: tuple[Table, ...]
    schema: int

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, history included, each after those it refers to."""
        return (*history.HISTORY_TABLES, *self.others, *self.recorded)

    def named(self, name: str) -> Table:
        """Find a recorded table by its name."""
        return next(table for table in self.recorded if table.name == name)


def catalogue_of(source: MetaData, schema: int = SCHEMA) -> Catalogue:
    """Sort the tables of a metadata into recorded and other ones, parents first."""
    own = [table for table in source.sorted_tables if table not in history.HISTORY_TABLES]
    return Catalogue(
        recorded=tuple(table for table in own if table.info.get("recorded", True)),
        others=tuple(table for table in own if not table.info.get("recorded", True)),
        schema=schema,
    )


MUSTER = catalogue_of(metadata)
"""The tables of every real book; tests of the recorder bring their own."""

RECORDED: tuple[Table, ...] = MUSTER.recorded
"""The tables the recorder watches."""
