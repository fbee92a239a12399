"""Which book a start opens, and what a start without a screen says."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ui.preferences import PreferenceStore
from ui.start import first_book

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def preferences(tmp_path, monkeypatch):
    monkeypatch.setenv("MUSTER_BOOK", str(tmp_path / "usual.muster"))
    return PreferenceStore(QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat))


def test_the_first_start_ever_makes_the_usual_book(preferences, tmp_path):
    assert first_book(preferences) == (str(tmp_path / "usual.muster"), True)


def test_a_usual_book_that_is_there_is_not_made(preferences, tmp_path):
    (tmp_path / "usual.muster").touch()
    assert first_book(preferences) == (str(tmp_path / "usual.muster"), False)


def test_the_book_used_last_is_missed_rather_than_made_again(preferences, tmp_path):
    gone = str(tmp_path / "on a stick.muster")
    preferences.opened(gone)
    assert first_book(preferences) == (gone, False)


def test_of_the_recent_books_the_newest_that_is_there_is_meant(preferences, tmp_path):
    (tmp_path / "here.muster").touch()
    preferences.opened(str(tmp_path / "here.muster"))
    preferences.opened(str(tmp_path / "gone.muster"))
    assert first_book(preferences) == (str(tmp_path / "here.muster"), False)


def test_a_database_is_never_made_by_a_start(preferences, monkeypatch):
    monkeypatch.setenv("MUSTER_BOOK", "postgresql://desk/drive")
    assert first_book(preferences) == ("postgresql://desk/drive", False)


def test_without_a_screen_it_says_what_to_do():
    run = subprocess.run(
        [sys.executable, "-c", "from ui.start import start; raise SystemExit(start())"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "needs a screen" in run.stderr
    assert "Traceback" not in run.stderr


def test_python_keeps_its_own_import():
    code = (
        "import builtins; own = builtins.__import__; from ui.quick_start import load_qt; "
        "load_qt(); import ui.start; raise SystemExit(builtins.__import__ is not own)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
