"""A sheet of labels for the queue, from any label on."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.ui.letters.conftest import Outside
from ui.letters.label_sheet import LabelSheetDialog
from ui.letters.room import LettersRoom
from ui.panels.printers import PrintChoice
from ui.room import Desk


@pytest.fixture
def dialog(room: LettersRoom) -> LabelSheetDialog:
    room.deeds.commands.labels.press()
    found = room.findChild(LabelSheetDialog)
    assert isinstance(found, LabelSheetDialog)
    return found


def test_the_labels_stand_in_the_order_of_the_packs(
    dialog: LabelSheetDialog, outside: Outside, tmp_path: Path
) -> None:
    outside.save_at = tmp_path / "labels.pdf"
    dialog.save()
    assert outside.asked == ["Labels L7160.pdf"]
    text = PdfReader(BytesIO(outside.save_at.read_bytes())).pages[0].extract_text()
    names = ("Etruria Embedded", "Potteries Data Ltd", "Bluebrick Software", "Lichfield Networks")
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    assert dialog.said() == "4 labels on 1 sheet"


def test_a_used_sheet_begins_at_the_first_free_label(dialog: LabelSheetDialog) -> None:
    assert dialog.start.maximum() == 21
    dialog.start.setValue(20)
    assert dialog.said() == "4 labels on 2 sheets"
    assert dialog.pages.page_count == 2


def test_another_sheet_is_remembered(dialog: LabelSheetDialog, letters_desk: Desk) -> None:
    dialog.sheet.choose("L7173")
    dialog.sheet.activated.emit(0)
    assert dialog.start.maximum() == 10
    assert letters_desk.preferences.now.label_sheet == "L7173"


def test_labels_are_printed(
    dialog: LabelSheetDialog, fake_lp: Path, outside: Outside, said: list[str]
) -> None:
    dialog.print_labels()
    assert (fake_lp / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert said == ["4 labels sent to Office."]


def test_without_a_printer_the_dialog_says_so_and_stays(
    dialog: LabelSheetDialog, outside: Outside
) -> None:
    outside.choice = PrintChoice("Office")
    dialog.print_labels()
    assert "There is no printer" in dialog.trouble()
    assert dialog.isVisible()
