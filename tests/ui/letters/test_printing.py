"""From the queue to paper: with a printer, with none, with one that refuses; and stopping it."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from crm.data.book import Book
from crm.data.queries.files import file_bytes
from crm.data.queries.letters import RunFile, queued, run_file, runs
from tests.ui.letters.conftest import Outside
from tests.ui.letters.test_room import choose
from ui.letters.room import LettersRoom
from ui.letters.rows import RowKind
from ui.panels.printers import PrintChoice, Sides, choice_of, lp_arguments, prepare
from ui.room import Desk


def latest(book: Book) -> RunFile:
    found = book.ask(run_file, book.ask(runs)[0].id)
    assert found is not None
    return found


def waiting(book: Book) -> list[str]:
    return [one.company for one in book.ask(queued)]


def test_without_a_printer_the_run_is_filed_and_the_ways_out_are_named(
    room: LettersRoom, letters_book: Book, said: list[str]
) -> None:
    room.deeds.commands.print_all.press()
    run = latest(letters_book)
    assert run.state == "produced"
    assert [one.company for one in run.documents] == [
        "Potteries Data Ltd",
        "Bluebrick Software",
        "Lichfield Networks Ltd",
    ]
    assert waiting(letters_book) == ["Etruria Embedded"]
    assert "nothing is lost" in said[-1]
    assert "There is no printer" in said[-1]
    assert "1 pack stays in the queue: Etruria Embedded (no postcode)." in said[-1]
    chosen = room.panes.list.current()
    assert chosen is not None
    assert (chosen.what, chosen.badge) == (RowKind.RUN, "made")
    assert room.panes.pages.page_count == run.documents[0].last_page


def test_lp_gets_the_pdf_of_the_run_and_what_was_chosen(
    room: LettersRoom, letters_book: Book, said: list[str], fake_lp: Path
) -> None:
    room.deeds.commands.print_all.press()
    run = latest(letters_book)
    assert run.state == "printed"
    assert (fake_lp / "printed.pdf").read_bytes() == letters_book.ask(file_bytes, run.file_sha256)
    arguments = (fake_lp / "arguments").read_text(encoding="utf-8").splitlines()
    assert arguments[:6] == ["-d", "Office", "-n", "2", "-t", "3 packs"]
    assert arguments[6:] == [
        "-o", "media=A4", "-o", "sides=two-sided-long-edge", "-o", "print-scaling=none",
    ]  # fmt: skip
    assert said[-1].startswith("3 packs sent to Office.")
    # Printed on both sides, each company begins on a fresh sheet.
    assert all(one.first_page % 2 for one in run.documents)


def test_printing_can_be_undone_step_by_step(
    room: LettersRoom, letters_book: Book, letters_desk: Desk, fake_lp: Path
) -> None:
    before = waiting(letters_book)
    room.deeds.commands.print_all.press()
    letters_desk.bridge.undo()
    assert latest(letters_book).state == "produced"
    letters_desk.bridge.undo()
    assert waiting(letters_book) == before
    assert letters_book.ask(runs) == ()


def test_a_printer_that_refuses_leaves_the_run_filed(
    room: LettersRoom, letters_book: Book, said: list[str], fake_lp: Path
) -> None:
    (fake_lp / "jam").touch()
    room.deeds.commands.print_all.press()
    assert latest(letters_book).state == "produced"
    assert said[-1] == "The printer did not take the pages: lp: The printer is on fire."


def test_leaving_the_print_dialog_makes_nothing(
    room: LettersRoom, letters_book: Book, outside: Outside
) -> None:
    outside.printers = ("Office",)
    room.deeds.commands.print_all.press()
    assert outside.asked == ["Print 3 packs"]
    assert letters_book.ask(runs) == ()
    assert len(waiting(letters_book)) == 4


def test_cancel_while_drawing_files_nothing(
    room: LettersRoom, letters_book: Book, letters_desk: Desk, said: list[str]
) -> None:
    titles = []

    def stop() -> None:
        for job in letters_desk.jobs.running:
            titles.append(job.title)
            job.cancel()

    letters_desk.jobs.changed.connect(stop)
    room.deeds.commands.print_all.press()
    assert "Drawing 3 packs" in titles
    assert letters_book.ask(runs) == ()
    assert said == []
    assert letters_desk.jobs.running == ()


def test_one_pack_is_printed_alone(room: LettersRoom, letters_book: Book, fake_lp: Path) -> None:
    choose(room, "Bluebrick Software")
    room.deeds.commands.print_one.press()
    assert [one.company for one in latest(letters_book).documents] == ["Bluebrick Software"]
    assert len(waiting(letters_book)) == 3


def test_a_blocked_pack_is_not_printed_alone(
    room: LettersRoom, letters_book: Book, said: list[str], fake_lp: Path
) -> None:
    choose(room, "Etruria Embedded")
    room.deeds.commands.print_one.press()
    assert said == ["The address of Etruria Embedded has no postcode."]
    assert letters_book.ask(runs) == ()


def test_without_lp_the_pages_are_printed_as_pictures(
    room: LettersRoom, letters_book: Book, outside: Outside, tmp_path: Path, qtbot: QtBot
) -> None:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "paper.pdf"))
    outside.printers = ("Office",)
    outside.choice = PrintChoice("Office", device=device)
    choose(room, "Bluebrick Software")
    room.deeds.commands.print_one.press()
    qtbot.waitUntil(lambda: latest(letters_book).state == "printed", timeout=30_000)
    run = latest(letters_book)
    paper = PdfReader(BytesIO((tmp_path / "paper.pdf").read_bytes()))
    assert len(paper.pages) == run.pages
    width, height = paper.pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == (595, 842)


def test_pictures_can_be_cancelled_between_pages(
    room: LettersRoom, letters_book: Book, letters_desk: Desk, outside: Outside, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "paper.pdf"))
    outside.printers = ("Office",)
    outside.choice = PrintChoice("Office", device=device)

    def stop() -> None:
        for job in letters_desk.jobs.running:
            if job.title.startswith("Printing") and job.done:
                job.cancel()

    letters_desk.jobs.changed.connect(stop)
    choose(room, "Bluebrick Software")
    room.deeds.commands.print_one.press()
    assert letters_desk.jobs.running
    qtbot.waitUntil(lambda: not letters_desk.jobs.running, timeout=30_000)
    assert latest(letters_book).state == "produced"


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        (PrintChoice("", colour=False), ("-n", "1", "-t", "x", "-o", "media=A4", "-o",
         "sides=one-sided", "-o", "print-scaling=none", "-o", "print-color-mode=monochrome")),
        (PrintChoice("-d; rm", 3, Sides.SHORT_EDGE), ("-d", "-d; rm", "-n", "3", "-t", "x", "-o",
         "media=A4", "-o", "sides=two-sided-short-edge", "-o", "print-scaling=none")),
    ],
)  # fmt: skip
def test_what_lp_is_told(choice: PrintChoice, told: tuple[str, ...]) -> None:
    assert lp_arguments(choice, "x") == told


def test_what_a_printer_is_set_to_is_read_back() -> None:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    prepare(device)
    device.setColorMode(QPrinter.ColorMode.GrayScale)
    choice = choice_of(device)
    assert (choice.sides, choice.colour, choice.device) == (Sides.ONE, False, device)
    assert device.resolution() == 300
    assert device.fullPage()
