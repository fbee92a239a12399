import pickle
import zipfile

import pytest

from crm.domain.errors import Cancelled, Refusal
from crm.domain.imported_values import ColumnKind
from crm.exchange import foreign_file
from crm.exchange.foreign_file import open_table, read_companies, read_table
from crm.exchange.foreign_table import GUESS, TableChoices, choices_from_dict

LIST = "Company,Telephone\nAcme Ltd,01785 000000\n,0121 496 0000\nBolt plc,\n"


class Impatient:
    def step(self, done, of=None, note=""):
        raise Cancelled


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4\n%...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x1f\x8b\x08", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.xls"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"SQLite format 3\0", "database"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'\xef\xbb\xbf  {"a": 1}', "JSON"),
        (b'[\n "a", 1]', "JSON"),
        (b"<?xml version='1.0'?>", "XML"),
        (b"\r\nBEGIN:VCARD\r\n", "address card"),
        (bytes(range(1, 32)) * 20, "not text"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\n", "empty"),
        (b"\0\0\0\0\0\0", "empty"),
    ],
)
def test_what_is_no_list_is_refused_by_name(tmp_path, content, words):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=rf"list\.csv.*{words}") as refused:
        open_table(path)
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (["list.csv"], "ZIP archive"),
        (["word/document.xml"], "word processor"),
        (["mimetype", "content.xml"], "OpenDocument"),
        (["xl/workbook.bin"], "xlsb"),
    ],
)
def test_other_archives_are_told_apart(tmp_path, members, words):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    with pytest.raises(Refusal, match=words):
        open_table(path)


def test_missing_files_and_folders_are_refused(tmp_path):
    with pytest.raises(Refusal, match="is not there"):
        open_table(tmp_path / "gone.csv")
    with pytest.raises(Refusal, match="is a folder"):
        open_table(tmp_path)
    with pytest.raises(Refusal, match=r"name of a file|not there"):
        open_table("a\0b.csv")


def test_a_name_with_direction_marks_is_shown_plainly(tmp_path):
    with pytest.raises(Refusal) as refused:
        open_table(tmp_path / "li\u202est\n.csv")
    assert "\u202e" not in refused.value.message
    assert "\n" not in refused.value.message


def test_the_name_of_a_file_says_nothing(tmp_path):
    path = tmp_path / "list.pdf"
    path.write_text(LIST)
    assert open_table(path).headers == ("Company", "Telephone")


def test_a_table_is_read_only_as_far_as_asked(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    read = read_table(str(path), limit=2)
    assert [row.number for row in read.rows] == [2, 3]
    assert read.more
    assert not read_table(path, limit=3).more
    assert [column.kind for column in read.guess.columns] == [
        ColumnKind.COMPANY_NAME,
        ColumnKind.PHONE,
    ]
    assert pickle.loads(pickle.dumps(read)) == read


def test_a_whole_file_becomes_companies_and_bad_rows(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    read = read_companies(str(path))
    names = [row.company.name if row.company else None for row in read.rows]
    assert names == ["Acme Ltd", None, "Bolt plc"]
    assert read.rows[1].cells == ("", "0121 496 0000")
    assert read.rows[1].problems[0].say() == "Row 3, Company: There is no company name."
    assert pickle.loads(pickle.dumps(read)) == read


def test_a_list_without_names_or_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Town,Postcode\nStone,ST15 8AA\n")
    with pytest.raises(Refusal) as refused:
        read_companies(path)
    assert refused.value.field == "columns"
    mapping = read_table(path).guess
    path.write_text(LIST.replace(",", ",x,"))
    with pytest.raises(Refusal, match="another table"):
        read_companies(path, mapping=mapping)


def test_reading_tells_how_far_it_is_and_stops_when_told(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    with pytest.raises(Cancelled):
        read_companies(path, progress=Impatient())


def test_more_rows_than_a_list_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(foreign_file, "ROWS_AT_MOST", 1_500)
    path = tmp_path / "list.csv"
    path.write_text("Company,Town\n" + "Acme,Stone\n" * 2_001)
    with pytest.raises(Refusal, match="more than 1,500 rows"):
        read_companies(path)


def test_choices_are_remembered():
    choices = TableChoices(encoding="cp1252", delimiter="", header_row=0)
    assert choices_from_dict(choices.to_dict()) == choices
    assert choices_from_dict({"header_row": True, "sheet": 5, "other": "x"}) == GUESS
