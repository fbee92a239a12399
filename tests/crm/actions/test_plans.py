"""Fee bands: changed in pounds, undone, refused by field."""

import pytest

from crm.actions.plans import change_plan
from crm.data.queries.association import plans
from crm.data.queries.row_counts import row_counts
from crm.domain.errors import Refusal
from tests.books.drive import begin


def test_fees_are_changed_in_pounds_and_undone(book):
    begin(book)
    band = book.ask(plans)[2]
    done = book.do(change_plan, band.id, "fee", "£240.50")
    book.do(change_plan, band.id, "joining", "0")
    assert done.changes.label == "Change the fee for 11–24 staff"
    changed = book.ask(plans)[2]
    assert (changed.fee_pence, changed.joining_pence) == (24_050, 0)
    book.undo()
    book.undo()
    assert book.ask(plans)[2] == band


@pytest.mark.parametrize(("field", "typed"), [("fee", "a lot"), ("joining", "-5"), ("size", "5")])
def test_what_is_no_fee_is_refused(book, field, typed):
    begin(book)
    band = book.ask(plans)[0]
    with pytest.raises(Refusal) as caught:
        book.do(change_plan, band.id, field, typed)
    assert caught.value.field == field
    assert book.ask(plans)[0] == band


def test_rows_are_counted_for_comparing(book):
    before = book.ask(row_counts)
    begin(book)
    after = book.ask(row_counts)
    assert after["steps"] == before["steps"] + 1
    assert after["companies"] == 0
