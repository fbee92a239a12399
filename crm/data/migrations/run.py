"""Runs migrations on an open connection, without a file of settings."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

HERE = Path(__file__).parent


def migrate(connection: Connection, to: str = "head", versions: Path | None = None) -> None:
    """Bring the schema of a database to a revision, inside the transaction that is open.

    `versions` is a folder of migrations other than the shipped one, for tests.
    """
    command.upgrade(settings(connection, versions), to)


def settings(connection: Connection, versions: Path | None = None) -> Config:
    """Write the settings Alembic wants."""
    config = Config()
    config.set_main_option("script_location", _escaped(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _escaped(versions or HERE / "versions"))
    config.attributes["connection"] = connection
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")
