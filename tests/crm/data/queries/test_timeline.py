from datetime import UTC, datetime, timedelta

import pytest

from crm.actions.companies import NewCompany, add_company, change_company, set_stage, trash
from crm.actions.people import NewPerson, add_number, add_person, change_person, mark_number
from crm.actions.tags import tag, untag
from crm.data.book import Book
from crm.data.queries.timeline import TimelinePage, timeline
from crm.data.records.letters import LetterRun
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.stages import Stage
from crm.domain.timeline import EntryKind
from tests.books.clock import START, SetClock
from tests.crm.data.queries.firms import activity, document, firm, person


@pytest.fixture
def potteries(book: Book) -> int:
    def fill(work: Work) -> int:
        made = firm(work, "Potteries Data Ltd", staff=10, source="chamber-list.csv, row 212")
        helen = person(work, made, "Helen", "Marsh")
        for day, note in ((4, ""), (6, "rang out"), (11, "")):
            at = datetime(2003, 3, day, 10, tzinfo=UTC)
            activity(work, made, "call", at, outcome="no-answer", attempt=True, note=note)
        activity(
            work, made, "call", datetime(2003, 3, 12, 10, tzinfo=UTC), outcome="send-pack",
            seconds=360, reached=True, conversation=True, person_id=helen,
            note="Wants training for two juniors",
        )  # fmt: skip
        run = work.add(
            LetterRun(
                label="Run of 12 packs", state="posted", file_sha256="0" * 64, content_hash="",
                pages=36, made_at=START, who="organiser",
                printed_at=datetime(2003, 3, 13, 16, 40, tzinfo=UTC),
            )
        )  # fmt: skip
        paper = document(work, made, "WM-0482", state="posted", run_id=run.id, person_id=helen)
        activity(
            work, made, "pack", datetime(2003, 3, 13, 17, tzinfo=UTC), document_id=paper,
            person_id=helen, summary="letter, benefits, form WM-0482",
        )  # fmt: skip
        activity(work, made, "note", datetime(2003, 2, 10, 9, tzinfo=UTC), note="Met at the launch")
        activity(work, made, "event", datetime(2003, 2, 12, 9, tzinfo=UTC), summary="WMita launch")
        return made

    return book.do(fill).value


def read(book: Book, company: int, **asked: object) -> TimelinePage:
    return book.ask(timeline, company, **asked)


def titles(page: TimelinePage) -> list[str]:
    return [f"{entry.title} | {entry.more}".rstrip(" |") for entry in page.entries]


def test_everything_stands_in_one_list_newest_first(book: Book, potteries: int) -> None:
    page = read(book, potteries)
    assert titles(page) == [
        "Membership pack posted | to Helen Marsh — letter, benefits, form WM-0482",
        "Call · 6 min · interested, send pack | with Helen Marsh",
        "3 tries, nobody reached",
        "Attended | WMita launch",
        "Note",
        "Added | from chamber-list.csv, row 212",
    ]
    pack, call, tries = page.entries[:3]
    assert pack.small == "Run of 12 packs, printed Thu 13 Mar 16:40"
    assert pack.run_id is not None
    assert pack.document_id is not None
    assert call.text == "Wants training for two juniors"
    assert [entry.at.day for entry in tries.inside] == [11, 6, 4]
    assert tries.since == datetime(2003, 3, 4, 10, tzinfo=UTC)


def test_the_counts_are_those_of_the_chips(book: Book, potteries: int) -> None:
    expected = {
        EntryKind.CALL: 4, EntryKind.LETTER: 1, EntryKind.NOTE: 1, EntryKind.EVENT: 1,
        EntryKind.CHANGE: 1,
    }  # fmt: skip
    assert read(book, potteries).counts == expected
    notes = read(book, potteries, kind=EntryKind.NOTE)
    assert notes.counts == expected
    assert (titles(notes), notes.total) == (["Note"], 1)


def test_words_are_looked_for_everywhere_and_nothing_is_folded(book: Book, potteries: int) -> None:
    assert titles(read(book, potteries, words="TRAINING juniors")) == [
        "Call · 6 min · interested, send pack | with Helen Marsh"
    ]
    assert len(read(book, potteries, words="no answer").entries) == 3
    assert read(book, potteries, words="never said").entries == ()


