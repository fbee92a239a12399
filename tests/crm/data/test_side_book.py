"""The side database: durable, its owner's alone, and never in the way of the book."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm.data.connection import Location
from crm.data.side_book import SideBook
from crm.data.side_place import side_place, without_password
from crm.data.side_rows import KeptDraft, KeptText, WaitingCall
from crm.domain.errors import BookTrouble
from crm.domain.reminders import Due, ReminderMemory, Snooze

NOW = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)
MARK = "0" * 64


def draft(company: int, note: str = "wants the leaflet", key: str = "") -> KeptDraft:
    return KeptDraft(company, f"Firm {company}", key or f"k{company}", NOW, {"note": note})


def waiting(company: int, key: str = "") -> WaitingCall:
    call = {"company_id": company, "outcome": "no-answer"}
    return WaitingCall(key or f"k{company}", company, f"Firm {company}", NOW, call, {"note": "x"})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return side_place(tmp_path / "drive.muster")


@pytest.fixture
def side(place: Path) -> Iterator[SideBook]:
    opened = SideBook.open(place, MARK)
    yield opened
    opened.close()


def reopened(side: SideBook) -> SideBook:
    side.close()
    return SideBook.open(side.path, MARK)


def test_it_stands_beside_the_book_for_its_owner_alone(side: SideBook, tmp_path: Path) -> None:
    side.keep([draft(1)])
    assert side.path == tmp_path / "drive.muster-drafts"
    found = sorted(path.name for path in tmp_path.iterdir())
    assert found == ["drive.muster-drafts", "drive.muster-drafts-wal"]
    if sys.platform != "win32":
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_drafts_come_back_after_a_restart(side: SideBook) -> None:
    side.keep([draft(1), draft(2, "Łódź & Sons — “Tuesday”")])
    side.keep([draft(1, "later")], gone=[2])
    side.keep([draft(3)])
    again = reopened(side)
    assert {one.company_id: one.said["note"] for one in again.read().drafts} == {
        1: "later", 3: "wants the leaflet",
    }  # fmt: skip
    assert again.read().drafts[0].typed_at == NOW
    again.close()


def test_a_waiting_call_takes_the_place_of_its_draft_and_waits_until_it_is_filed(
    side: SideBook,
) -> None:
    side.keep([draft(1), draft(2)])
    side.wait(waiting(2))
    side.wait(waiting(3))
    side.wait(waiting(2))  # told twice is kept once
    again = reopened(side)
    assert [one.company_id for one in again.read().drafts] == [1]
    assert again.read().waiting == (waiting(3), waiting(2))
    again.filed(["k2", "k1"])
    assert again.read().waiting == (waiting(3),)
    assert again.read().drafts == ()
    again.give_back("k3", draft(3, key="fresh"))
    assert again.read().waiting == ()
    assert again.read().drafts == (draft(3, key="fresh"),)
    again.close()


def test_what_was_reminded_of_comes_back(side: SideBook) -> None:
    assert side.read().reminders == ReminderMemory()
    due, other = Due(NOW, 7), Due(NOW + timedelta(hours=1), 8)
    memory = ReminderMemory(NOW, frozenset({due, other}), (Snooze(due, NOW, other.at),))
    side.remember(memory)
    assert side.read().reminders == memory
    less = ReminderMemory(other.at, frozenset({other}))
    side.remember(less)
    again = reopened(side)
    assert again.read().reminders == less
    again.close()


def test_erasing_leaves_no_byte(side: SideBook, tmp_path: Path) -> None:
    secret = "Wilhelmina Featherstonehaugh"
    side.keep([draft(1, f"{secret} " * 300), draft(2, "stays")])
    side.wait(WaitingCall("w", 1, secret, NOW, {"note": secret}, {}))
    side.keep([draft(1, f"{secret} again", key="other")])
    assert any(secret.encode() in path.read_bytes() for path in tmp_path.iterdir())
    side.erase([1])
    assert side.read().waiting == ()
    assert [one.company_id for one in side.read().drafts] == [2]
    assert not any(secret.encode() in path.read_bytes() for path in tmp_path.iterdir())


def test_a_row_that_makes_no_sense_is_passed_over(side: SideBook) -> None:
    side.keep([draft(1), draft(2)])
    side._sql.execute("UPDATE drafts SET said = '{' WHERE company_id = 1")
    assert [one.company_id for one in side.read().drafts] == [2]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"not a database at all, but long enough " * 200),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(b"\0" * 100),
    ],
    ids=["garbage", "cut off", "zeros"],
)
def test_a_damaged_file_is_set_aside_and_nothing_of_it_lost(
    side: SideBook, spoil: Callable[[Path], object], tmp_path: Path
) -> None:
    side.keep([draft(n, "note " * 500) for n in range(20)])
    side.close()
    spoil(side.path)
    spoilt = side.path.read_bytes()
    fresh = SideBook.open(side.path, MARK)
    assert fresh.read().drafts == ()
    assert fresh.set_aside == tmp_path / "drive.muster-drafts-set-aside-1"
    assert fresh.set_aside.read_bytes() == spoilt
    fresh.keep([draft(1)])
    fresh.close()


def test_the_drafts_of_another_book_are_set_aside(side: SideBook) -> None:
    side.keep([draft(1)])
    side.close()
    other = SideBook.open(side.path, "1" * 64)
    assert other.set_aside is not None
    assert other.read().drafts == ()
    other.close()
    first = SideBook.open(other.set_aside, MARK)
    assert first.read().drafts == (draft(1),)
    first.close()


def test_one_that_was_being_made_is_made_again(place: Path) -> None:
    SideBook.open(place, MARK).close()
    empty = place.read_bytes()[:0]
    place.write_bytes(empty)
    again = SideBook.open(place, MARK)
    assert again.set_aside is None
    again.keep([draft(1)])
    again.close()


def test_a_newer_file_is_left_alone(side: SideBook) -> None:
    side._sql.execute("PRAGMA user_version = 9")
    side.close()
    before = side.path.read_bytes()
    with pytest.raises(BookTrouble) as told:
        SideBook.open(side.path, MARK)
    assert told.value.kind == "newer"
    assert side.path.read_bytes() == before


def test_a_second_program_is_told_so_at_once(side: SideBook) -> None:
    with pytest.raises(BookTrouble) as told:
        SideBook.open(side.path, MARK)
    assert told.value.kind == "locked"
    side.keep([draft(1)])


def test_a_folder_that_may_not_be_written_to_is_a_trouble_of_its_own(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(BookTrouble):
        SideBook.open(blocked / "drive.muster-drafts", MARK)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_read_only_folder_is_a_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "read only"
    folder.mkdir(mode=0o500)
    with pytest.raises(BookTrouble):
        SideBook.open(folder / "drive.muster-drafts", MARK)


def test_a_full_disk_keeps_what_was_kept_before(side: SideBook) -> None:
    side.keep([draft(1, "kept")])
    side._sql.execute("PRAGMA max_page_count = 1").fetchall()
    with pytest.raises(BookTrouble) as told:
        side.keep([draft(n, "much " * 2_000) for n in range(1, 200)])
    assert told.value.kind == "full"
    assert side.read().drafts == (draft(1, "kept"),)
    side._sql.execute("PRAGMA max_page_count = 100000").fetchall()
    side.keep([draft(2)])
    assert len(side.read().drafts) == 2


def test_it_is_as_durable_as_the_book(side: SideBook) -> None:
    read = {
        name: side._sql.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("synchronous", "journal_mode", "secure_delete", "locking_mode")
    }
    assert read == {
        "synchronous": 2, "journal_mode": "wal", "secure_delete": 1, "locking_mode": "exclusive",
    }  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:s3cret@db.example/drive",
        "postgresql://anna@db.example/drive",
        "postgres://anna:other@db.example/drive",
        "postgresql+psycopg://anna:s3cret@db.example/drive?password=s3cret",
    ],
)
def test_the_side_file_of_a_database_knows_no_password(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert without_password(url) == "postgresql://anna@db.example/drive"
    place = side_place(url)
    assert place == side_place("postgresql://anna@db.example/drive")
    assert "s3cret" not in str(place)
    assert "other" not in place.name
    SideBook.open(place, MARK).close()
    if sys.platform != "win32":
        assert place.parent.stat().st_mode & 0o777 == 0o700


def test_two_books_have_two_side_files(tmp_path: Path) -> None:
    places: list[Location] = [
        tmp_path / "a.muster",
        tmp_path / "b.muster",
        "postgresql://anna@db.example/a",
        "postgresql://anna@db.example/b",
        "postgresql://bert@db.example/a",
        "postgresql://anna@db.example:5433/a",
    ]
    assert len({side_place(one) for one in places}) == len(places)


def test_texts_come_back_until_they_are_saved_or_their_company_is_erased(side: SideBook) -> None:
    letter = KeptText("letter 7", 7, NOW, {"subject": "Łódź", "text": "Thank you"})
    template = KeptText("template 3", 0, NOW, {"text": "# Dear {{ person.name }}"})
    side.keep_text(letter)
    side.keep_text(KeptText("template 3", 0, NOW, {"text": "older"}))
    side.keep_text(template)
    side.keep_text(KeptText("template 4", 0, NOW, {"text": "saved since"}))
    side.drop_text("template 4")
    side = reopened(side)
    assert [one.key for one in side.read().texts] == ["letter 7", "template 3"]
    assert side.read().texts[1] == template
    side.erase([7])
    assert side.read().texts == (template,)
    assert b"Thank you" not in side.path.read_bytes()
    side.close()


def test_a_file_of_an_older_program_takes_texts(side: SideBook) -> None:
    side._sql.execute("DROP TABLE texts")
    side = reopened(side)
    assert side.read().texts == ()
    side.keep_text(KeptText("template 3", 0, NOW, {"text": "# Dear"}))
    assert len(side.read().texts) == 1
    side.close()
