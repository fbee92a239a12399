"""Envelopes and the posting list of a run, in the order of its letters."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from crm.data.book import Book
from crm.data.queries.letters import runs
from tests.ui.letters.conftest import Outside
from tests.ui.letters.test_labels import labels_room, text_of  # noqa: F401 -- a fixture
from ui.letters.labels_room import LabelsRoom
from ui.letters.room import LettersRoom
from ui.panels.print_choice import PaperSize
from ui.places import Place
from ui.room import Desk

NAMES = ("Potteries Data Ltd", "Bluebrick Software", "Lichfield Networks Ltd")


@pytest.fixture
def of_run(labels_room: LabelsRoom, room: LettersRoom, letters_book: Book) -> LabelsRoom:  # noqa: F811
    room.deeds.commands.print_all.press()
    labels_room.show_place(Place("labels", "run", letters_book.ask(runs)[0].id))
    return labels_room


def press(room: LabelsRoom, command: str) -> None:
    next(one for one in room.commands() if one.id == command).press()


def in_order(text: str) -> bool:
    places = [text.index(name) for name in NAMES]
    return places == sorted(places)


def test_an_envelope_for_each_letter_in_the_same_order(
    of_run: LabelsRoom, outside: Outside, tmp_path: Path
) -> None:
    outside.save_at = tmp_path / "envelopes.pdf"
    press(of_run, "labels.envelopes")
    press(of_run, "labels.save")
    pdf = PdfReader(BytesIO(outside.save_at.read_bytes()))
    assert len(pdf.pages) == 3
    sizes = [(round(p.mediabox.width * 25.4 / 72), round(p.mediabox.height * 25.4 / 72))
             for p in pdf.pages]  # fmt: skip
    assert sizes == [(220, 110)] * 3
    text = text_of(outside.save_at.read_bytes())
    assert in_order(text)
    assert "1 Sample Street" in text
    assert of_run.envelopes.said() == "3 DL envelopes"


def test_the_size_is_kept_and_the_printer_is_told(
    of_run: LabelsRoom, fake_lp: Path, letters_desk: Desk
) -> None:
    press(of_run, "labels.envelopes")
    of_run.envelopes.size_choice.choose("C5")
    of_run.envelopes.size_choice.activated.emit(1)
    press(of_run, "labels.print")
    assert letters_desk.preferences.now.envelope == "C5"
    assert of_run.envelopes.said() == "3 C5 envelopes"
    assert of_run.envelopes.paper() == PaperSize(229.0, 162.0)
    pages = PdfReader(BytesIO((fake_lp / "printed.pdf").read_bytes())).pages
    assert round(pages[0].mediabox.width * 25.4 / 72) == 229


def test_the_print_dialog_begins_with_the_envelope(of_run: LabelsRoom, outside: Outside) -> None:
    outside.printers = ("Office",)
    press(of_run, "labels.envelopes")
    press(of_run, "labels.print")
    assert outside.wishes[-1].paper == PaperSize(220.0, 110.0)
    assert outside.wishes[-1].pages == 3


def test_the_posting_list_counts_what_goes_out(
    of_run: LabelsRoom, outside: Outside, tmp_path: Path, letters_book: Book
) -> None:
    outside.save_at = tmp_path / "list.pdf"
    press(of_run, "labels.posting_list")
    press(of_run, "labels.save")
    text = text_of(outside.save_at.read_bytes())
    assert in_order(text)
    assert "Etruria Embedded" not in text
    assert "Run of 14 March, 10:00" in text
    assert of_run.posting_list.said() == "3 items on 1 page"
    assert outside.asked[-1].startswith("Posting list – Run of 14 March")


def test_the_viewer_shows_what_is_on_the_page(of_run: LabelsRoom, outside: Outside) -> None:
    press(of_run, "labels.posting_list")
    press(of_run, "labels.view")
    assert "Posting list" in text_of(outside.opened[-1])
