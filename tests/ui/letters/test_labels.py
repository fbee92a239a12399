"""Labels of the queue or of a run: sheet, first free label, offset, fit report, ways out."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm.actions.companies import change_facts
from crm.actions.letters import queue_pack
from crm.data.book import Book
from crm.data.queries.letters import queued, runs
from tests.books.drive import add_firm
from tests.ui.letters.conftest import Outside
from ui.letters.labels_page import LabelsPage
from ui.letters.labels_room import LabelsRoom
from ui.letters.room import LettersRoom
from ui.panels.paper_choices import keep_first_label, keep_offset, keep_sheet
from ui.panels.printers import A4, PrintChoice
from ui.places import Place
from ui.room import Desk


@pytest.fixture
def labels_room(qtbot: QtBot, letters_desk: Desk, outside: Outside) -> Iterator[LabelsRoom]:
    made = LabelsRoom(letters_desk)
    qtbot.addWidget(made)
    letters_desk.commands.add("labels", made.commands(), made)
    letters_desk.bridge.changed.connect(made.refresh)
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    letters_desk.commands.remove("labels")


@pytest.fixture
def labels(labels_room: LabelsRoom) -> LabelsPage:
    labels_room.show_place(Place("labels", "queue"))
    labels_room.focus_first()
    return labels_room.labels


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_labels_stand_in_the_order_of_the_packs(
    labels: LabelsPage, outside: Outside, tmp_path: Path
) -> None:
    outside.save_at = tmp_path / "labels.pdf"
    labels.save()
    assert outside.asked == ["Labels – The queue.pdf"]
    text = text_of(outside.save_at.read_bytes())
    names = ("Etruria Embedded", "Potteries Data Ltd", "Bluebrick Software", "Lichfield Networks")
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    assert labels.said() == "4 labels on 1 sheet, 17 labels left"


def test_a_used_sheet_begins_at_the_first_free_label(labels: LabelsPage) -> None:
    assert labels.start.maximum() == 21
    labels.start.setValue(20)
    assert labels.said() == "4 labels on 2 sheets, 19 labels left"
    assert labels.pages.page_count == 2


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ([Qt.Key.Key_Right], 2),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right], 8),
        ([Qt.Key.Key_8], 8),
        ([Qt.Key.Key_1, Qt.Key.Key_2], 12),
        ([Qt.Key.Key_9, Qt.Key.Key_4], 4),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 21),
        ([Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Left], 1),
    ],
)
def test_the_first_label_is_chosen_by_keys(
    labels: LabelsPage, keys: list[Qt.Key], label: int
) -> None:
    for key in keys:
        QTest.keyClick(labels.picture, key)
    assert labels.picture.first == label
    assert labels.start.value() == label
    assert labels.picture.accessibleName() == f"First free label: label {label} of 21"


def test_the_first_label_is_clicked_on_the_picture(labels: LabelsPage) -> None:
    at = labels.picture.centre_of(8).toPoint()
    QTest.mouseClick(labels.picture, Qt.MouseButton.LeftButton, pos=at)
    assert labels.start.value() == 8
    assert labels.picture.accessibleDescription() == (
        "Row 3, column 2. 4 to print on this sheet, 7 used, 10 left free."
    )


def test_a_click_between_the_labels_chooses_nothing(labels: LabelsPage) -> None:
    QTest.mouseClick(labels.picture, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert labels.start.value() == 1


def test_another_sheet_is_remembered(labels: LabelsPage, letters_desk: Desk) -> None:
    labels.sheet.choose("L7173")
    labels.sheet.activated.emit(0)
    assert labels.start.maximum() == 10
    assert letters_desk.preferences.now.label_sheet == "L7173"


def test_after_printing_the_sheet_goes_on_where_it_was_left(
    labels_room: LabelsRoom, fake_lp: Path, said: list[str], letters_book: Book
) -> None:
    labels_room.show_place(Place("labels", "queue"))
    labels_room.labels.start.setValue(8)
    labels_room.labels.print_now()
    assert (fake_lp / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert said == ["4 labels sent to Office."]
    arguments = (fake_lp / "arguments").read_text(encoding="utf-8").splitlines()
    assert "media=A4" in arguments
    assert "print-scaling=none" in arguments
    firm = letters_book.do(add_firm, name="Later Ltd", postcode="B1 1AA").value
    letters_book.do(queue_pack, firm)
    labels_room.show_queue()
    assert labels_room.labels.start.value() == 12


def test_a_part_of_the_sheets_printed_leaves_the_first_label_alone(
    labels: LabelsPage, fake_lp: Path, outside: Outside
) -> None:
    labels.start.setValue(20)
    outside.choice = PrintChoice("Office", ranges=((2, 2),))
    labels.print_now()
    arguments = (fake_lp / "arguments").read_text(encoding="utf-8").splitlines()
    assert "page-ranges=2-2" in arguments
    assert labels._desk.preferences.now.first_labels == {"L7160": 20}


def test_the_print_dialog_is_asked_for_one_side_of_the_right_paper(
    labels: LabelsPage, outside: Outside, letters_desk: Desk
) -> None:
    letters_desk.preferences.change(two_sided=True)
    outside.printers = ("Office",)
    labels.print_now()
    (wish,) = outside.wishes
    assert (wish.two_sided, wish.paper, wish.pages) == (False, A4, 1)
    assert letters_desk.preferences.now.two_sided


def test_without_a_printer_the_page_says_so(labels: LabelsPage, outside: Outside) -> None:
    outside.choice = PrintChoice("Office")
    labels.print_now()
    assert "There is no printer" in labels.trouble()
    assert labels.can_go_out()


def test_another_printer_gets_the_labels_moved_as_it_wants_them(
    labels: LabelsPage, fake_lp: Path, letters_desk: Desk
) -> None:
    shown = labels._made
    keep_offset(letters_desk.preferences, "Office", (2.0, -1.5))
    labels.print_now()
    assert labels.offset.offset() == (2.0, -1.5)
    assert shown is not None
    assert (fake_lp / "printed.pdf").read_bytes() != shown.pdf


def test_an_offset_is_kept_for_the_printer_and_draws_again(
    labels: LabelsPage, letters_desk: Desk
) -> None:
    before = labels._made
    labels.offset.right.setValue(1.5)
    assert letters_desk.preferences.now.printer_offsets == {"": (1.5, 0.0)}
    assert before is not None
    assert labels._made is not None
    assert labels._made.pdf != before.pdf
    labels.offset.right.setValue(9.0)
    assert labels.offset.offset() == (5.0, 0.0)


def test_the_report_names_who_is_held_and_what_was_dropped(
    labels_room: LabelsRoom, letters_book: Book, letters_desk: Desk
) -> None:
    firm = {one.company: one.company_id for one in letters_book.ask(queued)}
    letters_desk.bridge.do(change_facts, firm["Potteries Data Ltd"], {"town": ""})
    labels_room.show_place(Place("labels", "queue"))
    remarks = {one.company: one for one in labels_room.labels.report.remarks}
    assert remarks["Potteries Data Ltd"].held
    assert "no town" in remarks["Potteries Data Ltd"].message
    assert not remarks["Etruria Embedded"].held
    assert remarks["Etruria Embedded"].message == "The address of Etruria Embedded has no postcode."
    assert labels_room.labels.said() == "3 labels on 1 sheet, 18 labels left"
    assert labels_room.labels.report.isVisible()


def test_enter_in_the_report_goes_to_the_company_and_what_was_put_right_is_drawn(
    labels: LabelsPage, letters_book: Book, letters_desk: Desk
) -> None:
    firm = {one.company: one.company_id for one in letters_book.ask(queued)}["Etruria Embedded"]
    QTest.keyClick(labels.report.list, Qt.Key.Key_Return)
    assert letters_desk.places.here == Place("companies", "company", firm)
    letters_desk.bridge.do(change_facts, firm, {"postcode": "ST1 5AA"})
    assert labels.report.remarks == ()
    assert not labels.report.isVisible()


def test_many_labels_are_a_job_that_can_be_stopped(
    labels_room: LabelsRoom, letters_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.letters.sheet_page.MANY", 3)
    titles = []

    def stop() -> None:
        for job in letters_desk.jobs.running:
            titles.append(job.title)
            job.cancel()

    letters_desk.jobs.changed.connect(stop)
    labels_room.show_place(Place("labels", "queue"))
    assert "Drawing 4 labels" in titles
    assert not labels_room.labels.can_go_out()
    assert "stopped" in labels_room.labels.pages.accessibleDescription()
    letters_desk.jobs.changed.disconnect(stop)
    labels_room.commands()[7].press()
    assert labels_room.labels.can_go_out()


def test_an_own_sheet_is_offered_and_used(labels_room: LabelsRoom, letters_desk: Desk) -> None:
    from crm.documents.label_sheets import LabelSheet

    store = letters_desk.preferences
    own = LabelSheet("Jars", 50, 30, 2, 3, 10, 10, 60, 40)
    keep_sheet(store, own)
    store.change(label_sheet="Jars")
    keep_first_label(store, own, 6)
    labels_room.show_place(Place("labels", "queue"))
    page = labels_room.labels
    page.sheet.choose("Jars")
    page.sheet.activated.emit(0)
    assert (page.start.value(), page.start.maximum()) == (6, 6)
    assert page.said() == "4 labels on 2 sheets, 3 labels left"


def test_the_letters_lead_to_the_labels_of_a_run_or_of_some_of_its_packs(
    room: LettersRoom, letters_desk: Desk, letters_book: Book, labels_room: LabelsRoom
) -> None:
    room.deeds.commands.print_all.press()
    run = letters_book.ask(runs)[0].id
    room.deeds.commands.labels.press()
    place = letters_desk.places.here
    assert place == Place("labels", "run", run)
    labels_room.show_place(place)
    assert labels_room.labels.said().startswith("3 labels")
    room.panes.run.list.item(1).setCheckState(Qt.CheckState.Checked)
    room.deeds.commands.labels.press()
    place = letters_desk.places.here
    assert place is not None
    labels_room.show_place(place)
    assert labels_room.labels.said().startswith("1 label on")
    QTest.keyClick(labels_room, Qt.Key.Key_Escape)
    assert letters_desk.places.here == Place("letters", "run", run)


def test_nothing_to_post_says_what_to_do(labels_room: LabelsRoom, letters_book: Book) -> None:
    labels_room.show_place(Place("labels", "run", 0, "0"))
    assert not labels_room.labels.can_go_out()
    assert "no longer there" in labels_room.labels.trouble()
