"""Settings, Printing and labels: the usual printer, offsets, and label sheets of one's own."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm.documents.label_sheets import SHEETS
from ui.panels import printers, saving, trays
from ui.panels.paper_choices import all_sheets, offset_of, own_sheets
from ui.room import Desk
from ui.settings.paper import PaperSection


@pytest.fixture
def section(qtbot: QtBot, set_up_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> PaperSection:
    monkeypatch.setattr(printers, "printers", lambda: ("Office", "Labels"))
    monkeypatch.setattr(trays, "lpoptions_program", lambda: None)
    made = PaperSection(set_up_desk)
    qtbot.addWidget(made)
    made.show()
    made.entered()
    return made


def choose(section: PaperSection, printer: str) -> None:
    section.printer.choose(printer)
    section.printer.activated.emit(0)


def type_sizes(section: PaperSection, **sizes: str) -> None:
    section.new_sheet()
    section.editing.form.fill(sizes)


def test_the_usual_printer_is_kept_with_its_own_offset(section: PaperSection) -> None:
    choose(section, "Labels")
    section.offset.right.setValue(1.5)
    choose(section, "Office")
    assert section.offset.offset() == (0.0, 0.0)
    choose(section, "Labels")
    assert section.offset.offset() == (1.5, 0.0)
    now = section.desk.preferences
    assert now.now.printer == "Labels"
    assert offset_of(now, "Labels") == (1.5, 0.0)
    assert offset_of(now, "Office") == (0.0, 0.0)


def test_both_sides_are_kept(section: PaperSection) -> None:
    section.sides.choose("both")
    section.sides.activated.emit(1)
    assert section.desk.preferences.now.two_sided


def test_without_a_printer_it_says_so(
    section: PaperSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers, "printers", lambda: ())
    section.entered()
    assert section._none.isVisible()
    assert not section.printer.isEnabled()


def test_a_sheet_of_ones_own_in_fractions_of_a_millimetre(section: PaperSection) -> None:
    type_sizes(
        section, name="Jars", wide="50,25", high="30.5", columns="3", rows="7", left="10",
        top="12.75", pitch_x="60", pitch_y="38", corner="2",
    )  # fmt: skip
    assert section.editing.keep()
    made = own_sheets(section.desk.preferences)["Jars"]
    assert (made.wide, made.high, made.top, made.count) == (50.25, 30.5, 12.75, 21)
    assert section.editing.isHidden()
    assert section.sheets.currentItem().text() == "Jars · 50.25 × 30.5 mm · 21 a sheet"
    assert list(all_sheets(section.desk.preferences)) == [*SHEETS, "Jars"]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Give the sheet a name."),
        ("name", "L7160", "There is a sheet called L7160 already."),
        ("wide", "sixty", "Type a number of millimetres, such as 63.5."),
        ("wide", "-3", "Type a number of millimetres, such as 63.5."),
        ("rows", "6.5", "Type a whole number, such as 3."),
        ("rows", "0", "A sheet has 1 to 40 rows."),
        ("high", "5", "A label is at least 8 mm high and fits on the page."),
        ("pitch_x", "60", "The labels overlap: from one to the next is less than the width of a"),
        ("columns", "4", "The labels reach"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_text_stays(
    section: PaperSection, field: str, typed: str, said: str
) -> None:
    type_sizes(section, name="Jars")
    section.editing.form.field(field).put(typed)
    assert not section.editing.keep() or section.editing.form.field(field).trouble()
    shown = section.editing.form.field(field)
    assert shown.trouble().startswith(said)
    assert shown.text() == typed
    assert section.editing.isVisible()
    assert own_sheets(section.desk.preferences) == {}


def test_leaving_keeps_what_was_typed_or_stays(section: PaperSection) -> None:
    type_sizes(section, name="Jars", wide="nonsense")
    assert not section.may_leave()
    section.editing.form.field("wide").put("60")
    assert section.may_leave()
    assert "Jars" in own_sheets(section.desk.preferences)


def test_a_sheet_is_changed_renamed_and_deleted(section: PaperSection) -> None:
    type_sizes(section, name="Jars")
    section.editing.keep()
    section.change_sheet()
    section.editing.form.fill({"name": "Tins", "wide": "60"})
    assert section.editing.keep()
    assert {name: one.wide for name, one in own_sheets(section.desk.preferences).items()} == {
        "Tins": 60.0
    }
    section.delete_sheet()
    assert own_sheets(section.desk.preferences) == {}
    assert section._empty.isVisible()


def test_a_proof_has_the_size_of_the_page(
    section: PaperSection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "proof.pdf"
    monkeypatch.setattr(saving, "ask_where", lambda *_where: target)
    type_sizes(section, name="Jars")
    section.editing.keep()
    section.save_proof()
    (page,) = PdfReader(target).pages
    assert "Jars · 63.5 × 38.1 mm" in page.extract_text()


def test_enter_keeps_the_sheet_and_esc_leaves_it(section: PaperSection, qtbot: QtBot) -> None:
    section.new_sheet()
    name = section.editing.form.field("name").editor
    qtbot.keyClicks(name, "Jars")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert list(own_sheets(section.desk.preferences)) == ["Jars"]
    section.new_sheet()
    qtbot.keyClicks(name, "Tins")
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert section.editing.isHidden()
    assert list(own_sheets(section.desk.preferences)) == ["Jars"]
