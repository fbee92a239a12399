"""Making books, looking them over, copying them and bringing a copy back."""

from datetime import date
from pathlib import Path

import pytest

from crm.actions.demo import fill_demo
from crm.data.book import Book
from crm.data.queries.association import association, current_drive, signatories
from crm.data.work import Work
from tests.crm.cli.conftest import Shell


def test_a_new_book_holds_the_preset_and_the_answers(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "new.muster"
    assert "--signatory" in shell("new", path).err
    assert not path.exists()
    said = ["--signatory", "Alex Brook", "--title", "Founder member", "--telephone", "01632 960123"]
    ran = shell("new", path, *said, "--starts", "2003-01-06", "--ends", "31/12/2003")
    assert ran.code == 0
    book = Book.open(path)
    facts, drive = book.ask(association), book.ask(current_drive)
    assert facts is not None
    assert drive is not None
    assert (facts.short_name, facts.telephone) == ("WMita", "01632 960123")
    assert (drive.starts_on, drive.ends_on) == (date(2003, 1, 6), date(2003, 12, 31))
    assert [one.name for one in book.ask(signatories)] == ["Alex Brook"]
    book.close()
    again = shell("new", path, *said)
    assert (again.code, "already" in again.err) == (2, True)


def test_another_association_keeps_nothing_of_the_first(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "other.muster"
    said = ["--name", "Northern Potters Guild", "--signatory", "Alex Brook"]
    assert shell("new", path, *said).code == 0
    book = Book.open(path)
    facts = book.ask(association)
    book.close()
    assert facts is not None
    assert (facts.name, facts.reference_prefix) == ("Northern Potters Guild", "NPG")
    assert facts.website == facts.short_name == ""


def test_wrong_answers_leave_no_book(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "new.muster"
    for wrong in (
        ["--starts", "2003-12-31", "--ends", "2003-01-06"],
        ["--legal-form", "gang"],
        ["--starts", "soon"],
    ):
        assert shell("new", path, "--signatory", "Alex Brook", *wrong).code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_demo_that_fails_leaves_nothing_behind(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(work: Work, today: date) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crm.cli.books.fill_demo", stopped)
    assert fill_demo is not stopped
    ran = shell("demo", tmp_path / "demo.muster")
    assert (ran.code, "Stopped" in ran.err) == (130, True)
    assert list(tmp_path.iterdir()) == []


def test_the_demo_refuses_bad_places_and_days(shell: Shell, tmp_path: Path, demo: Path) -> None:
    held = demo.read_bytes()
    assert shell("demo", demo).code == 2
    assert demo.read_bytes() == held
    assert shell("demo", tmp_path).code == 2
    assert shell("demo", tmp_path / "none" / "demo.muster").code == 2
    assert shell("demo", tmp_path / "demo2.muster", "--today", "tomorrow").code == 2


def test_a_sound_book_passes_and_says_how_much_it_holds(at_ten: Shell) -> None:
    ran = at_ten("check")
    assert ran.code == 0
    assert "All is well: 320 companies" in ran.out
    assert at_ten("check", "--json").json["troubles"] == []


def test_a_backup_brings_the_book_back(at_ten: Shell, demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.muster"
    ran = at_ten("backup", copy)
    assert ran.code == 0
    assert copy.exists()
    before = at_ten("history", "bluebrick", "--json").json
    assert at_ten("log-call", "bluebrick", "--outcome", "no-answer").code == 0
    assert at_ten("history", "bluebrick", "--json").json != before
    restored = at_ten("restore", copy)
    assert restored.code == 0
    assert "320 companies" in restored.out
    assert at_ten("history", "bluebrick", "--json").json == before
    assert [folder for folder in demo.parent.iterdir() if "set-aside" in folder.name]


def test_a_backup_without_a_name_goes_beside_the_book(at_ten: Shell) -> None:
    made = at_ten("backup", "--json").json
    assert Path(made["file"]).stat().st_size == made["size"]


def test_nothing_is_restored_from_what_is_no_backup(at_ten: Shell, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir or Madam" * 20, encoding="utf-8")
    assert at_ten("restore", letter).code == 1
    assert at_ten("restore", tmp_path / "none.muster").code == 1
    assert at_ten("check").code == 0
