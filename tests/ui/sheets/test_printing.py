"""Printing a call sheet: the preview, filing it once, saving it."""

import pytest

from crm.data.queries.call_sheets import sheets as filed_sheets
from crm.documents.rendering import count_pages
from tests.crm.documents.reading import page_text
from tests.ui.sheets.conftest import Sheets
from ui.panels.outlet import NO_PRINTER
from ui.places import Place


def test_a_sheet_of_the_queue_is_shown_before_it_is_filed(sheets: Sheets) -> None:
    sheets.room.show_place(Place("sheets"))
    printing = sheets.room.printing
    assert printing.pages.page_count >= 2
    assert "companies on" in printing.said()
    assert sheets.book.ask(filed_sheets) == ()
    assert sheets.desk.commands.find("sheets.print").possible()  # type: ignore[union-attr]


def test_saving_files_the_sheet_once_under_its_reference(sheets: Sheets) -> None:
    sheets.room.show_place(Place("sheets"))
    sheets.room.printing.save()
    filed = sheets.book.ask(filed_sheets)
    assert [one.sheet.name for one in filed] == ["Call sheet 25 Mar 2003 no. 1"]
    pdf = sheets.save_at.read_bytes()
    assert "Call sheet 2503-1" in page_text(pdf)
    assert sheets.room.printing.pages.page_count == count_pages(pdf)
    sheets.room.printing.save()
    assert len(sheets.book.ask(filed_sheets)) == 1
    sheets.room.printing.look_again()
    sheets.room.printing.save()
    assert len(sheets.book.ask(filed_sheets)) == 2


def test_fewer_companies_make_another_sheet(sheets: Sheets) -> None:
    sheets.room.show_place(Place("sheets"))
    sheets.room.printing.limit.setText("2")
    sheets.room.printing.look_again()
    assert "2 companies on 1 page." in sheets.room.printing.said()


@pytest.mark.parametrize("typed", ["", "0", "201", "many", "99999999999999999999"])
def test_how_many_cannot_be_is_said_at_the_field(sheets: Sheets, typed: str) -> None:
    sheets.room.show_place(Place("sheets"))
    sheets.room.printing.limit.setText(typed)
    sheets.room.printing.look_again()
    assert "A call sheet has 1 to 200 companies." in sheets.room.printing.said()
    assert sheets.room.printing.limit.text() == typed


def test_companies_chosen_elsewhere_are_printed_and_who_may_not_is_named(sheets: Sheets) -> None:
    from crm.actions.privacy import record_objection
    from crm.domain.objections import Channel, Scope

    leek, rugby = sheets.firms["Leek Logic"], sheets.firms["Rugby Robotics"]
    sheets.book.do(
        record_objection, Channel.CALL, Scope.COMPANY, company_id=leek, asked_by="Somebody"
    )
    sheets.room.show_place(Place("sheets", view=f"{leek} {rugby}"))
    assert "1 company on 1 page." in sheets.room.printing.said()
    assert "Left out: Leek Logic, asked not to be called." in sheets.room.printing.said()


def test_nobody_to_call_is_said_and_nothing_can_be_printed(sheets: Sheets) -> None:
    from crm.actions.companies import trash

    sheets.book.do(trash, list(sheets.firms.values()))
    sheets.room.show_place(Place("sheets"))
    assert "Nobody is to be called" in sheets.room.printing.said()
    assert not sheets.desk.commands.find("sheets.save").possible()  # type: ignore[union-attr]
    sheets.room.printing.save()
    assert not sheets.save_at.exists()


def test_without_a_printer_nothing_is_filed(sheets: Sheets) -> None:
    sheets.room.show_place(Place("sheets"))
    sheets.room.printing.print_sheet()
    assert NO_PRINTER in sheets.room.printing.said()
    assert sheets.book.ask(filed_sheets) == ()
