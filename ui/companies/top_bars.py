"""What stands at the right of the search box: for the list, and for the page of a company."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.command import Command
from ui.look.buttons import button, icon_button
from ui.look.measure import px, room_for
from ui.look.surfaces import row
from ui.look.text import muted

WIDE = 900
"""The least width of the window with room to say where one is, at the design size."""


class TopBars(QWidget):
    """Two bars, of which one is shown."""

    def __init__(self, commands: Mapping[str, Command]) -> None:
        super().__init__()
        self._list_bar, self._page_bar = QWidget(), QWidget()
        first = row(self._list_bar, gap=12)
        first.addStretch(1)
        first.addWidget(button(commands["companies.import"]))
        first.addWidget(button(commands["companies.new"], primary=True))
        second = row(self._page_bar, gap=10)
        self._where = muted("")
        second.addStretch(1)
        second.addWidget(self._where)
        for name, key in (("chevron-left", "previous"), ("chevron-right", "next")):
            command = commands[f"companies.{key}"]
            second.addWidget(icon_button(name, command.text, command.press))
        second.addWidget(button(commands["companies.pack"]))
        second.addWidget(button(commands["companies.call"], primary=True))
        whole = row(self, gap=0)
        whole.addWidget(self._list_bar)
        whole.addWidget(self._page_bar)
        self.show_for(page=False)

    def show_for(self, *, page: bool) -> None:
        """Show the bar of the page, or that of the list."""
        self._list_bar.setVisible(not page)
        self._page_bar.setVisible(page)

    def say_where(self, text: str) -> None:
        """Say where in the list the company stands."""
        metrics = self._where.fontMetrics()
        self._where.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room_for(42)))
        self._where.setAccessibleName(text)
        self._where.setVisible(self.window().width() >= px(WIDE))
