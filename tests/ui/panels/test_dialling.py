"""A number is always copied, and what cannot be dialled is said."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.panels.dialling import dial, has_program


def test_a_number_is_copied_and_handed_over(qapp: QApplication) -> None:
    opened: list[str] = []
    said = dial("+441632960123", "callto", lambda link: opened.append(link) is None)
    assert opened == ["callto:+441632960123"]
    assert QGuiApplication.clipboard().text() == "+441632960123"
    assert "01632 960123" in said


def test_without_a_program_the_number_is_copied_all_the_same(qapp: QApplication) -> None:
    assert "is copied" in dial("+441632960124", "tel", lambda _link: False)
    assert QGuiApplication.clipboard().text() == "+441632960124"


def test_a_desktop_knows_its_program_for_calls(tmp_path: Path) -> None:
    assert not has_program("tel", [tmp_path / "missing", tmp_path])
    kept = "[MIME Cache]\nx-scheme-handler/callto=phone.desktop;\nx-scheme-handler/sip=\n"
    (tmp_path / "mimeinfo.cache").write_text(kept, encoding="utf-8")
    assert has_program("callto", [tmp_path])
    assert not has_program("sip", [tmp_path])
    assert not has_program("tel", [tmp_path])
