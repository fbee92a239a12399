"""A file is replaced whole or not at all."""

import os
from pathlib import Path

import pytest

from crm.data.disk_files import atomic_write


def test_new_content_stands_alone_and_is_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old and longer")
    atomic_write(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("failing", ["fsync", "fstat"])
def test_a_write_that_fails_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"crm.data.disk_files.os.{failing}", no_space)
    with pytest.raises(OSError, match="No space"):
        atomic_write(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_short_write_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a full disk does it that reports success."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    real = os.fstat

    class Short:
        st_size = 1

    monkeypatch.setattr("crm.data.disk_files.os.fstat", lambda handle: Short())
    with pytest.raises(OSError, match="written short"):
        atomic_write(path, b"new")
    monkeypatch.setattr("crm.data.disk_files.os.fstat", real)
    assert path.read_bytes() == b"old"
