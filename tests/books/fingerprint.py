"""Says whether two states of a book are the same: all recorded rows, in the order of keys."""

import hashlib
import json
from typing import Any

from sqlalchemy import text

from crm.data.connection import Reading
from crm.data.records.catalogue import Catalogue


def state_of(reading: Reading, catalogue: Catalogue) -> dict[str, list[list[Any]]]:
    """Read every recorded row as the engine stores it."""
    found = {}
    for table in catalogue.recorded:
        rows = reading.sql.execute(text(f'SELECT * FROM "{table.name}" ORDER BY id'))
        found[table.name] = [[repr(value) for value in row] for row in rows]
    return found


def fingerprint(reading: Reading, catalogue: Catalogue) -> str:
    """Condense the state of a book into one short text."""
    said = json.dumps(state_of(reading, catalogue), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
