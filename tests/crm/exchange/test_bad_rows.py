import errno
import os

import pytest

from crm.domain.errors import Refusal
from crm.exchange import bad_rows
from crm.exchange.bad_rows import BadRow, write_bad_rows
from crm.exchange.foreign_file import open_table

HEADERS = ("Company", "=Town")
ROWS = [
    BadRow(12, "There is no company name.", ("", "=cmd|' /C calc'!A0")),
    BadRow(13, "-1 is no number", ('"Acme"\nWorks', "Łódź", "one too many")),
]


def test_bad_rows_are_written_beside_the_file_and_read_back(tmp_path):
    original = tmp_path / "chamber list.xlsx"
    original.write_text("x")
    path = write_bad_rows(original, HEADERS, ROWS)
    assert path == tmp_path / "chamber list - not imported.csv"
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"'=cmd" in text
    assert b"'=Town" in text
    table = open_table(path)
    assert table.headers[:4] == ("Row", "Reason", "Company", "=Town")
    first, second = table.sample
    assert first.cells[:4] == ("12", "There is no company name.", "", "=cmd|' /C calc'!A0")
    assert second.cells[1] == "-1 is no number"
    assert second.cells[2] == '"Acme"\nWorks'
    assert sorted(file.name for file in tmp_path.iterdir()) == [path.name, original.name]


def test_no_file_is_ever_replaced(tmp_path):
    original = tmp_path / "list.csv"
    first = write_bad_rows(original, HEADERS, ROWS[:1])
    content = first.read_bytes()
    second = write_bad_rows(original, HEADERS, ROWS)
    third = write_bad_rows(original, HEADERS, [])
    assert second.name == "list - not imported 2.csv"
    assert third.name == "list - not imported 3.csv"
    assert first.read_bytes() == content


def test_a_folder_without_hard_links_works_too(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    first = write_bad_rows(tmp_path / "list.csv", HEADERS, ROWS)
    second = write_bad_rows(tmp_path / "list.csv", HEADERS, ROWS)
    assert first.read_bytes() == second.read_bytes()
    assert second.name == "list - not imported 2.csv"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(bad_rows.os, "fsync", refuse)
    with pytest.raises(Refusal, match=r"left out of list\.csv.*No space left") as refused:
        write_bad_rows(tmp_path / "list.csv", HEADERS, ROWS)
    assert refused.value.field == "file"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_refused(tmp_path):
    with pytest.raises(Refusal, match="could not be written"):
        write_bad_rows(tmp_path / "gone" / "list.csv", HEADERS, ROWS)
