"""A small file beside a book that says how it was left.

It shows an unclean end, after which the whole file is checked, and a book that was swapped
for an older one.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from crm.data.disk_files import atomic_write
from crm.data.lock import side_file


@dataclass(frozen=True, slots=True)
class BookState:
    """How a book was left. `last_step` is the newest step it had; `restored` until reopened."""

    clean: bool
    last_step: int
    restored: bool = False


def read_state(book: Path) -> BookState | None:
    """Read how a book was left; None where nothing readable says so."""
    try:
        said = json.loads(side_file(book, "state").read_bytes())
        return BookState(bool(said["clean"]), int(said["last_step"]), bool(said["restored"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(book: Path, state: BookState) -> None:
    """Write how a book is left."""
    atomic_write(side_file(book, "state"), json.dumps(asdict(state)).encode())
