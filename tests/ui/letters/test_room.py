"""The queue of packs: what it lists, what it says of each, how it looks, what can be changed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm.actions.companies import change_company
from crm.actions.letters import take_out
from crm.actions.objecting import enter_objection
from crm.data.book import Book
from crm.data.queries.letters import queued
from crm.data.queries.pack_facts import pack_facts
from crm.data.work import Work
from crm.domain.objections import Channel, Scope
from tests.ui.letters.conftest import Outside
from ui.letters.findings import Verdict
from ui.letters.panes import THREE_PANES
from ui.letters.room import LettersRoom
from ui.letters.rows import NOTHING_WAITS, ListRow, RowKind
from ui.look.measure import px
from ui.look.scheme import Appearance
from ui.look.tokens import Scheme
from ui.places import Place
from ui.room import Desk


def rows(room: LettersRoom) -> list[ListRow]:
    model = room.panes.list.rows
    return [model.row(number) for number in range(model.rowCount())]


def choose(room: LettersRoom, company: str) -> int:
    row = next(row for row in rows(room) if row.title == company)
    assert room.panes.list.choose(row.what, row.id)
    return row.id


def test_the_list_says_what_waits_and_what_is_wrong_first(room: LettersRoom) -> None:
    packs = [row for row in rows(room) if row.what is RowKind.PACK]
    assert [(row.title, row.line, row.badge) for row in packs] == [
        ("Etruria Embedded", "No postcode — fix before printing", "blocked"),
        ("Potteries Data Ltd", "Membership pack · Ms Helen Marsh", "ready"),
        ("Bluebrick Software", "Membership pack · Ms Ann Wu", "ready"),
        ("Lichfield Networks Ltd", "Membership pack · no named contact", "check"),
    ]
    pages = room.checks.pages([row.id for row in packs])
    assert pages is not None
    assert room.panes.counted() == f"4 packs · {sum(pages)} sheets"


def test_the_preview_shows_every_page_of_the_pack(room: LettersRoom) -> None:
    key = choose(room, "Potteries Data Ltd")
    pages = room.checks.pages([key])
    assert pages is not None
    assert room.panes.pages.page_count == pages[0] > 1
    assert "Potteries Data Ltd" in room.panes.pages.accessibleDescription()


def test_the_checks_say_what_is_fine_and_what_is_not(room: LettersRoom) -> None:
    choose(room, "Potteries Data Ltd")
    assert room.panes.pack.checks.said() == (
        "All right: Address fits the DL window",
        "All right: Named contact, Dear Ms Marsh",
        "All right: Nothing left blank in the letter",
        "All right: No objection to post",
    )
    choose(room, "Etruria Embedded")
    said = room.panes.pack.checks.said()
    assert said[0] == "Blocked: The address of Etruria Embedded has no postcode."
    assert "All right: Address fits the DL window" not in said


def test_a_problem_leads_to_the_field_where_it_is_put_right(
    room: LettersRoom, letters_desk: Desk, qtbot: QtBot
) -> None:
    choose(room, "Etruria Embedded")
    fix = next(
        one
        for one in room.panes.pack.checks.findChildren(QAbstractButton)
        if one.accessibleName() == "Put it right at the company"
    )
    fix.setFocus()
    qtbot.keyClick(fix, Qt.Key.Key_Space)
    here = letters_desk.places.here
    assert here is not None
    assert (here.room, here.kind, here.view) == ("companies", "company", "postcode")


def test_what_is_put_right_elsewhere_is_ready_at_once(
    room: LettersRoom, letters_book: Book, letters_desk: Desk
) -> None:
    key = choose(room, "Etruria Embedded")
    company = next(one.company_id for one in letters_book.ask(queued) if one.id == key)
    letters_desk.bridge.do(change_company, company, "postcode", "ST1 5AA")
    assert room.checks.verdict(key) is Verdict.READY
    assert room.panes.pack.checks.said()[0] == "All right: Address fits the DL window"


def test_space_leaves_a_part_out_and_the_pages_follow(
    room: LettersRoom, letters_book: Book, letters_desk: Desk, qtbot: QtBot
) -> None:
    key = choose(room, "Potteries Data Ltd")
    before = room.panes.pages.page_count
    form = room.panes.pack.parts.checks[-1]
    form.setFocus()
    qtbot.keyClick(form, Qt.Key.Key_Space)
    assert len(letters_book.ask(pack_facts, [key]).packs[0].parts) == 4
    assert room.panes.pages.page_count < before
    assert room.panes.list.current() == next(row for row in rows(room) if row.id == key)
    letters_desk.bridge.undo()
    assert room.panes.pages.page_count == before
    assert room.panes.pack.parts.checks[-1].isChecked()


def test_the_last_part_cannot_be_left_out(
    room: LettersRoom, letters_book: Book, qtbot: QtBot
) -> None:
    key = choose(room, "Bluebrick Software")
    for check in room.panes.pack.parts.checks:
        qtbot.keyClick(check, Qt.Key.Key_Space)
    parts = room.panes.pack.parts
    assert parts.trouble() == "A pack needs at least one part."
    assert [check.isChecked() for check in parts.checks if check.isEnabled()] == [False] * 4 + [
        True
    ]
    assert len(letters_book.ask(pack_facts, [key]).packs[0].parts) == 1


def test_a_personal_paragraph_is_kept_when_the_caret_leaves_it(
    room: LettersRoom, letters_book: Book, qtbot: QtBot
) -> None:
    key = choose(room, "Potteries Data Ltd")
    room.deeds.commands.others[0].press()
    assert QApplication.focusWidget() is room.panes.pack.editor
    qtbot.keyClicks(room.panes.pack.editor, "See you in Leek.")
    assert letters_book.ask(pack_facts, [key]).packs[0].personal_paragraph == ""
    room.panes.list.setFocus()
    assert letters_book.ask(pack_facts, [key]).packs[0].personal_paragraph == "See you in Leek."


def test_a_paragraph_typed_is_not_lost_by_going_to_the_next_pack(
    room: LettersRoom, letters_book: Book, qtbot: QtBot
) -> None:
    key = choose(room, "Potteries Data Ltd")
    room.panes.pack.editor.setFocus()
    qtbot.keyClicks(room.panes.pack.editor, "Until Tuesday.")
    room.panes.list.step(1)
    assert room.panes.pack.document_id != key
    assert room.panes.pack.field.text() == ""
    assert letters_book.ask(pack_facts, [key]).packs[0].personal_paragraph == "Until Tuesday."


def test_a_paragraph_too_long_is_refused_beside_it_and_stays(
    room: LettersRoom, letters_book: Book
) -> None:
    choose(room, "Potteries Data Ltd")
    room.panes.pack.editor.setPlainText("x" * 5001)
    room.panes.pack.finish_typing()
    assert "too long" in room.panes.pack.field.trouble()
    assert len(room.panes.pack.field.text()) == 5001
    room.panes.list.step(1)
    assert room.panes.pack.field.text() == ""
    room.panes.list.step(-1)
    assert len(room.panes.pack.field.text()) == 5001


def test_a_pack_can_be_addressed_to_somebody_else(room: LettersRoom) -> None:
    choose(room, "Potteries Data Ltd")
    choice = room.panes.pack.addressee
    assert [choice.itemText(n) for n in range(choice.count())] == [
        "Ms Helen Marsh",
        "Ms Iris Poole",
    ]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert "All right: Named contact, Dear Ms Poole" in room.panes.pack.checks.said()


def test_delete_takes_a_pack_out_and_undo_brings_it_back(
    room: LettersRoom, letters_desk: Desk, qtbot: QtBot
) -> None:
    choose(room, "Potteries Data Ltd")
    qtbot.keyClick(room.panes.list, Qt.Key.Key_Delete)
    assert "Potteries Data Ltd" not in [row.title for row in rows(room)]
    current = room.panes.list.current()
    assert current is not None
    assert current.title == "Bluebrick Software"
    letters_desk.bridge.undo()
    assert "Potteries Data Ltd" in [row.title for row in rows(room)]


def test_an_objection_to_post_blocks_a_queued_pack(
    open_room: Callable[[], LettersRoom], letters_book: Book
) -> None:
    company = next(one for one in letters_book.ask(queued) if one.company.startswith("Pott"))

    def object_to_post(work: Work) -> None:
        enter_objection(work, Channel.POST, Scope.COMPANY, company.company_id)

    letters_book.do(object_to_post)
    room = open_room()
    choose(room, "Potteries Data Ltd")
    assert room.checks.verdict(company.id) is Verdict.BLOCKED
    assert "not to be reached by post" in room.panes.pack.checks.said()[0]
    assert "All right: No objection to post" not in room.panes.pack.checks.said()


def test_an_empty_queue_says_how_to_fill_it(
    open_room: Callable[[], LettersRoom], letters_book: Book
) -> None:
    letters_book.do(take_out, [one.id for one in letters_book.ask(queued)])
    room = open_room()
    assert rows(room)[0].title == NOTHING_WAITS
    assert room.panes.list.current() is None
    assert "Ctrl+Shift+P" in room.panes.pages.accessibleDescription()
    assert not room.deeds.commands.print_all.possible()


def test_a_place_names_a_pack(room: LettersRoom) -> None:
    key = next(row.id for row in rows(room) if row.title == "Lichfield Networks Ltd")
    room.show_place(Place("letters", "document", key))
    assert room.panes.pack.document_id == key


def test_everything_that_takes_the_focus_has_a_name(room: LettersRoom) -> None:
    choose(room, "Etruria Embedded")
    nameless = [
        part
        for part in room.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisible()
        and not part.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize("scheme", list(Scheme))
def test_text_twice_as_large_clips_nothing(
    open_room: Callable[[], LettersRoom], appearance: Appearance, scheme: Scheme, outside: Outside
) -> None:
    appearance.wear(scheme, text_size=200)
    room = open_room()
    choose(room, "Etruria Embedded")
    QApplication.processEvents()
    for made in room.panes.pack.findChildren(QAbstractButton):
        if made.isVisible():
            assert made.width() >= made.minimumSizeHint().width(), made.accessibleName()
    assert not room.grab().isNull()


def test_the_keys_of_the_room_go_with_those_of_the_window(room: LettersRoom) -> None:
    spelt = [key for command in room.commands() for key in command.keys]
    everywhere = {"Ctrl+Z", "Ctrl+Y", "Ctrl+K", "Ctrl+L", "Ctrl+O", "Ctrl+Q", "Ctrl++", "Ctrl+-"}
    assert len(spelt) == len(set(spelt))
    assert not everywhere & set(spelt)
    assert all(command.tip for command in room.commands())


def test_alt_and_the_arrows_go_through_packs_and_pages_zoom_from_anywhere(
    room: LettersRoom, qtbot: QtBot
) -> None:
    first = room.panes.pack.document_id
    qtbot.keyClick(room.panes.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert room.panes.pack.document_id != first
    qtbot.keyClick(room.panes.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert room.panes.pack.document_id == first
    fitted = room.panes.pages.zoom
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(room.panes.list, Qt.Key.Key_Plus, held)
    assert room.panes.pages.zoom > fitted


def test_the_pane_goes_under_the_list_where_the_pages_have_too_little_room(qtbot, room, qapp):
    panes = room.panes
    room.resize(px(THREE_PANES) + 400, 800)
    qapp.processEvents()
    assert panes.splitter.count() == 3
    room.resize(px(THREE_PANES) - 20, 800)
    qapp.processEvents()
    assert panes.splitter.count() == 2
    assert panes.pages.width() > room.width() // 2
    assert panes.minimumSizeHint().height() < px(420)
    room.resize(px(THREE_PANES) + 400, 800)
    qapp.processEvents()
    assert panes.splitter.count() == 3
