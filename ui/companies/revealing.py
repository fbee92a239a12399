"""Bringing what was just opened into sight."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def reveal(widget: QWidget) -> None:
    """Scroll the page around a widget to it, once it has been laid out."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        area = around
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget))
