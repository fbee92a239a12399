"""Asking where a PDF goes, and showing it in another program: thin, so that tests stand in."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(parent: QWidget | None, title: str, proposed: Path) -> Path | None:
    """Ask where to save a PDF; None where the user would rather not."""
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, str(proposed), "PDF (*.pdf)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")


def open_in_viewer(path: Path) -> bool:
    """Open a file in the program the system has for PDFs; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
