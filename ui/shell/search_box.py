"""The search box in the top bar, with the cap of its key."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from ui.look.measure import px
from ui.look.paint import cap_size, draw_key_cap


class SearchBox(QLineEdit):
    """Where everything is found; the palette opens under it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("search", "true")
        self.setPlaceholderText("Find a company, person, number, postcode or note…")
        self.setAccessibleName("Find")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(px(420))
        self._keys = ""

    def show_keys(self, keys: str) -> None:
        """Show the key that leads here, as it is printed; empty for none."""
        self._keys = keys
        self.setTextMargins(0, 0, cap_size(keys).width() + px(4) if keys else 0, 0)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for its hint."""
        return QSize(px(420), px(32))

    def minimumSizeHint(self) -> QSize:
        """It gives way to the buttons of a room."""
        return QSize(px(160), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and the key cap at its right."""
        super().paintEvent(event)
        if not self._keys:
            return
        size = cap_size(self._keys)
        left, top = self.width() - size.width() - px(9), (self.height() - size.height()) // 2
        with QPainter(self) as painter:
            draw_key_cap(painter, QRect(left, top, size.width(), size.height()), self._keys)
