"""Files on this machine's disk, written whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def atomic_write(path: Path, content: bytes) -> None:
    """Replace a file by new content so that a crash or a full disk leaves the old one.

    The content goes into a temporary file beside it, its length is compared, it is made
    durable, and only then renamed. Raises OSError; the old file then still stands. Only its
    owner may read the new one.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            _refuse_short(file.fileno(), len(content), path)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def _refuse_short(handle: int, wanted: int, path: Path) -> None:
    if os.fstat(handle).st_size != wanted:
        raise OSError(f"{path.name} was written short")


def sync_file(path: Path) -> None:
    """Make what was written to a file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename inside a folder durable, where the system can do that."""
    if os.name == "nt":  # Windows opens no folders; its renames are durable by themselves
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
