"""Writes the next migration by comparing the records with the newest schema.

    python -m crm.data.migrations.draft "say what changes"
    python -m crm.data.migrations.draft --again        (the newest one, until it is released)

Read what it wrote: a renamed column looks to it like one gone and one new.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import UpgradeOps
from alembic.runtime.migration import MigrationContext

from crm.data.migrations.run import HERE, migrate
from crm.data.records.catalogue import metadata
from crm.data.records.mapping import Instant, JsonValue
from crm.data.sqlite_engine import create_file, engine_for

_LONGEST = 200
"""Lines of one file before it is formatted."""

_PAGE = '''"""{what}."""

import sqlalchemy as sa
from alembic import op

from crm.data.records.mapping import Instant, JsonValue, WholeNumber

revision = "{number:04}"
down_revision = {before}


def upgrade() -> None:
{body}
'''


def render_type(kind: str, value: Any, _: AutogenContext) -> str | Literal[False]:
    """Write the types of ours by their names."""
    if kind != "type":
        return False
    if isinstance(value, Instant):
        return "Instant()"
    if type(value) is type(JsonValue):
        return "JsonValue"
    return "WholeNumber" if type(value).__name__ == "BigInteger" else False


def draft(what: str, number: int) -> list[Path]:
    """Write migration `number`, in several parts where it is long; gives the files."""
    before = f"{number - 1:04}" if number > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "compared.muster"
        create_file(path).close()
        engine = engine_for(path, read_only=False)
        with engine.begin() as connection:
            if before is not None:
                migrate(connection, to=before)
            context = MigrationContext.configure(connection)
            operations = produce_migrations(context, metadata).upgrade_ops
        engine.dispose()
    if operations is None:
        raise TypeError("no upgrade was produced")
    parts: list[str] = [""]
    for operation in operations.ops:
        code = render_python_code(
            UpgradeOps([operation]), render_item=render_type, render_as_batch=before is not None
        )
        code = re.sub(r"^ *# ###.*\n?", "", code, flags=re.MULTILINE)
        if (parts[-1] + code).count("\n") > _LONGEST:
            parts.append("")
        parts[-1] += f"    {code.strip()}\n"
    files = []
    for at, body in enumerate(parts):
        of = f" ({at + 1} of {len(parts)})" if len(parts) > 1 else ""
        slug = re.sub(r"[^a-z0-9]+", "_", what.lower()).strip("_")
        file = HERE / "versions" / f"v{number + at:04}_{slug}.py"
        last = f'"{number + at - 1:04}"' if number + at > 1 else None
        page = _PAGE.format(what=what + of, number=number + at, before=last, body=body.rstrip())
        file.write_text(page, encoding="utf-8")
        files.append(file)
    return files


def main(arguments: list[str]) -> int:
    """Run as a command; says which files were written."""
    files = _all()
    if arguments == ["--again"] and files:
        slug = files[-1].stem[5:]
        again = [file for file in files if file.stem[5:] == slug]
        said = again[0].read_text(encoding="utf-8").partition('"""')[2].partition('."""')[0]
        for file in again:
            file.unlink()
        written = draft(said.partition(" (")[0], int(again[0].stem[1:5]))
    elif len(arguments) == 1 and not arguments[0].startswith("-"):
        written = draft(arguments[0], len(files) + 1)
    else:
        print(__doc__)  # noqa: T201  a command answers on the terminal
        return 2
    for file in written:
        print(file)  # noqa: T201
    catalogue = HERE.parent / "records" / "catalogue.py"
    text = catalogue.read_text(encoding="utf-8")
    text = re.sub(r"^SCHEMA = \d+$", f"SCHEMA = {len(_all())}", text, flags=re.MULTILINE)
    catalogue.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", *written], check=True)  # noqa: S603
    return 0


def _all() -> list[Path]:
    return sorted((HERE / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
