"""From the companies to Today: onto today's list, and a set to work through."""

from crm.data.queries.call_sets import call_sets
from crm.data.queries.queue import call_queue
from tests.ui.companies.conftest import Stage
from ui.places import Place


def queue_of(stage: Stage, set_id: int | None = None) -> list[tuple[str, str]]:
    found = stage.book.ask(call_queue, set_id)
    return [(row.name, row.badge) for row in found.queue.rows]


def test_a_company_is_put_onto_todays_list_from_its_page(stage: Stage) -> None:
    stage.show("Potteries Data Ltd")
    stage.desk.commands.action("companies.call_today").trigger()
    assert stage.book.undo_label() == "Add Potteries Data Ltd to today"


def test_those_ticked_are_put_on_and_who_cannot_be_called_is_said(stage: Stage) -> None:
    stage.room.list.table.tick_all()
    stage.room.list.bulk.buttons["Call today"].click()
    assert stage.book.undo_label() == "Add 2 companies to today"
    assert len(stage.book.ask(call_queue).queue.rows) == 2
    stage.room.list.table.untick_all()
    stage.show("Trentside Systems")
    stage.room.call_today()
    assert stage.said == ["This company cannot be called: no usable number."]


def test_a_selection_is_worked_through_in_today(stage: Stage) -> None:
    stage.room.list.table.tick_all()
    stage.room.list.bulk.buttons["Work through"].click()
    here = stage.desk.places.here
    (made,) = stage.book.ask(call_sets)
    assert here == Place("today", "set", made.id)
    assert (made.name, made.filter_text) == ("All companies", "")
    names = [name for name, _ in queue_of(stage, made.id)]
    assert names == ["Potteries Data Ltd", "Bluebrick & Sons <b>"]


def test_with_nothing_ticked_the_filter_is_worked_through(stage: Stage) -> None:
    stage.room.list.show_filter("tag:cloud")
    stage.desk.commands.action("companies.work_through").trigger()
    (made,) = stage.book.ask(call_sets)
    assert (made.name, made.filter_text) == ("tag:cloud", "tag:cloud")


def test_everybody_is_no_set(stage: Stage) -> None:
    stage.room.work_through()
    assert stage.book.ask(call_sets) == ()
    assert stage.said[0].startswith("That is every company: Today has them all already.")
