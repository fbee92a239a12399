"""Which book is meant where none is named."""

import os
from collections.abc import Mapping
from pathlib import Path


def usual_book(environment: Mapping[str, str] = os.environ) -> str:
    """Give the book meant where none is named: `MUSTER_BOOK`, else one in the user's data folder.

    A file or the URL of a database, as it stands there.
    """
    named = environment.get("MUSTER_BOOK", "").strip()
    if named:
        return named
    # Not at the top: most commands are told which book, and the window need not wait for it.
    from platformdirs import user_data_path

    return str(Path(user_data_path("muster")) / "book.muster")
