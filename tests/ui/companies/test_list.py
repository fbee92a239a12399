"""The list: filtered by text and chips, sorted, ticked, and changed in bulk as one step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crm.actions.privacy import record_objection
from crm.domain.objections import Channel, Scope
from tests.ui.companies.conftest import Stage
from ui.companies.completion import completions
from ui.companies.list_page import say_chip
from ui.lanes import InlineLanes
from ui.places import Place
from ui.table.columns import Order

ALL = ["Bluebrick & Sons <b>", "Potteries Data Ltd", "Trentside Systems"]


def test_text_and_chips_are_one_filter(stage: Stage, qtbot: QtBot) -> None:
    page = stage.room.list
    assert stage.names() == ALL
    line = page.filter.focusProxy()
    qtbot.keyClicks(line, "tag:cloud")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stage.names() == ["Trentside Systems"]
    assert page.filter.terms() == ("tag:cloud",)
    chip = next(c for c in page.filter.findChildren(QPushButton) if "Tag has cloud" in c.text())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert stage.names() == ALL


def test_a_filter_that_means_nothing_is_said_beside_it_and_the_rows_stay(stage: Stage) -> None:
    page = stage.room.list
    page.show_filter("stagee:new")
    assert "did you mean stage" in page.filter.focusProxy().accessibleDescription()
    assert stage.names() == ALL
    assert say_chip("stage:pack-sent") == "Stage is Pack sent"
    assert say_chip("stagee:x") == "stagee:x"


def test_an_empty_result_names_the_term_that_removes_most(stage: Stage, qtbot: QtBot) -> None:
    page = stage.room.list
    page.show_filter("town:nowhere stage:new")
    assert stage.names() == []
    offer = next(b for b in page.findChildren(QPushButton) if "without" in b.text())
    assert offer.text() == "Show 2 without “Town has nowhere”"
    offer.click()
    assert page.filter_said() == "stage:new"
    assert len(stage.names()) == 2


def test_fields_and_their_values_complete(stage: Stage) -> None:
    assert completions("st", {}) == ["stage:", "staff:"]
    assert "stage:attempting" in completions("stage:att", {})
    assert completions("-tag:cl", {"tag": ("cloud", "a b")}) == ["-tag:cloud"]
    assert 'tag:cloud,"a b"' in completions("tag:cloud,a", {"tag": ("cloud", "a b")})
    assert completions("zzz", {}) == []


def test_tab_takes_a_completion_and_makes_it_a_chip(stage: Stage, qtbot: QtBot) -> None:
    page = stage.room.list
    line = page.filter.focusProxy()
    line.setFocus()
    qtbot.keyClicks(line, "ta")
    assert page.completion.offered() == ["tag:"]
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert page.completion.offered() == ["tag:cloud", "tag:none"]
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.filter.terms() == ("tag:cloud",)
    assert stage.names() == ["Trentside Systems"]


def test_the_list_sorts_and_jumps_to_what_is_typed(stage: Stage, qtbot: QtBot) -> None:
    table = stage.room.list.table
    table.set_order(Order("name", descending=True))
    assert stage.names() == ALL[::-1]
    table.setFocus()
    qtbot.keyClicks(table, "pot")
    assert table.current_id() == stage.firms["Potteries Data Ltd"]


def test_every_match_is_tagged_in_one_step_that_undo_takes_back(stage: Stage, qtbot: QtBot) -> None:
    page = stage.room.list
    page.focus_table()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.table.ticked_count() == 3
    assert page.bulk.isVisible()
    before = stage.book.ask(fingerprint)
    page.bulk.ask_tag()
    qtbot.keyClicks(page.bulk.tag_prompt.line, "warm")
    qtbot.keyClick(page.bulk.tag_prompt.line, Qt.Key.Key_Return)
    page.show_filter("tag:warm")
    assert len(stage.names()) == 3
    stage.desk.bridge.undo()
    assert stage.names() == []
    assert stage.book.ask(fingerprint) == before


def test_the_stage_of_many_is_one_step(stage: Stage, qtbot: QtBot) -> None:
    page = stage.room.list
    page.table.tick_all()
    page.bulk.ask_stage()
    page.bulk.stage_prompt.choice.choose("Resting")
    qtbot.keyClick(page.bulk.stage_prompt.choice, Qt.Key.Key_Return)
    assert stage.desk.bridge.undo_label == "Move 3 companies to Resting"
    page.show_filter("stage:resting")
    assert len(stage.names()) == 3
    stage.desk.bridge.undo()
    assert stage.names() == []


def test_packs_are_queued_for_those_who_may_have_one_and_the_rest_is_said(stage: Stage) -> None:
    page = stage.room.list
    stage.book.do(
        record_objection, Channel.POST, Scope.COMPANY, company_id=stage.firms["Trentside Systems"]
    )
    page.table.tick_all()
    page.bulk.ask_packs()
    words = page.bulk.pack_prompt.words.text()
    assert words == "2 packs can be queued. Left out: 1 object to post."
    page.bulk.pack_prompt.go.click()
    assert stage.desk.bridge.undo_label == "Queue 2 packs"
    page.bulk.ask_packs()
    assert "No pack can be queued" in page.bulk.pack_prompt.words.text()
    stage.desk.bridge.undo()
    page.bulk.ask_packs()
    assert "2 packs can be queued" in page.bulk.pack_prompt.words.text()


def test_the_trash_takes_companies_out_of_the_list_and_undo_brings_them_back(
    stage: Stage, qtbot: QtBot
) -> None:
    page = stage.room.list
    page.focus_table()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.table.ticked_count() == 1
    page.bulk.trash()
    assert stage.names() == ALL[1:]
    stage.desk.bridge.undo()
    assert stage.names() == ALL


def test_esc_unticks_everything(stage: Stage, qtbot: QtBot) -> None:
    page = stage.room.list
    page.focus_table()
    page.table.tick_all()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.table.ticked_count() == 0
    assert page.bulk.isHidden()


def test_a_filter_is_kept_under_a_name_with_its_count(stage: Stage) -> None:
    page = stage.room.list
    page.show_filter("tag:cloud")
    page.views.kept.emit("In the cloud")
    row = next(row for row in page.views.rows() if row.name == "In the cloud")
    assert row.isChecked()
    assert row.accessibleName() == "In the cloud, 1 company"
    assert page.view_name() == "In the cloud"
    page.show_filter("")
    row.click()
    assert stage.names() == ["Trentside Systems"]


def test_a_place_carries_a_filter(stage: Stage) -> None:
    stage.desk.places.go(Place("companies", view="tag:cloud"))
    assert stage.names() == ["Trentside Systems"]


def fingerprint(reading):
    from crm.data.queries.tags import tags

    return [(tag.name, tag.count) for tag in tags(reading)]


def test_rows_that_come_after_the_focus_are_begun_at_the_first(
    stage: Stage, qtbot: QtBot, monkeypatch
) -> None:
    stage.room.activateWindow()
    qtbot.waitUntil(stage.room.isActiveWindow)
    page, late = stage.room.list, []
    page.show_filter("name:nobody")
    monkeypatch.setattr(InlineLanes, "read", lambda _lanes, piece: late.append(piece))
    page.show_filter("")
    page.focus_table()
    assert page.table.position() < 0
    while late:
        late.pop(0)()
    assert page.table.position() == 0
