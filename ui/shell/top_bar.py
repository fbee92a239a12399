"""The bar above the rooms: the search box, and what the room shown puts beside it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from ui.look.measure import px
from ui.look.surfaces import as_part, row
from ui.shell.search_box import SearchBox


class TopBar(QFrame):
    """Holds the search box and the bar of each room."""

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "top bar")
        self.search = SearchBox()
        self._bars: dict[str, QWidget] = {}
        self._layout = row(self, gap=12)
        self._layout.setContentsMargins(px(16), px(6), px(16), px(6))
        self._layout.addWidget(self.search, 1)
        self._layout.addStretch(0)

    def show_bar(self, key: str, make: Callable[[str], QWidget | None]) -> None:
        """Show the bar of a room instead of the others'; it is made at the first time."""
        if key not in self._bars and (bar := make(key)) is not None:
            self._bars[key] = bar
            self._layout.addWidget(bar)
        for known, shown in self._bars.items():
            shown.setVisible(known == key)

    def empty(self) -> None:
        """Let the bars of all rooms go."""
        for bar in self._bars.values():
            self._layout.removeWidget(bar)
            bar.hide()  # it is let go only when the events of now are done
            bar.deleteLater()
        self._bars.clear()
