"""What the errors of the engines mean to a user: the one place that knows their codes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from crm.domain.errors import BookTrouble, BookTroubleKind

_SQLITE = {
    5: "locked", 6: "locked", 8: "readonly", 10: "io", 11: "damaged", 13: "full",
    14: "unopened", 15: "locked", 26: "damaged",
}  # fmt: skip
"""The primary result codes of SQLite (the low byte of the extended ones)."""

_SQLITE_WORDS = {
    "is full": "full",
    "is locked": "locked",
    "malformed": "damaged",
    "not a database": "damaged",
    "I/O error": "io",
    "readonly": "readonly",
    "unable to open": "unopened",
}

_POSTGRESQL = {
    "53100": "full", "53200": "io", "55P03": "locked", "40P01": "locked", "40001": "locked",
    "57014": "slow", "25006": "readonly", "42501": "readonly", "XX000": "damaged",
    "XX001": "damaged", "XX002": "damaged", "3D000": "unopened", "53300": "io",
}  # fmt: skip

_LOST_TO_ANOTHER = ("40001", "40P01")
_OVERTAKEN = ("23503", "23505")
_UNREACHABLE_CLASSES = ("08", "28", "57P")


_WORDS: dict[str, tuple[BookTroubleKind, str, str]] = {
    "full": (
        "full",
        "The disk is full: this was not saved, everything before it was.",
        "Make room on the disk, then do it again; deleting in the book needs room too.",
    ),
    "damaged": (
        "damaged",
        "The book is damaged: a part of it cannot be read.",
        "Close Muster and restore the last good backup; the damaged file is kept.",
    ),
    "locked": (
        "locked",
        "Another program is using the book.",
        "Wait a moment and do it again; close other programs that have the book open.",
    ),
    "readonly": (
        "locked",
        "The book may be read here, but not changed.",
        "Ask for the right to write to its file and folder, or copy it to your own folder.",
    ),
    "slow": (
        "unreachable",
        "The database took too long to answer; nothing was changed.",
        "Do it again; if it keeps happening, ask who looks after the database.",
    ),
    "unopened": (
        "unreachable",
        "The book cannot be opened.",
        "Check that its drive is connected and that you may read its folder.",
    ),
    "io": (
        "unreachable",
        "The book cannot be reached. Everything that was saved before is safe.",
        "Check the drive or the network, then do it again.",
    ),
}


def trouble_of(error: BaseException) -> BookTrouble | None:
    """Say what an error of an engine means to the user; None where it is a bug of ours."""
    words = _WORDS.get(_meaning(error) or "")
    return BookTrouble(*words) if words else None


def _meaning(error: BaseException) -> str | None:
    if isinstance(error, PoolTimeoutError):
        return "locked"
    if isinstance(error, DBAPIError) and error.orig is not None:
        return _meaning(error.orig) or ("io" if error.connection_invalidated else None)
    library = type(error).__module__.partition(".")[0]
    if library == "sqlcipher3":
        return _meaning_on_sqlite(error)
    return _meaning_on_postgresql(error) if library == "psycopg" else None


def _meaning_on_sqlite(error: BaseException) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF)
    # The driver's backup raises without a code.
    return next((kind for words, kind in _SQLITE_WORDS.items() if words in str(error)), None)


def _meaning_on_postgresql(error: BaseException) -> str | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return "io" if type(error).__name__ == "OperationalError" else None
    return "io" if state.startswith(_UNREACHABLE_CLASSES) else _POSTGRESQL.get(state)


def may_be_repeated(trouble: BookTrouble) -> bool:
    """Whether the engine gave a transaction up only because of another one at the same time."""
    cause = trouble.__cause__
    return (
        isinstance(cause, DBAPIError) and getattr(cause.orig, "sqlstate", None) in _LOST_TO_ANOTHER
    )


def is_overtaken(error: IntegrityError) -> bool:
    """Whether somebody else took the place of a row meanwhile, or a row that it refers to away.

    Only PostgreSQL has several writers; on SQLite a broken rule is a bug of ours.
    """
    return getattr(error.orig, "sqlstate", None) in _OVERTAKEN


@contextmanager
def engine_troubles() -> Iterator[None]:
    """Raise `BookTrouble` in place of the engine's own errors; let bugs through as they are."""
    try:
        yield
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise trouble from error


@contextmanager
def os_troubles() -> Iterator[None]:
    """Raise `BookTrouble` in place of the system's own errors about files."""
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        kind, said, what_to_do = _WORDS["full" if full else "io"]
        if not full:
            name = Path(str(error.filename)).name if error.filename else "A file"
            said = f"{name}: {error.strerror or error}."
        raise BookTrouble(kind, said, what_to_do) from error
