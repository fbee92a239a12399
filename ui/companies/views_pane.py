"""The saved views: named filters with how many companies each shows now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ui.form.editors import line
from ui.look.buttons import button
from ui.look.measure import font, px, row_height
from ui.look.scheme import tokens
from ui.look.surfaces import as_part, column, empty, scrolling
from ui.look.text import literal, section_title

if TYPE_CHECKING:
    from crm.data.queries.companies import SavedViewLine

WIDTH = 206


class ViewRow(QPushButton):
    """One view: its name, how many it shows, lit while it is the one shown."""

    def __init__(self, name: str, count: int | None) -> None:
        super().__init__(literal(name))
        self.name = name
        self._count = "" if count is None else f"{count:,}"
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("quiet", True)
        said = (
            ("1 company" if count == 1 else f"{count:,} companies")
            if count is not None
            else "cannot be read"
        )
        self.setAccessibleName(f"{name}, {said}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A row of a list."""
        return QSize(px(WIDTH - 16), row_height())

    def minimumSizeHint(self) -> QSize:
        """It may be narrower; the name is then cut with dots."""
        return QSize(px(80), row_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw name and count."""
        worn, here = tokens(), self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = worn.selected if here else worn.inset if self.underMouse() else None
            painter.setPen(QPen(QColor(worn.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
            if ground or self.hasFocus():
                painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), px(6), px(6))
            inner: QRect = self.rect().adjusted(px(12), 0, -px(12), 0)
            painter.setFont(font(bold=here))
            painter.setPen(QColor(worn.accent if here else worn.text))
            middle = Qt.AlignmentFlag.AlignVCenter
            metrics = painter.fontMetrics()
            room = inner.width() - metrics.horizontalAdvance(self._count) - px(8)
            shown = metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, shown)
            painter.setPen(QColor(worn.accent if here else worn.muted))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._count)


class ViewsPane(QFrame):
    """The views above each other.

    `chosen(filter text)` comes when one is pressed, `kept(name)` when the present filter is to
    be saved, `dropped(view id)` when one is to be taken out (Delete).
    """

    chosen = Signal(str)
    kept = Signal(str)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "left pane")
        self.setFixedWidth(px(WIDTH))
        self._rows: list[tuple[ViewRow, str, int]] = []
        self._filter = ""
        content = QWidget()
        as_part(content, "pane")
        inside = column(content, gap=2)
        inside.setContentsMargins(px(8), px(12), px(8), px(8))
        head = section_title("Saved views")
        head.setContentsMargins(px(12), 0, 0, px(6))
        inside.addWidget(head)
        self._list = column(gap=2)
        inside.addLayout(self._list)
        self._keep = button("Save this view…", quiet=True, spread=True, run=self._name_it)
        self._keep.setToolTip("Keep the filter under a name")
        self._name = line("Name of the view", placeholder="Name, then Enter")
        self._name.returnPressed.connect(self._kept)
        inside.addWidget(self._keep)
        inside.addWidget(self._name)
        inside.addStretch(1)
        outside = column(self, gap=0)
        outside.setContentsMargins(0, 0, 1, 0)
        outside.addWidget(scrolling(content))
        self._keep.hide()
        self._name.hide()

    def show_views(self, total: int, saved: Sequence["SavedViewLine"]) -> None:
        """Show all companies and the saved views."""
        focused = next((place for place, one in enumerate(self._rows) if one[0].hasFocus()), -1)
        empty(self._list)
        self._rows = []
        if all(view.filter_text for view in saved):
            self._add("All companies", total, "", 0)
        for view in saved:
            self._add(view.name, view.count, view.filter_text, view.id)
        self.mark(self._filter)
        if focused >= 0:
            self._rows[min(focused, len(self._rows) - 1)][0].setFocus()

    def mark(self, filter_text: str) -> None:
        """Light the view that shows what the filter shows."""
        self._filter = filter_text
        known = False
        for row, text, _key in self._rows:
            row.setChecked(text == filter_text)
            known = known or text == filter_text
        self._keep.setVisible(bool(filter_text) and not known and self._name.isHidden())
        if known or not filter_text:
            self._name.hide()

    def name_of(self, filter_text: str) -> str:
        """The name of the view with a filter; empty where it is not saved."""
        found = (row.name for row, text, _key in self._rows if text == filter_text)
        return next(found, "")

    def rows(self) -> tuple[ViewRow, ...]:
        """The rows shown."""
        return tuple(row for row, _text, _key in self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk, Delete takes a view out, Esc leaves its name."""
        here = next((n for n, one in enumerate(self._rows) if one[0].hasFocus()), -1)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and here >= 0:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._rows[max(0, min(len(self._rows) - 1, here + step))][0].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here >= 0:
            self._rows[here][0].click()
        elif event.key() == Qt.Key.Key_Delete and here >= 0 and self._rows[here][2]:
            self.dropped.emit(self._rows[here][2])
        elif event.key() == Qt.Key.Key_Escape and not self._name.isHidden():
            self._name.hide()
            self._keep.show()
            self._keep.setFocus()
        else:
            super().keyPressEvent(event)

    def _add(self, name: str, count: int | None, text: str, key: int) -> None:
        made = ViewRow(name, count)
        made.clicked.connect(lambda _on=False: self._choose(text))
        self._rows.append((made, text, key))
        self._list.addWidget(made)

    def _choose(self, text: str) -> None:
        self.mark(text)
        self.chosen.emit(text)

    def _name_it(self) -> None:
        self._keep.hide()
        self._name.clear()
        self._name.show()
        self._name.setFocus()

    def _kept(self) -> None:
        if self._name.text().strip():
            self.kept.emit(self._name.text().strip())
            self._name.hide()
