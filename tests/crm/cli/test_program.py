"""The program as a whole: its help, its exit codes, and what it does with troubles."""

import subprocess
import sys
from pathlib import Path

import pytest

from crm.cli.program import FAMILIES, program_version
from crm.data.book import Book
from crm.data.usual_book import usual_book
from tests.crm.cli.conftest import Shell

ROOT = Path(__file__).resolve().parents[3]


def test_the_version_is_that_of_the_project(shell: Shell) -> None:
    version = program_version()
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert shell("--version").out == f"muster {version}\n"
    assert shell("--book", "nowhere.muster", "--version").out == f"muster {version}\n"


def test_the_version_is_told_without_loading_the_rest() -> None:
    code = (
        "import sys; from main import main; end = main(['--version']);"
        "print(sorted({'typer', 'sqlalchemy', 'reportlab', 'PySide6'} & set(sys.modules)), end)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[1] == "[] 0"


def test_help_names_every_command_once(shell: Shell) -> None:
    out = shell("--help").out
    names = [name for names in FAMILIES.values() for name in names]
    listed = [line.split()[0] for line in out.partition("Commands:")[2].splitlines() if line]
    assert sorted(listed) == sorted(names)
    for name in names:
        ran = shell(name, "--help")
        assert ran.code == 0
        assert ran.out.startswith("Usage: muster")


def test_mistakes_on_the_command_line_end_with_two(shell: Shell, demo: Path) -> None:
    for wrong in (["qeue"], ["queue", "--nonsense"], ["history"], ["post", "one"], ["pack"]):
        ran = shell("--book", demo, *wrong)
        assert ran.code == 2
        assert ran.err


@pytest.mark.parametrize("command", [["queue"], ["log-call", "x", "--outcome", "no-answer"]])
def test_a_missing_book_is_trouble_and_is_not_made(
    shell: Shell, tmp_path: Path, command: list[str]
) -> None:
    ran = shell("--book", tmp_path / "none.muster", *command)
    assert ran.code == 1
    assert "There is no book" in ran.err
    assert not (tmp_path / "none.muster").exists()


def test_a_file_that_is_no_book_and_a_cut_one_are_named(shell: Shell, tmp_path: Path) -> None:
    letter = tmp_path / "letter.muster"
    letter.write_text("Dear Sir or Madam" * 20, encoding="utf-8")
    assert "is not a book" in shell("--book", letter, "queue").err
    empty = tmp_path / "empty.muster"
    empty.write_bytes(b"")
    ran = shell("--book", empty, "queue")
    assert (ran.code, "empty" in ran.err) == (1, True)


def test_a_window_keeps_writing_commands_out_and_lets_reading_ones_in(
    shell: Shell, demo: Path
) -> None:
    window = Book.open(demo)
    try:
        refused = shell("--book", demo, "log-call", "bluebrick", "--outcome", "no-answer")
        assert refused.code == 1
        assert "close Muster first" in refused.err
        assert shell("--book", demo, "companies", "bluebrick").out.count("\n") == 1
    finally:
        window.close()


def test_the_book_comes_from_the_environment_or_the_users_folder(
    shell: Shell, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Path(usual_book({})).name == "book.muster"
    assert usual_book({"MUSTER_BOOK": "/x.muster"}) == "/x.muster"
    monkeypatch.setenv("MUSTER_BOOK", str(demo))
    assert shell("companies", "bluebrick").code == 0


def test_a_time_that_is_none_is_refused(shell: Shell, demo: Path) -> None:
    for wrong in ("soon", "2003-13-01", "25:00"):
        ran = shell("--book", demo, "--now", wrong, "queue")
        assert ran.code == 2
        assert "--now" in ran.err


def test_a_reader_that_stops_early_is_no_trouble(demo: Path) -> None:
    ran = subprocess.run(
        f'"{sys.executable}" main.py --book "{demo}" companies | head -1',
        cwd=ROOT,
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.count("\n") == 1
    assert ran.stderr.splitlines()[1:] == []
