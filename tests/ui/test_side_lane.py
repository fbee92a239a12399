"""The side database behind the screens: in order, off the UI thread, never in the way."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm.data.side_book import SideBook
from crm.data.side_rows import KeptDraft, KeptText, WaitingCall
from ui.side_lane import SideLane

NOW = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)
MARK = "0" * 64


def draft(company: int, note: str = "wants the leaflet") -> KeptDraft:
    return KeptDraft(company, f"Firm {company}", f"k{company}", NOW, {"note": note})


def waiting(company: int) -> WaitingCall:
    return WaitingCall(f"k{company}", company, f"Firm {company}", NOW, {}, {"note": "x"})


def heard(lane: SideLane) -> dict[str, list[object]]:
    told: dict[str, list[object]] = {"opened": [], "came": [], "troubled": [], "waiting": []}
    lane.opened.connect(told["opened"].append)
    lane.drafts_came.connect(told["came"].append)
    lane.troubled.connect(told["troubled"].append)
    lane.waiting_changed.connect(told["waiting"].append)
    return told


@pytest.fixture(params=[False, True], ids=["at once", "on its thread"])
def lane(request, qapp):
    made = SideLane(threaded=request.param)
    yield made
    made.close()
    made.deleteLater()


def read(place: Path) -> SideBook:
    return SideBook.open(place, MARK)


def test_what_is_kept_is_on_the_disk_and_told(qtbot, lane, tmp_path):
    told = heard(lane)
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    good = []
    lane.keep([draft(1), draft(2)], then=good.append)
    lane.wait(waiting(2))
    lane.filed(["k9"])
    lane.keep((), [1], then=good.append)
    qtbot.waitUntil(lambda: good == [True, True])
    assert lane.drafts == {}
    assert [call.key for call in lane.unfiled] == ["k2"]
    assert told["waiting"] == [1, 1]
    lane.close()
    side = read(tmp_path / "side")
    assert side.read().drafts == ()
    assert side.read().waiting == (waiting(2),)
    side.close()


def test_what_came_before_the_file_was_open_is_kept_too(qtbot, lane, tmp_path):
    told = heard(lane)
    lane.keep([draft(1)])
    lane.wait(waiting(2))
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    lane.close()
    side = read(tmp_path / "side")
    assert side.read().drafts == (draft(1),)
    assert side.read().waiting == (waiting(2),)
    side.close()


def test_without_a_place_everything_is_held_in_memory(qtbot, lane, tmp_path):
    told = heard(lane)
    (tmp_path / "file").write_text("no folder")
    lane.open(tmp_path / "file" / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    assert len(told["troubled"]) == 1
    assert "cannot be kept" in told["troubled"][0]
    lane.keep([draft(1)])
    lane.wait(waiting(2))
    assert lane.drafts == {1: draft(1)}
    assert [call.key for call in lane.unfiled] == ["k2"]
    lane.give_back("k2", draft(2))
    assert lane.drafts == {1: draft(1), 2: draft(2)}
    assert lane.unfiled == ()


def test_a_second_window_is_told_so_and_works_on(qtbot, lane, tmp_path):
    first = read(tmp_path / "side")
    told = heard(lane)
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    assert "Another Muster has this book open" in told["troubled"][0]
    first.keep([draft(1)])
    first.close()


def test_a_damaged_file_is_named_and_set_aside(qtbot, lane, tmp_path):
    (tmp_path / "side").write_bytes(b"garbage " * 2_000)
    told = heard(lane)
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    assert "side-set-aside-1" in told["troubled"][0]
    assert (tmp_path / "side-set-aside-1").exists()


def test_a_full_disk_is_said_once_and_tried_again(qtbot, lane, tmp_path):
    told, good = heard(lane), []
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    lane._do(lambda book: book._sql.execute("PRAGMA max_page_count = 1").fetchall())
    for _ in range(2):
        lane.keep([draft(n, "much " * 3_000) for n in range(80)], then=good.append)
    qtbot.waitUntil(lambda: good == [False, False])
    assert len(told["troubled"]) == 1
    lane._do(lambda book: book._sql.execute("PRAGMA max_page_count = 100000").fetchall())
    lane.keep([draft(1)], then=good.append)
    qtbot.waitUntil(lambda: good[2:] == [True])


def test_two_books_are_kept_apart(qtbot, lane, tmp_path):
    told = heard(lane)
    lane.open(tmp_path / "one", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    lane.keep([draft(1)])
    lane.leave()
    assert lane.drafts == {}
    lane.open(tmp_path / "two", "1" * 64)
    qtbot.waitUntil(lambda: len(told["opened"]) == 2)
    assert told["opened"][1].drafts == ()
    lane.keep([draft(2)])
    lane.leave()
    lane.open(tmp_path / "one", MARK)
    qtbot.waitUntil(lambda: len(told["opened"]) == 3)
    assert told["opened"][2].drafts == (draft(1),)


def test_a_draft_that_comes_back_joins_what_is_typed_meanwhile(qtbot, lane):
    told = heard(lane)
    lane.keep([draft(1, "new words")])
    lane.take_back([draft(1, "old words"), draft(2)])
    assert lane.drafts[1].said["note"] == "old words\nnew words"
    assert [one.company_id for one in told["came"][0]] == [1, 2]
    lane.take_back([draft(1, "old words")])
    assert lane.drafts[1].said["note"] == "old words\nnew words"


def test_erasing_a_company_reaches_memory_and_file(qtbot, lane, tmp_path):
    told, good = heard(lane), []
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    lane.keep([draft(1, "Wilhelmina"), draft(2)])
    lane.wait(waiting(3))
    lane.erase([1, 3])
    lane.keep((), (), then=good.append)
    qtbot.waitUntil(lambda: bool(good))
    assert set(lane.drafts) == {2}
    assert lane.unfiled == ()
    assert not any(b"Wilhelmina" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_mistake_on_the_lane_is_reported(qtbot, qapp):
    lane = SideLane(threaded=True)
    lane._held.book = object()
    with qtbot.captureExceptions() as caught:
        lane._do(lambda book: book.no_such_thing())
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is AttributeError
    lane._held.book = None
    lane.close()
    lane.deleteLater()


def test_texts_are_kept_over_a_restart_and_dropped_once_saved(qtbot, lane, tmp_path):
    told = heard(lane)
    lane.keep_text(KeptText("template 3", 0, NOW, {"text": "before the file was open"}))
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: bool(told["opened"]))
    lane.keep_text(KeptText("template 4", 0, NOW, {"text": "Dear"}))
    lane.keep_text(KeptText("letter 7", 7, NOW, {"text": "Thank you"}))
    lane.keep_text(KeptText("letter 8", 8, NOW, {"text": "Thank you"}))
    lane.drop_text("letter 8")
    lane.erase([7])
    assert lane.text("letter 7") is None
    lane.leave()
    assert lane.text("template 3") is None
    lane.open(tmp_path / "side", MARK)
    qtbot.waitUntil(lambda: len(told["opened"]) == 2)
    kept = lane.text("template 4")
    assert kept is not None
    assert kept.said == {"text": "Dear"}
    assert lane.text("template 3") is not None
    assert lane.text("letter 7") is lane.text("letter 8") is None
