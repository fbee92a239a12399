"""Makes the tables of a new book, and reads which schema a book has."""

import uuid

from sqlalchemy import Connection, insert, inspect, text

from crm.data.keys import FIRST_KEY
from crm.data.recorder import triggers
from crm.data.records.catalogue import Catalogue
from crm.data.records.history import book_facts, key_blocks
from crm.data.sqlite_engine import APPLICATION_ID


def make_tables(connection: Connection, catalogue: Catalogue, *, made_at: str) -> None:
    """Make all tables of a new book, its triggers and the rows every book has."""
    for table in catalogue.tables:
        table.create(connection)
    first_rows(connection, made_at=made_at)
    triggers.install(connection, catalogue.recorded)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(
        text("INSERT INTO alembic_version VALUES (:number)"), {"number": f"{catalogue.schema:04}"}
    )
    mark_schema(connection, catalogue.schema)


def first_rows(connection: Connection, *, made_at: str) -> None:
    """Write the rows every book has from the start: its identity and the store of keys."""
    facts = {"identity": uuid.uuid4().hex, "salt": uuid.uuid4().hex, "made_at": made_at}
    connection.execute(
        insert(book_facts), [{"name": name, "value": value} for name, value in facts.items()]
    )
    connection.execute(insert(key_blocks).values(id=1, next_key=FIRST_KEY))


def mark_schema(connection: Connection, number: int) -> None:
    """Write into the header of a file that it is a book, and its schema."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {number:d}")


def schema_of(connection: Connection) -> int | None:
    """Read the number of the schema; None where the database holds no book."""
    if connection.dialect.name == "sqlite":
        number: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        return number or None
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return int(found) if found is not None else None
