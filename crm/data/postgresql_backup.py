"""Backups of a PostgreSQL book, by PostgreSQL's own programs where they are installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import inspect, text

from crm.data.connection import Lanes
from crm.data.postgresql_engine import url_of
from crm.data.schema import schema_of
from crm.domain.errors import BookTrouble, Refusal


def folder_of(location: str) -> Path:
    """Name the folder of this machine that backups of a database go to."""
    url = url_of(location)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{url.host or 'local'}-{url.database}")
    return Path(user_data_path("muster")) / "backups" / name


def dump(location: str, part: Path) -> dict[str, Any]:
    """Write the whole database into a file and check that it can be read back."""
    facts = facts_of(location)
    _run("pg_dump", location, "--format=custom", "--no-owner", f"--file={part}")
    _run("pg_restore", None, "--list", str(part))
    return facts


def load(location: str, backup: Path) -> None:
    """Bring the database back to a backup, in one transaction."""
    _run(
        "pg_restore", location, "--clean", "--if-exists", "--no-owner", "--single-transaction",
        "--exit-on-error", str(backup),
    )  # fmt: skip


def facts_of(location: str) -> dict[str, Any]:
    """Count the rows of each table."""
    lanes = Lanes(location, read_only=True)
    try:
        with lanes.reading() as sql:
            rows = {
                name: sql.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
                for name in sorted(inspect(sql).get_table_names())
            }
            last = sql.execute(text("SELECT coalesce(max(id), 0) FROM steps")).scalar_one()
            return {"schema": schema_of(sql) or 0, "last_step": last, "rows": rows}
    finally:
        lanes.close()


def _run(program: str, location: str | None, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise Refusal(
            f"A PostgreSQL book is backed up and restored by {program}, which is not installed"
            " here. Install PostgreSQL's client programs, or ask who looks after the database."
        )
    environment = dict(os.environ)
    database = []
    if location is not None:
        url = url_of(location).set(drivername="postgresql")
        if url.password:  # not among the arguments, which everybody on the machine can read
            environment["PGPASSWORD"] = str(url.password)
            url = url.set(password=None)
        database = [f"--dbname={url.render_as_string(hide_password=False)}"]
    done = subprocess.run(  # noqa: S603  a list of arguments, no shell
        [path, *database, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise BookTrouble(
            "full" if "No space left" in done.stderr else "unreachable",
            f"{program} failed: {said[0] if said else done.returncode}",
            "Nothing in the book was changed. Earlier backups are untouched.",
        )
