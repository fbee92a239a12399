"""Keying in what came of a sheet, by the keys alone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from crm.actions.call_sheets import file_call_sheet
from crm.data.queries.company import company_page
from crm.domain.keyed_rows import Cell
from tests.ui.sheets.conftest import Sheets
from tests.ui.today.calling_day import NOW

NAMES = ("Bluebrick Software", "Black Country Hosting", "Burton Bit Brewers", "Rugby Robotics")


@pytest.fixture
def filed(sheets: Sheets) -> Sheets:
    """The grid of a sheet of four companies of today."""
    ids = [sheets.firms[name] for name in NAMES]
    sheet = sheets.book.do(file_call_sheet, NOW.date(), ids).value
    sheets.key_in(sheet.id)
    return sheets


def test_a_sheet_opens_on_the_outcome_of_its_first_line(filed: Sheets) -> None:
    assert [filed.line(row)[0] for row in range(4)] == list(NAMES)
    one, cell = filed.page.grid.here()
    assert one is not None
    assert (one.line, cell) == (1, Cell.OUTCOME)
    assert "1 No answer" in filed.page.hint()
    assert filed.page.grid.accessibleDescription() == filed.page.hint()


def test_a_row_without_an_answer_takes_two_keys(filed: Sheets) -> None:
    filed.press("1", "Enter", "1", "Enter", "1", "Enter")
    assert filed.pressed == 6
    assert filed.line(2)[2] == "1  No answer"
    filed.press("Ctrl+Return")
    assert filed.said == ["Filed 3 calls."]
    for name in NAMES[:3]:
        assert filed.past(name)[0].outcome == "no-answer"
    assert filed.line(0)[-1] == "Filed: No answer"
    assert filed.book.undo_label() == "Key in 3 calls from call sheet 2503-1"
    filed.book.undo()
    assert all(entry.outcome != "no-answer" for entry in filed.past(NAMES[0]))


def test_enter_goes_to_what_the_outcome_must_say(filed: Sheets) -> None:
    filed.press("4", "Enter")
    assert filed.page.grid.here()[1] is Cell.WHO
    filed.type("Jo Bell")
    filed.press("Enter")
    assert filed.page.grid.here()[1] is Cell.NEXT
    filed.type("thu 2pm")
    filed.press("Enter")
    one, cell = filed.page.grid.here()
    assert one is not None
    assert (one.line, cell) == (2, Cell.OUTCOME)
    filed.press("8", "Enter")
    filed.type("bud")
    filed.press("Enter", "Ctrl+Return")
    page = filed.book.ask(company_page, filed.firms[NAMES[0]])
    assert page.next_step is not None
    assert f"{page.next_step.due_at:%d %H:%M}" == "27 14:00"
    assert filed.book.ask(company_page, filed.firms[NAMES[1]]).decline_reason == (
        "no budget this year"
    )


def test_what_is_usually_said_is_filled_in_and_typing_replaces_it(filed: Sheets) -> None:
    filed.press("6")
    assert filed.line(0)[4] == "post"
    filed.press("Enter")
    filed.type("Jo Bell")
    filed.press("Enter")
    assert filed.page.grid.here()[1] is Cell.SAYS
    assert "post, email" in filed.page.hint()
    filed.type("e")
    filed.press("Tab")
    assert filed.line(0)[4] == "e"
    filed.page.grid.go_to(0, Cell.OUTCOME)
    filed.press("1")
    assert filed.line(0)[2] == "1  No answer"
    filed.press("Delete")
    assert filed.line(0)[2] == ""


def test_rows_that_are_refused_stay_with_the_reason_and_the_others_are_filed(
    filed: Sheets,
) -> None:
    filed.press("1", "Enter")
    filed.press("4", "Enter")
    filed.type("Jo Bell")
    filed.press("Enter")
    filed.type("31 feb")
    filed.press("Enter", "1", "Enter", "Ctrl+Return")
    assert filed.said == ["Filed 2 calls. 1 row stays, each with the reason."]
    one, cell = filed.page.grid.here()
    assert one is not None
    assert (one.line, cell) == (2, Cell.NEXT)
    assert filed.line(1)[5] == "31 feb"
    assert filed.line(1)[-1].startswith("⚠ ")
    assert filed.page.hint() in filed.line(1)[-1]
    spoken = filed.page.rows.data(
        filed.page.grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole
    )
    assert one.trouble in spoken
    filed.type("fri 10am")
    filed.press("Enter", "Ctrl+Return")
    assert filed.said[-1] == "Filed 1 call."
    assert filed.page.to_file() == 0


def test_a_key_that_is_no_outcome_is_said_at_the_cell(filed: Sheets) -> None:
    filed.press("Q")
    assert "1 to 9, 0, M or X" in filed.page.hint()
    filed.press("M")
    assert filed.line(0)[2] == "M  Meeting or event booked"
    filed.press("Ctrl+Delete")
    assert not filed.page.begun()


def test_each_line_of_a_blank_list_finds_its_company(sheets: Sheets) -> None:
    sheets.key_in(None)
    assert sheets.page.grid.here()[1] is Cell.COMPANY
    sheets.type("leek")
    sheets.press("Enter")
    assert sheets.line(0)[0] == "Leek Logic"
    assert sheets.page.grid.here()[1] is Cell.OUTCOME
    sheets.press("1", "Enter")
    assert sheets.page.grid.here()[1] is Cell.COMPANY
    sheets.type(str(sheets.firms["Rugby Robotics"]))
    sheets.press("Enter", "1", "Ctrl+Return")
    assert sheets.said == ["Filed 2 calls."]
    assert sheets.book.undo_label() == "Key in 2 calls"


def test_a_company_that_is_not_found_is_said_and_the_text_kept(sheets: Sheets) -> None:
    sheets.key_in(None)
    sheets.type("nobody at all")
    sheets.press("Enter")
    assert sheets.line(0)[0] == "nobody at all"
    assert "No company is called" in sheets.page.hint()
    assert sheets.page.grid.here()[1] is Cell.COMPANY


def test_tab_goes_from_cell_to_cell_and_over_the_end_of_a_row(filed: Sheets) -> None:
    seen = []
    for _ in range(6):
        filed.press("Tab")
        one, cell = filed.page.grid.here()
        assert one is not None
        seen.append((one.line, cell))
    assert seen == [
        (1, Cell.WHO), (1, Cell.SAYS), (1, Cell.NEXT), (1, Cell.NOTE), (2, Cell.COMPANY),
        (2, Cell.TIME),
    ]  # fmt: skip
    filed.press("Shift+Tab", "Shift+Tab")
    assert filed.page.grid.here()[1] is Cell.NOTE


def test_times_are_noted_or_put_between(filed: Sheets) -> None:
    filed.page.grid.go_to(0, Cell.TIME)
    filed.type("910")
    filed.press("Tab", "1", "Enter", "1", "Ctrl+Return")
    assert f"{filed.past(NAMES[0])[0].at:%H:%M}" == "09:10"
    assert f"{filed.past(NAMES[1])[0].at:%H:%M}" == "09:15"


def test_lines_called_already_say_so_and_typing_begins_after_them(filed: Sheets) -> None:
    filed.press("1", "Enter", "2", "Ctrl+Return")
    key = filed.page.sheet.value()
    assert isinstance(key, int)
    filed.key_in(key)
    assert filed.line(0)[-1] == "09:00: No answer"
    assert filed.line(1)[-1] == "09:05: Left a message"
    one, _cell = filed.page.grid.here()
    assert one is not None
    assert one.line == 3


def test_what_was_typed_is_kept_while_other_things_are_looked_at(filed: Sheets) -> None:
    filed.press("1", "Enter", "2")
    filed.room.new_sheet()
    filed.room.key_in()
    assert filed.line(0)[2] == "1  No answer"
    assert filed.page.to_file() == 2


def test_the_rows_are_a_sound_model(filed: Sheets, qtmodeltester: ModelTester) -> None:
    filed.press("1", "Enter", "4")
    qtmodeltester.check(filed.page.rows)


def test_taking_the_filing_back_loses_no_typing(filed: Sheets) -> None:
    filed.press("1", "Enter", "2", "Enter", "Ctrl+Return")
    assert filed.page.to_file() == 0
    filed.desk.bridge.undo()
    assert filed.line(0)[2] == "1  No answer"
    assert filed.line(0)[-1] == ""
    assert filed.page.to_file() == 2
    filed.desk.bridge.redo()
    assert filed.page.to_file() == 0
    assert filed.line(1)[-1] == "Filed: Left a message"
