"""Made runs: posted, put back, printed again, saved, looked at; each can be undone."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm.data.book import Book
from crm.data.queries.files import file_bytes
from crm.data.queries.letters import queued, runs
from crm.documents.page_copy import copy_pages
from tests.ui.letters.conftest import Outside
from tests.ui.letters.test_printing import latest, waiting
from tests.ui.letters.test_room import choose, rows
from ui.letters.jam import ALL_WELL, JamDialog, say_unprinted, unprinted
from ui.letters.room import LettersRoom
from ui.letters.rows import RowKind
from ui.room import Desk


@pytest.fixture
def made(room: LettersRoom) -> LettersRoom:
    """The room after three packs were made into a run, which is chosen."""
    room.deeds.commands.print_all.press()
    return room


def test_marking_posted_moves_all_of_it_and_undo_takes_it_back(
    made: LettersRoom, letters_book: Book, letters_desk: Desk, qtbot: QtBot
) -> None:
    told = []
    letters_desk.bridge.done.connect(lambda done: told.append(done.changes.label))
    assert made.deeds.commands.post.possible()
    made.deeds.commands.post.press()
    assert latest(letters_book).state == "posted"
    assert told == ["Post 3 packs"]
    assert not made.deeds.commands.post.possible()
    head = next(row for row in rows(made) if row.what is RowKind.HEAD)
    assert head.line == "3 posted this week"
    letters_desk.bridge.undo()
    assert latest(letters_book).state == "produced"
    assert made.deeds.commands.post.possible()


def test_posting_works_with_a_pack_chosen_too(made: LettersRoom, letters_book: Book) -> None:
    choose(made, "Etruria Embedded")
    made.deeds.commands.post.press()
    assert latest(letters_book).state == "posted"


def test_a_spoilt_pack_is_put_back_and_the_rest_is_posted(
    made: LettersRoom, letters_book: Book, letters_desk: Desk, qtbot: QtBot
) -> None:
    documents = made.panes.run.list
    documents.setFocus()
    documents.setCurrentRow(1)
    qtbot.keyClick(documents, Qt.Key.Key_Space)
    assert [one.company for one in made.panes.run.chosen()] == ["Bluebrick Software"]
    made.deeds.commands.put_back.press()
    assert waiting(letters_book) == ["Etruria Embedded", "Bluebrick Software"]
    assert documents.count() == 2
    made.deeds.commands.post.press()
    assert [one.state for one in latest(letters_book).documents] == ["posted", "posted"]
    letters_desk.bridge.undo()
    letters_desk.bridge.undo()
    assert waiting(letters_book) == ["Etruria Embedded"]


def test_a_run_whose_packs_were_all_put_back_says_so(made: LettersRoom, letters_book: Book) -> None:
    for _ in range(3):
        made.deeds.commands.put_back.press()
    assert len(waiting(letters_book)) == 4
    row = next(row for row in rows(made) if row.what is RowKind.RUN)
    assert (row.line, row.badge) == ("every pack was put back", "put back")
    assert not made.deeds.commands.post.possible()


def test_a_reprint_of_one_pack_is_its_pages_byte_for_byte(
    made: LettersRoom, letters_book: Book, fake_lp: Path, said: list[str]
) -> None:
    made.panes.run.list.item(2).setCheckState(Qt.CheckState.Checked)
    made.deeds.commands.print_again.press()
    run = latest(letters_book)
    whole = letters_book.ask(file_bytes, run.file_sha256)
    assert whole is not None
    pages = (run.documents[2].first_page, run.documents[2].last_page)
    assert (fake_lp / "printed.pdf").read_bytes() == copy_pages(whole, [pages])
    assert run.state == "produced"
    assert said[-1] == "1 pack sent to Office again."


def test_printing_a_filed_run_marks_it_printed(
    made: LettersRoom, letters_book: Book, fake_lp: Path
) -> None:
    made.deeds.commands.print_again.press()
    run = latest(letters_book)
    assert run.state == "printed"
    assert (fake_lp / "printed.pdf").read_bytes() == letters_book.ask(file_bytes, run.file_sha256)


def test_a_run_is_saved_whole(
    made: LettersRoom, letters_book: Book, outside: Outside, tmp_path: Path, said: list[str]
) -> None:
    outside.save_at = tmp_path / "run.pdf"
    made.deeds.commands.save.press()
    assert outside.asked == ["Run of 14 March, 10 00.pdf"]
    kept = letters_book.ask(file_bytes, latest(letters_book).file_sha256)
    assert outside.save_at.read_bytes() == kept
    assert said[-1] == "Saved run.pdf"


def test_a_pack_is_saved_with_a_form_that_can_be_filled_in(
    room: LettersRoom, letters_book: Book, outside: Outside, tmp_path: Path
) -> None:
    choose(room, "Potteries Data Ltd")
    outside.save_at = tmp_path / "pack.pdf"
    room.deeds.commands.save.press()
    assert outside.asked == ["Potteries Data Ltd – Membership pack.pdf"]
    fields = PdfReader(BytesIO(outside.save_at.read_bytes())).get_fields()
    assert fields is not None
    assert fields["company.name"]["/V"] == "Potteries Data Ltd"
    assert letters_book.ask(runs) == ()
    assert len(letters_book.ask(queued)) == 4


def test_where_nothing_can_be_written_the_old_file_stays(
    room: LettersRoom, outside: Outside, tmp_path: Path, said: list[str]
) -> None:
    choose(room, "Potteries Data Ltd")
    outside.save_at = tmp_path / "no such folder" / "pack.pdf"
    room.deeds.commands.save.press()
    assert said[-1].startswith("pack.pdf was not saved: No such file or directory.")


def test_saving_can_be_left(room: LettersRoom, said: list[str]) -> None:
    choose(room, "Potteries Data Ltd")
    room.deeds.commands.save.press()
    assert said == []


def test_a_run_opens_in_the_viewer_and_a_missing_viewer_is_said(
    made: LettersRoom, letters_book: Book, outside: Outside, said: list[str]
) -> None:
    made.deeds.commands.view.press()
    kept = letters_book.ask(file_bytes, latest(letters_book).file_sha256)
    assert outside.opened == [kept]
    outside.viewer = False
    made.deeds.commands.view.press()
    assert said[-1] == "No program on this computer opens PDFs. Save the PDF instead."


def test_the_pages_of_the_pack_looked_at_are_shown(made: LettersRoom, letters_book: Book) -> None:
    run = latest(letters_book)
    for row, document in enumerate(run.documents):
        made.panes.run.list.setCurrentRow(row)
        assert made.panes.pages.page_count == document.last_page - document.first_page + 1
        assert document.company in made.panes.pages.accessibleDescription()


def test_after_a_jam_the_packs_from_there_on_go_back(made: LettersRoom, letters_book: Book) -> None:
    run = latest(letters_book)
    second = run.documents[1]
    made.deeds.commands.jammed.press()
    dialog = made.findChild(JamDialog)
    assert dialog is not None
    assert dialog.said() == ALL_WELL
    dialog.page.setValue(second.first_page)
    assert dialog.said() == (
        f"{second.company} and 1 more go back into the queue. It is printed again whole: "
        f"throw away what came out from page {second.first_page}."
    )
    dialog._go.click()
    assert [one.company for one in latest(letters_book).documents] == [run.documents[0].company]
    back = {second.company, run.documents[2].company}
    assert back < set(waiting(letters_book))


def test_a_jam_between_two_packs_leaves_the_first_alone(
    made: LettersRoom, letters_book: Book
) -> None:
    run = latest(letters_book)
    assert unprinted(run, run.documents[0].last_page) == run.documents[1:]
    assert unprinted(run, 0) == run.documents
    assert "throw away" not in say_unprinted(run, run.documents[0].last_page)