def test_the_list_comes_in_pages(book: Book, potteries: int) -> None:
    whole = read(book, potteries)
    pages = [read(book, potteries, first=first, limit=4) for first in (0, 4)]
    assert tuple(entry for page in pages for entry in page.entries) == whole.entries
    assert {page.total for page in pages} == {6}


def test_a_change_says_what_was_before_and_carries_its_step(
    book: Book, potteries: int, clock: SetClock
) -> None:
    clock.forward(hours=1)
    done = book.do(change_company, potteries, "staff", "12")
    (entry,) = [one for one in read(book, potteries).entries if one.step_id]
    assert (entry.title, entry.more) == ("Changed", "staff 10 → 12")
    assert (entry.small, entry.step_id) == ("by organiser", done.changes.step)
    assert entry.at == START + timedelta(hours=1)


def test_what_was_undone_is_left_out_and_redone_comes_back(book: Book, potteries: int) -> None:
    def changes() -> list[str]:
        page = read(book, potteries, kind=EntryKind.CHANGE)
        return [entry.more for entry in page.entries if entry.title == "Changed"]

    book.do(change_company, potteries, "staff", "12")
    book.do(change_company, potteries, "town", "Stone")
    assert changes() == ["town Stone", "staff 10 → 12"]
    book.undo()
    assert changes() == ["staff 10 → 12"]
    book.redo()
    assert changes() == ["town Stone", "staff 10 → 12"]


def test_changes_of_people_numbers_and_tags_are_told(
    book: Book, potteries: int, clock: SetClock
) -> None:
    jo = book.do(
        add_person, potteries, NewPerson("Jo Jones", telephone="01782 960111")
    ).value  # fmt: skip
    clock.forward(minutes=1)
    book.do(change_person, jo, "job_title", "Chair")
    clock.forward(minutes=1)
    (number,) = book.do(add_number, potteries, "01782 960100").value
    clock.forward(minutes=1)
    book.do(mark_number, number, "fax")
    clock.forward(minutes=1)
    book.do(tag, potteries, "cloud")
    book.do(untag, potteries, "cloud")
    clock.forward(minutes=1)
    book.do(trash, potteries)
    shown = titles(read(book, potteries, kind=EntryKind.CHANGE))
    assert shown[0] == "Put in the trash"
    assert "Removed | tag cloud" in shown
    assert "Changed | state usable → fax of number 01782 960100" in shown
    assert "Added | number 01782 960100" in shown
    assert "Changed | job title Chair of Jo Jones" in shown
    assert "Added | Jo Jones, number 01782 960111" in shown


def test_a_step_that_filed_an_activity_is_told_once(book: Book, potteries: int) -> None:
    book.do(set_stage, potteries, Stage.RESTING)
    shown = titles(read(book, potteries, kind=EntryKind.CHANGE))
    assert shown == ["Stage | New → Resting", "Added | from chamber-list.csv, row 212"]


def test_a_company_typed_in_begins_with_one_line(book: Book) -> None:
    made = book.do(
        add_company, NewCompany("Alpha", telephone="01782 960100", tags=["cloud"])
    ).value  # fmt: skip
    assert titles(read(book, made)) == ["Added | typed in"]


def test_an_import_says_itself_where_a_company_came_from(book: Book) -> None:
    def bring_in(work: Work) -> int:
        made = firm(work, "Alpha", source="list.csv, row 2")
        activity(work, made, "import", START, summary="Added from list.csv, row 2")
        return made

    made = book.do(bring_in).value
    assert titles(read(book, made)) == ["Added | from list.csv, row 2"]


def test_a_company_that_is_gone_is_refused(book: Book) -> None:
    with pytest.raises(Refusal):
        read(book, 424_242)


def test_all_that_stands_before_the_colon_is_what_happened(book: Book, potteries: int) -> None:
    def pay(work: Work) -> None:
        activity(work, potteries, "membership", START, summary="First fee paid: member 138")

    book.do(pay)
    (entry,) = (one for one in book.ask(timeline, potteries).entries if "fee" in one.title)
    assert (entry.title, entry.more) == ("First fee paid", "member 138")
