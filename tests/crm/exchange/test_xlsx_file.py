import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from crm.domain.errors import Refusal
from crm.exchange import xlsx_file
from crm.exchange.foreign_table import TableChoices
from crm.exchange.xlsx_file import open_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def workbook(folder: Path, sheets: dict[str, list[list[object]]], name: str = "list.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def with_part(path: Path, part: str, content: str) -> Path:
    """Write the workbook once more with one of its parts replaced."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    parts[part] = content.encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in parts.items():
            archive.writestr(member, data)
    path.write_bytes(packed.getvalue())
    return path


def sheet_xml(rows: str, before: str = "") -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def test_values_come_as_text_that_reads_back(tmp_path):
    path = workbook(
        tmp_path,
        {
            "S": [
                ["Company", "Staff", "Share", "On", "At", "Time", "Member", "Big"],
                ["Acme", 12, 0.0367, date(2003, 3, 14), datetime(2003, 3, 14, 9, 30), time(9), True,
                 441785000000],
                ["Bolt", 7.0, 1.5, None, None, None, False, 41800000.01],
            ]
        },
    )  # fmt: skip
    table = open_xlsx(path)
    assert table.facts.kind == "xlsx"
    assert table.encoding == table.delimiter == ""
    assert [(row.number, row.cells) for row in table.rows()] == [
        (2, ("Acme", "12", "0.0367", "2003-03-14", "2003-03-14 09:30:00", "09:00:00", "TRUE",
             "441785000000")),
        (3, ("Bolt", "7", "1.5", "", "", "", "FALSE", "41800000.01")),
    ]  # fmt: skip


def test_zeros_that_a_number_format_shows_come_back(tmp_path):
    path = workbook(tmp_path, {"S": [["Company", "Company number"], ["Acme", 1799445]]})
    book = openpyxl.load_workbook(path)
    book["S"]["B2"].number_format = "00000000"
    book.save(path)
    (row,) = open_xlsx(path).rows()
    assert row.cells == ("Acme", "01799445")


def test_the_first_visible_sheet_with_cells_is_read(tmp_path):
    path = workbook(
        tmp_path,
        {"Empty": [], "Old": [["Company"], ["Gone"]], "List": [["Company", "Town"], ["A", "B"]]},
    )
    book = openpyxl.load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    table = open_xlsx(path)
    assert table.facts.sheet == "List"
    assert table.facts.sheets == ("Empty", "List", "Old")
    chosen = open_xlsx(path, TableChoices(sheet="Old", header_row=0))
    assert [row.cells for row in chosen.rows()] == [("Company",), ("Gone",)]


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        (TableChoices(sheet="No"), "sheet"),
        (TableChoices(sheet="Empty"), "sheet"),
        (TableChoices(header_row=50), "header_row"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused(tmp_path, choices, field):
    path = workbook(tmp_path, {"List": [["Company", "Town"], ["A", "B"]], "Empty": []})
    with pytest.raises(Refusal) as refused:
        open_xlsx(path, choices)
    assert refused.value.field == field


def test_a_heading_under_a_preamble_and_cells_without_heading(tmp_path):
    rows = [["Members of the chamber"], [], ["Company", "Town"], ["Acme", "Stone", "a note"]]
    table = open_xlsx(workbook(tmp_path, {"S": rows}))
    assert table.facts.header_row == 3
    assert table.headers == ("Company", "Town", "Column C")
    assert [(row.number, row.cells) for row in table.rows()] == [(4, ("Acme", "Stone", "a note"))]


def test_error_cells_are_emptied_and_named(tmp_path):
    path = with_part(
        workbook(tmp_path, {"S": []}),
        SHEET,
        sheet_xml(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>Company</t></is></c>'
            '<c r="B1" t="inlineStr"><is><t>Town</t></is></c></row>'
            '<row r="2"><c r="A2" t="inlineStr"><is><t>Acme</t></is></c>'
            '<c r="B2" t="e"><v>#N/A</v></c></row>'
        ),
    )
    (row,) = open_xlsx(path).rows()
    assert row.cells == ("Acme", "")
    assert row.problem == "Cell B2 holds the spreadsheet error #N/A."
    assert not row.unreadable


def test_a_row_number_beyond_any_sheet_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_file, "ROWS_AT_MOST", 2_000)
    cell = '<c t="inlineStr"><is><t>Acme</t></is></c>'
    rows = f'<row r="1">{cell}</row><row r="99999999999">{cell}</row>'
    path = with_part(workbook(tmp_path, {"S": []}), SHEET, sheet_xml(rows))
    with pytest.raises(Refusal, match="larger than any spreadsheet"):
        list(open_xlsx(path).rows())


def test_an_entity_bomb_is_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    path = with_part(workbook(tmp_path, {"S": []}), SHEET, sheet_xml(row, bomb))
    with pytest.raises(Refusal, match=r"list\.xlsx is damaged"):
        open_xlsx(path)


@pytest.mark.parametrize(
    ("limit", "size"), [("PACKED_AT_MOST", "20 MB"), ("UNPACKED_AT_MOST", "200 MB")]
)
def test_a_workbook_beyond_the_limits_is_refused(tmp_path, monkeypatch, limit, size):
    path = workbook(tmp_path, {"S": [["Company"], ["Acme"]]})
    monkeypatch.setattr(xlsx_file, limit, 100)
    with pytest.raises(Refusal, match=size):
        open_xlsx(path)


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_a_damaged_workbook_is_refused_or_read_but_never_breaks(tmp_path, at):
    path = workbook(tmp_path, {"S": [["Company", "Town"]] + [["Acme", i] for i in range(50)]})
    content = bytearray(path.read_bytes())
    place = len(content) * at // 100
    content[place : place + 20] = b"\xff" * 20
    path.write_bytes(bytes(content))
    message = "list.xlsx"
    try:
        list(open_xlsx(path).rows())
    except Refusal as refused:
        message = refused.message
    assert "list.xlsx" in message


def test_an_empty_workbook_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"list\.xlsx is empty"):
        open_xlsx(workbook(tmp_path, {"S": []}))


def test_a_style_that_is_not_there_does_no_harm(tmp_path):
    row = '<row r="1"><c r="A1" s="9999"><v>7</v></c><c r="B1"><v>8</v></c></row>'
    path = with_part(workbook(tmp_path, {"S": []}), SHEET, sheet_xml(row))
    (read,) = open_xlsx(path, TableChoices(header_row=0)).rows()
    assert read.cells == ("7", "8")
