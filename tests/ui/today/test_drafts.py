"""What is typed outlives the window: kept within a second, put back, never filed twice."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from crm.actions.companies import trash
from crm.data.side_book import SideBook
from crm.data.side_rows import KeptDraft
from crm.domain.errors import BookTrouble
from crm.domain.outcomes import Outcome
from tests.ui.today.calling_day import NOW
from ui.places import Place
from ui.shell.kept_over import KeptOver
from ui.today.draft_line import say_draft
from ui.today.drafts import Draft, Drafts, as_kept, from_kept
from ui.today.drafts_list import DraftsList
from ui.today.room import TodayRoom


@pytest.fixture
def kept(screen, tmp_path):
    """The screen with its side database open."""
    over = KeptOver(screen.desk, screen.room)
    over.begin(str(tmp_path / "calling.muster"))
    yield over
    screen.desk.aside.close()


def on_disk(screen):
    """Read the file as another start would: everything told to the lane is in it."""
    found = []
    screen.desk.aside._do(lambda book: found.append(book.read()))
    return found[0]


def restart(screen, kept, tmp_path):
    """End the room without a word, as a kill does, and open another on the same book."""
    screen.desk.aside._held.book.close()
    screen.desk.aside._held.book = None
    screen.desk.aside._turn += 1
    screen.desk.aside._memory = type(screen.desk.aside._memory)()
    screen.room.caller.keeping._soon.stop()
    screen.desk.aside.leaving.disconnect()
    room = TodayRoom(screen.desk)
    screen.qtbot.addWidget(room)
    room.resize(1270, 830)
    room.show()
    room.show_place(Place("today"))
    kept.begin(str(tmp_path / "calling.muster"))
    return room


def test_typing_is_on_the_disk_within_the_second(screen, kept):
    screen.open("Potteries Data Ltd")
    screen.type("Helen is away until")
    screen.qtbot.waitUntil(lambda: bool(on_disk(screen).drafts))
    screen.type(" Tuesday")
    screen.qtbot.waitUntil(lambda: on_disk(screen).drafts[0].said["note"].endswith("Tuesday"))
    draft = on_disk(screen).drafts[0]
    assert draft.company == "Potteries Data Ltd"
    assert draft.said == {"note": "Helen is away until Tuesday"}


def test_the_timer_is_not_put_back_by_typing_on(screen, kept):
    screen.open("Potteries Data Ltd")
    screen.type("a")
    left = screen.room.caller.keeping._soon.remainingTime()
    screen.qtbot.waitUntil(lambda: screen.room.caller.keeping._soon.remainingTime() < left)
    before = screen.room.caller.keeping._soon.remainingTime()
    screen.type("b")
    assert screen.room.caller.keeping._soon.remainingTime() <= before


def test_a_restart_puts_note_step_and_outcome_back_with_their_time(screen, kept, tmp_path):
    screen.open("Potteries Data Ltd")
    screen.type("wants the leaflet")
    screen.room.call.next_step.put("tue 2pm")
    screen.room.call.chosen.emit(Outcome.CALL_BACK)
    screen.open("Leek Logic")
    screen.type("no answer yet")
    screen.room.caller.keeping.flush()
    screen.clock.set(NOW + timedelta(days=1))
    room = restart(screen, kept, tmp_path)
    assert len(room.caller.drafts.waiting()) == 2
    room.session.open(screen.firms["Potteries Data Ltd"])
    assert room.call.note.toPlainText() == "wants the leaflet"
    assert room.call.next_step.text() == "tue 2pm"
    assert room.call.outcomes.outcome() is Outcome.CALL_BACK
    assert room.call.draft_line.said() == "Draft from 10:35 yesterday"
    room.session.open(screen.firms["Cannock Web Works"])
    assert room.call.draft_line.said() == ""


def test_the_draft_of_the_company_on_screen_comes_back_as_it_arrives(screen, kept, tmp_path):
    first = screen.room.session.current
    screen.room.call.to_note()
    screen.type("half a sentence")
    screen.room.caller.keeping.flush()
    room = restart(screen, kept, tmp_path)
    assert room.session.current == first
    assert room.call.note.toPlainText() == "half a sentence"


def test_what_is_typed_before_the_old_draft_arrives_joins_it(screen, kept, tmp_path):
    firm = screen.firms["Potteries Data Ltd"]
    screen.open("Potteries Data Ltd")
    screen.type("old words")
    screen.room.caller.keeping.flush()
    kept.begin = lambda _location: None  # the file is slow
    room = restart(screen, kept, tmp_path)
    room.session.open(firm)
    room.call.note.setPlainText("new words")
    del kept.begin
    kept.begin(str(tmp_path / "calling.muster"))
    assert room.call.note.toPlainText() == "old words\nnew words"


def test_a_logged_call_leaves_no_draft(screen, kept):
    screen.open("Potteries Data Ltd")
    screen.type("nobody there")
    screen.room.caller.keeping.flush()
    assert len(on_disk(screen).drafts) == 1
    screen.press("Ctrl+1")
    assert on_disk(screen).drafts == ()
    assert on_disk(screen).waiting == ()
    assert screen.past("Potteries Data Ltd")[0].text == "nobody there"


def test_a_saved_note_leaves_no_draft(screen, kept):
    screen.open("Potteries Data Ltd")
    screen.type("heard they move to Leek")
    screen.room.caller.keeping.flush()
    screen.press("Ctrl+Enter")
    screen.room.caller.keeping.flush()
    assert on_disk(screen).drafts == ()


def test_a_refused_call_is_a_draft_again(screen, kept):
    firm = screen.firms["Potteries Data Ltd"]
    screen.open("Potteries Data Ltd")
    screen.type("never lose this")
    screen.book.do(trash, firm)  # somebody else, while it is on screen
    screen.press("Ctrl+1")
    screen.room.caller.keeping.flush()
    assert on_disk(screen).waiting == ()
    assert [one.said["note"] for one in on_disk(screen).drafts] == ["never lose this"]


def test_a_call_that_cannot_be_saved_now_waits_and_is_saved_later(screen, kept):
    screen.open("Potteries Data Ltd")
    screen.type("the disk is full")
    whole, told = screen.book.do, []
    screen.desk.troubles.book_troubled.connect(told.append)

    def full(*_args, **_named):
        raise BookTrouble("full", "The disk is full.", "Make room.")

    screen.book.do = full
    screen.press("Ctrl+1")
    assert len(told) == 1
    assert [one.draft["note"] for one in on_disk(screen).waiting] == ["the disk is full"]
    screen.book.do = whole
    kept._try_again()
    assert on_disk(screen).waiting == ()
    assert screen.past("Potteries Data Ltd")[0].text == "the disk is full"
    assert "Saved a call that waited" in screen.said[-1]
    count = len(screen.past("Potteries Data Ltd"))
    kept._try_again()
    assert len(screen.past("Potteries Data Ltd")) == count


def test_a_waiting_call_that_the_book_refuses_is_a_draft_again(screen, kept, tmp_path):
    firm = screen.firms["Potteries Data Ltd"]
    screen.open("Potteries Data Ltd")
    screen.type("never lose this")
    whole = screen.book.do
    screen.book.do = lambda *_args, **_named: (_ for _ in ()).throw(
        BookTrouble("full", "The disk is full.", "Make room.")
    )
    screen.press("Ctrl+1")
    screen.book.do = whole
    screen.book.do(trash, firm)
    room = restart(screen, kept, tmp_path)
    assert "could not be saved" in screen.said[-1]
    assert room.caller.drafts.of(firm).note == "never lose this"
    assert on_disk(screen).waiting == ()
    assert [one.company_id for one in on_disk(screen).drafts] == [firm]


def test_the_list_names_every_draft_and_enter_opens(screen, kept):
    for name, words in (("Potteries Data Ltd", "first"), ("Leek Logic", "second <b>bold</b>")):
        screen.clock.forward(minutes=1)
        screen.open(name)
        screen.type(words)
    screen.room.session.look_again()
    listed = DraftsList(
        screen.room, screen.desk, screen.room.caller.keeping, screen.room.session.open
    )
    listed.show()
    assert sorted(row.partition(" · ")[0] for row in listed.rows()) == [
        "Leek Logic", "Potteries Data Ltd",
    ]  # fmt: skip
    for number in range(2):
        listed.list.setCurrentRow(number)
        if "second" in listed.text.toPlainText():
            assert listed.text.toPlainText() == "second <b>bold</b>"
    listed.list.setCurrentRow(
        next(n for n, row in enumerate(listed.rows()) if row.startswith("Potteries"))
    )
    screen.qtbot.keyClick(listed.list, Qt.Key.Key_Return)
    assert screen.company == "Potteries Data Ltd"


def test_the_draft_of_a_company_that_is_gone_is_listed_with_its_text(screen, kept):
    gone = KeptDraft(999_999, "Long Gone Ltd", "k", NOW, {"note": "the only copy"})
    screen.desk.aside.take_back([gone])
    listed = DraftsList(
        screen.room, screen.desk, screen.room.caller.keeping, screen.room.session.open
    )
    listed.show()
    assert listed.rows() == ["Long Gone Ltd (gone from the book) · Draft from 10:35"]
    assert listed.text.toPlainText() == "the only copy"
    assert not listed.opening.isEnabled()
    screen.qtbot.mouseClick(listed.copying, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "the only copy"
    screen.qtbot.keyClick(listed.list, Qt.Key.Key_Delete)
    assert listed.rows() == []
    assert not listed.throwing.isEnabled()


def test_a_draft_is_thrown_away_from_screen_and_disk(screen, kept):
    screen.open("Potteries Data Ltd")
    screen.type("not this")
    screen.room.caller.keeping.flush()
    screen.room.caller.keeping.throw_away(screen.firms["Potteries Data Ltd"])
    assert screen.room.call.note.toPlainText() == ""
    assert on_disk(screen).drafts == ()
    screen.room.caller.keeping.flush()
    assert on_disk(screen).drafts == ()


def test_without_a_side_file_the_screen_works_as_ever(screen, tmp_path):
    over, told = KeptOver(screen.desk, screen.room), []
    screen.desk.aside.troubled.connect(told.append)
    (tmp_path / "calling.muster-drafts").mkdir()
    over.begin(str(tmp_path / "calling.muster"))
    assert len(told) == 1
    screen.open("Potteries Data Ltd")
    screen.type("still here")
    screen.open("Leek Logic")
    screen.open("Potteries Data Ltd")
    assert screen.room.call.note.toPlainText() == "still here"
    screen.press("Ctrl+1")
    assert screen.past("Potteries Data Ltd")[0].text == "still here"


def test_who_waits_to_be_saved_is_not_offered_again(screen, kept):
    screen.open("Potteries Data Ltd")
    whole = screen.book.do
    screen.book.do = lambda *_args, **_named: (_ for _ in ()).throw(
        BookTrouble("locked", "Another program is using the book.", "Wait.")
    )
    screen.press("Ctrl+1")
    screen.book.do = whole
    screen.clock.forward(minutes=1)
    screen.room.session.begin()
    assert "Potteries Data Ltd" not in screen.names


def test_a_draft_keeps_its_time_until_it_says_something_else():
    now = [NOW]
    drafts = Drafts(now=lambda: now[0])
    drafts.keep(1, Draft("one"))
    now[0] += timedelta(hours=1)
    drafts.keep(1, Draft("one", seconds=40))
    assert drafts.of(1).typed_at == NOW
    drafts.keep(1, Draft("two"))
    assert drafts.of(1).typed_at == now[0]
    drafts.keep(1, Draft())
    assert drafts.waiting() == frozenset()


def test_a_draft_is_kept_without_its_clock_and_read_back_whatever_stands_there():
    draft = Draft("n", "tue", Outcome.MESSAGE, 4, 5, 12.5, 33, "yesterday 15:10", incoming=True)
    said = as_kept(draft)
    assert "dialled_at" not in said
    assert "seconds" not in said
    assert from_kept(said, NOW) == draft.lasting
    assert from_kept({"note": "n", "outcome": "perhaps"}, NOW) == Draft("n")
    assert from_kept({"note": "n", "mood": 1}, NOW) == Draft("n")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (datetime(2003, 3, 25, 9, 5, tzinfo=UTC), "Draft from 09:05"),
        (datetime(2003, 3, 24, 14, 32, tzinfo=UTC), "Draft from 14:32 yesterday"),
        (datetime(2003, 3, 21, 14, 32, tzinfo=UTC), "Draft from 14:32 on Fri 21 Mar"),
        (datetime(2002, 7, 1, 14, 32, tzinfo=UTC), "Draft from 15:32 on Mon 1 Jul 2002"),
        (datetime(2003, 3, 27, 14, 32, tzinfo=UTC), "Draft from 14:32 on Thu 27 Mar"),
    ],
)
def test_it_says_how_old_a_draft_is(typed, said):
    assert say_draft(typed, NOW) == said


def test_two_windows_on_two_books_keep_their_drafts_apart(tmp_path):
    one, two = (SideBook.open(tmp_path / name, name * 32) for name in ("aa", "bb"))
    one.keep([KeptDraft(1, "Firm", "k", NOW, {"note": "one"})])
    assert two.read().drafts == ()
    one.close()
    two.close()
