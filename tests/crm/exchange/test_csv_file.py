import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.errors import Refusal
from crm.exchange import csv_file
from crm.exchange.csv_file import open_csv, read_records
from crm.exchange.foreign_table import TableChoices

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1a"), max_size=20)


def write(folder: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def records(text: str, delimiter: str = ",") -> list[tuple[str, ...]]:
    rows = read_records(io.StringIO(text, newline=""), delimiter, "list.csv")
    return [row.cells for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path, delimiter):
    lines = ["Company,Town,Phone", 'Acme Ltd,Stone,"01785 000000"', "Bolt plc,Stafford,"]
    table = open_csv(write(tmp_path, "\n".join(lines).replace(",", delimiter)))
    assert table.delimiter == delimiter
    assert table.headers == ("Company", "Town", "Phone")
    assert [row.cells for row in table.rows()] == [
        ("Acme Ltd", "Stone", "01785 000000"),
        ("Bolt plc", "Stafford", ""),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_row(tmp_path, newline):
    table = open_csv(write(tmp_path, newline.join(["Company,Town", "Acme,Stone", '"A\nB",Leek'])))
    assert [row.cells for row in table.rows()] == [("Acme", "Stone"), ("A\nB", "Leek")]


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path):
    text = 'Members 2003\n\nCompany,Town\n\n"Acme\nWorks",Stone\n,\nBolt,Leek\n'
    table = open_csv(write(tmp_path, text))
    assert table.facts.header_row == 3
    assert [(row.number, row.cells[0]) for row in table.rows()] == [(5, "Acme\nWorks"), (7, "Bolt")]


def test_a_stray_quotation_mark_costs_one_row(tmp_path):
    text = 'Company,Town\n"Acme "Best" Ltd",Stone\nBolt,Leek\n"Open,Hanley\nCog,Stafford\n'
    rows = list(open_csv(write(tmp_path, text)).rows())
    assert [(row.number, row.unreadable) for row in rows] == [
        (2, True),
        (3, False),
        (4, True),
        (5, False),
    ]
    assert "middle of a cell" in rows[0].problem
    assert "never closed" in rows[2].problem
    assert rows[2].cells == ('"Open,Hanley',)


def test_ragged_rows_are_named_one_by_one(tmp_path):
    text = "Company,Town,Phone\nAcme,Stone\nBolt,Leek,1,2\nCog,Leek,1,,\nDay,Leek,1\n"
    short, long, padded, right = open_csv(write(tmp_path, text)).rows()
    assert short.cells == ("Acme", "Stone", "")
    assert short.problem == "The row has 2 cells where the heading has 3."
    assert not short.unreadable
    assert long.unreadable
    assert long.cells == ("Bolt", "Leek", "1", "2")
    assert padded.cells == ("Cog", "Leek", "1")
    assert padded.problem == right.problem == ""


def test_nul_and_undecodable_characters_are_reported(tmp_path):
    text = b"Company,Town\nAc\0me,Stone\nB\xd8lt\x81,Leek\nCog,Hanley\n"
    table = open_csv(write(tmp_path, text))
    assert table.encoding == "cp1252"
    first, second, third = table.rows()
    assert first.cells[0] == "Acme"
    assert "NUL" in first.problem
    assert second.cells[0] == "BØlt\ufffd"
    assert "could not be read" in second.problem
    assert third.problem == ""


def test_a_cell_of_a_megabyte_is_read(tmp_path):
    name = "x" * 1_000_000
    (row,) = open_csv(write(tmp_path, f"Company,Town\n{name},Stone\n")).rows()
    assert row.cells == (name, "Stone")


def test_a_cell_beyond_the_limit_is_one_bad_row(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "CELL_AT_MOST", 100)
    try:
        text = f"Company,Town\n{'x' * 200},Stone\nBolt,Leek\n"
        bad, good = open_csv(write(tmp_path, text)).rows()
    finally:
        csv.field_size_limit(2_000_000)
    assert bad.unreadable
    assert "longer than 100 characters" in bad.problem
    assert good.cells == ("Bolt", "Leek")


def test_a_row_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "RECORD_AT_MOST", 1_000)
    path = write(tmp_path, "Company,Town\n" + "x" * 2_000)
    with pytest.raises(Refusal, match=r"A row of list\.csv is longer") as refused:
        list(open_csv(path).rows())
    assert refused.value.field == "file"


def test_a_file_without_heading_gets_made_up_names(tmp_path):
    table = open_csv(write(tmp_path, "Acme Ltd,ST16 2AA,12\nBolt plc,ST4 1AA,9\n"))
    assert table.facts.header_row == 0
    assert table.headers == ("Column A", "Column B", "Column C")
    assert len(list(table.rows())) == 2


def test_a_bare_list_of_names_is_one_column(tmp_path):
    table = open_csv(write(tmp_path, "Acme Ltd\nBolt plc\nCog & Sons\n"))
    assert table.headers == ("Column A",)
    assert table.problems == ("No separator was found: read as a single column.",)
    assert [row.cells for row in table.rows()] == [("Acme Ltd",), ("Bolt plc",), ("Cog & Sons",)]


def test_a_stated_separator_is_believed(tmp_path):
    table = open_csv(write(tmp_path, "sep=|\nCompany|Town\nA,B|C,D\n"))
    assert table.delimiter == "|"
    assert [row.cells for row in table.rows()] == [("A,B", "C,D")]


def test_what_is_chosen_wins_over_the_guess(tmp_path):
    path = write(tmp_path, "Firma;Ort\nGrün;Köln\n".encode("cp850"))
    choices = TableChoices(encoding="cp850", delimiter=";", header_row=0)
    table = open_csv(path, choices)
    assert table.headers == ("Column A", "Column B")
    assert [row.cells for row in table.rows()] == [("Firma", "Ort"), ("Grün", "Köln")]
    single = open_csv(path, TableChoices(encoding="cp850", delimiter=""))
    assert single.delimiter == ""
    assert [row.cells for row in single.rows()][-1] == ("Grün;Köln",)


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        (TableChoices(encoding="klingon"), "encoding"),
        (TableChoices(encoding="zlib"), "encoding"),
        (TableChoices(encoding="utf-8"), "encoding"),
        (TableChoices(delimiter="::"), "delimiter"),
        (TableChoices(delimiter='"'), "delimiter"),
        (TableChoices(header_row=99), "header_row"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused(tmp_path, choices, field):
    path = write(tmp_path, b"Company,Town\nB\xd8lt,Leek\n")
    with pytest.raises(Refusal) as refused:
        open_csv(path, choices)
    assert refused.value.field == field


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_a_writer_wrote_is_read_back(rows):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    plain = [row for row in rows if not any(cell.lstrip(" ").startswith("'") for cell in row)]
    read = records(text.getvalue())
    assert len(read) == len(rows)
    for row in plain:
        assert tuple(row) in read


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    lines = text.count("\n") + text.count("\r") + 1
    assert len(records(text)) <= lines
