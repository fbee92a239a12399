"""The table of companies: typing walks to a name, and its columns are kept on this machine."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from ui.companies.columns import COLUMNS
from ui.companies.questions import Listed
from ui.look.measure import px
from ui.room import Desk
from ui.table.table import Table

TYPING_PAUSE = 1_000
"""Milliseconds after which typing in the list begins another name."""

NARROWEST = 150
"""The least width of the column that gives way, at the design size."""

GIVEN, MOST_GIVEN, ENOUGH = "next", 110, 230
"""The column that grows first, by how much, once the name has enough; at the design size."""


class CompaniesTable(Table[Listed]):
    """Typing letters walks to the first name that begins so: `sought(letters)`."""

    sought = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(COLUMNS, desk.bridge, name="Companies", empty="No companies yet.")
        self._preferences = desk.preferences
        self._letters = ""
        self._chosen = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._forget)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(400)
        self._keep_soon.timeout.connect(self._keep_widths)
        self._take_widths()
        self.columns_changed.connect(self._keep_soon.start)

    def keyboardSearch(self, search: str) -> None:
        """Gather what is typed without a pause."""
        self._letters += search
        self._pause.start()
        if self._letters.strip():
            self.sought.emit(self._letters)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Let the name take what room is left, and scroll sideways where that is too little."""
        head = self.horizontalHeader()
        shown = [n for n in range(head.count()) if n != 1 and not head.isSectionHidden(n)]
        left = self.viewport().width() - sum(head.sectionSize(n) for n in shown)
        if not self._chosen and self.width() > px(NARROWEST):
            number = next(n for n, one in enumerate(COLUMNS, start=1) if one.key == GIVEN)
            usual = COLUMNS[number - 1].width
            left += head.sectionSize(number) - px(usual)
            more = max(0, min(px(MOST_GIVEN), left - px(ENOUGH)))
            head.resizeSection(number, px(usual) + more)
            left -= more
        if left >= px(NARROWEST):
            head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        else:
            head.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(1, px(NARROWEST))
        self._keep_soon.stop()

    def _forget(self) -> None:
        self._letters = ""

    def _keep_widths(self) -> None:
        self._chosen = True
        scale = px(1000) / 1000
        widths = {
            key: width if width < 0 else round(width / scale)
            for key, width in self.widths().items()
        }
        kept = self._preferences.now.columns
        if kept.get("companies") != widths:
            self._preferences.change(columns={**kept, "companies": widths})

    def _take_widths(self) -> None:
        kept = self._preferences.now.columns.get("companies", {})
        self._chosen = bool(kept)
        if kept:
            self.set_widths({key: w if w < 0 else px(w) for key, w in kept.items()})
