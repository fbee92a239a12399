"""Brings a book of an earlier release to the schema of this one, behind a verified backup.

Everything happens in one transaction: a book is upgraded as a whole or not at all.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from crm.data import postgresql_engine, sqlite_engine
from crm.data.backup import make_backup
from crm.data.backup_manifest import BackupMade
from crm.data.backup_thinning import BackupKind
from crm.data.connection import Location, is_postgresql
from crm.data.engine_troubles import engine_troubles
from crm.data.migrations.run import migrate
from crm.data.recorder import triggers
from crm.data.records.catalogue import Catalogue
from crm.data.schema import mark_schema, schema_of
from crm.domain.errors import BookTrouble


def upgrade(
    location: Location, catalogue: Catalogue, *, now: datetime, versions: Path | None = None
) -> BackupMade:
    """Upgrade a closed book; gives the backup made before.

    Raises `BookTrouble` where the backup or a check fails; the book is then as it was.
    `versions` is a folder of migrations other than the shipped one, for tests.
    """
    backup = make_backup(location, kind=BackupKind.BEFORE_UPGRADE, now=now)
    # Foreign keys must be off before the transaction begins: with them on, a table that
    # is rebuilt takes every row that refers to it along, silently.
    engine = (
        postgresql_engine.engine_for(str(location), read_only=False)
        if is_postgresql(location)
        else sqlite_engine.engine_for(Path(location), read_only=False, foreign_keys=False)
    )
    try:
        with engine_troubles(), engine.begin() as connection:
            before = _counts(connection)
            triggers.remove(connection)
            migrate(connection, f"{catalogue.schema:04}", versions)
            _refuse_loss(connection, before)
            triggers.install(connection, catalogue.recorded)
            mark_schema(connection, catalogue.schema)
            if schema_of(connection) != catalogue.schema:
                raise RuntimeError("the migrations do not lead to the schema of the records")
    finally:
        engine.dispose()
    return backup


def _counts(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {
        name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
        for name in names
    }


def _refuse_loss(connection: Connection, before: dict[str, int]) -> None:
    """Refuse an upgrade that lost rows or left references to nothing."""
    after = _counts(connection)
    fewer = sorted(name for name, count in before.items() if after.get(name, count) < count)
    if connection.dialect.name == "sqlite":
        fewer += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    if fewer:
        raise BookTrouble(
            "damaged",
            f"The upgrade would lose rows of {fewer[0]}; the book was left as it was.",
            "Go on with the earlier Muster, and tell whoever looks after it.",
        )
