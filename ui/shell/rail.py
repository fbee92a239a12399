"""The rail at the left: the association, the rooms with their counts, the pace of the drive."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QSizePolicy, QWidget

from ui.look.buttons import plain_tip
from ui.look.measure import SMALLER, font, px
from ui.look.scheme import tokens
from ui.look.surfaces import as_part, card, column, row
from ui.look.text import heading, label, literal, small, strong
from ui.shell.catalogue import Entry
from ui.shell.facts import WindowFacts

WIDTH, LEAST = 176, 132
"""At the design size; it is narrower where the room beside it needs the width."""


class RailButton(QPushButton):
    """A room in the rail."""

    def __init__(self, entry: Entry, keys: str) -> None:
        super().__init__(literal(entry.title))
        self.entry = entry
        self._count = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(entry.title)
        self.setToolTip(plain_tip(f"{entry.tip} ({keys})" if keys else entry.tip))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, number: int | None) -> None:
        """Show a number beside the title."""
        self._count = "" if number is None else f"{number:,}"
        said = f"{self.entry.title}, {self._count}" if self._count else self.entry.title
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        """A row with air."""
        return QSize(px(120), max(px(32), self.fontMetrics().height() + px(12)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than a row."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row, lit while its room is shown."""
        worn, here = tokens(), self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if here or self.underMouse():
                painter.setBrush(QColor(worn.selected if here else worn.inset))
                painter.drawRoundedRect(box, px(6), px(6))
            if self.hasFocus():
                painter.setPen(QPen(QColor(worn.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
            inner: QRect = self.rect().adjusted(px(10), 0, -px(10), 0)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setFont(font(bold=here))
            painter.setPen(QColor(worn.accent if here else worn.text))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, self.entry.title)
            painter.setFont(font(SMALLER))
            painter.setPen(QColor(worn.muted))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._count)


class PaceCard(QFrame):
    """How many members the drive has, of how many."""

    def __init__(self) -> None:
        super().__init__()
        inner = card()
        outside = column(self)
        outside.addWidget(inner)
        layout = column(inner, gap=6, margin=10)
        first = row(gap=4)
        self._members, self._of = strong(""), label("")
        first.addWidget(self._members)
        first.addWidget(self._of)
        first.addStretch()
        self._facts: WindowFacts | None = None
        self._short = False
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Members of the target")
        self._forecast = small("")
        self._forecast.setWordWrap(True)
        layout.addLayout(first)
        layout.addWidget(self._bar)
        layout.addWidget(self._forecast)
        self.hide()

    def show_facts(self, facts: WindowFacts) -> None:
        """Show the drive's numbers; nothing without a target."""
        self._facts = facts
        self.setVisible(facts.target is not None)
        if facts.target is None:
            return
        self._members.setText(f"{facts.members:,}")
        counted = f"of {facts.target:,} members"
        self._of.setText(f"of {facts.target:,}" if self._short else counted)
        said = f"{facts.members:,} {counted}"
        self.setAccessibleDescription(". ".join(filter(None, (said, facts.forecast))))
        self.setToolTip(plain_tip(self.accessibleDescription()) if self._short else "")
        self._bar.setRange(0, max(1, facts.target))
        self._bar.setValue(min(facts.members, facts.target))
        self._forecast.setText(facts.forecast)
        self._forecast.setVisible(bool(facts.forecast) and not self._short)

    def make_short(self, *, short: bool) -> None:
        """Show the numbers alone, and leave the words to the tip, where there is little room."""
        if short is self._short:
            return
        self._short = short
        if self._facts is not None:
            self.show_facts(self._facts)


class Rail(QFrame):
    """Says `chosen(key)` when a room is pressed."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        as_part(self, "rail")
        self.setAccessibleName("Rooms")
        self._measure()
        self._association = heading("Muster")
        self._association.setWordWrap(True)
        self._drive = small("")
        self._drive.setWordWrap(True)
        self._pace = PaceCard()
        self._buttons: dict[str, RailButton] = {}
        layout = column(self, gap=2)
        layout.setContentsMargins(px(8), px(14), px(8), px(12))
        layout.addWidget(_indented(self._association, self._drive))
        layout.addSpacing(px(10))
        for number, entry in enumerate(entries, start=1):
            if not entry.in_rail:
                continue
            self._buttons[entry.key] = made = RailButton(entry, f"Alt {number}")
            made.clicked.connect(lambda _on=False, key=entry.key: self.chosen.emit(key))
        for entry in entries:
            if entry.in_rail and not entry.at_foot:
                layout.addWidget(self._buttons[entry.key])
        layout.addStretch(1)
        layout.addWidget(self._pace)
        layout.addSpacing(px(6))
        for entry in entries:
            if entry.in_rail and entry.at_foot:
                layout.addWidget(self._buttons[entry.key])

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words short where they find no room."""
        super().resizeEvent(event)
        self._pace.make_short(short=self.width() < px(WIDTH - 10))

    def sizeHint(self) -> QSize:
        """As wide as drawn."""
        return QSize(px(WIDTH), super().sizeHint().height())

    def _measure(self) -> None:
        self.setMinimumWidth(px(LEAST))
        self.setMaximumWidth(px(WIDTH))

    def show_room(self, key: str) -> None:
        """Light a room; none, where the room shown has no place in the rail."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            return
        for made in self._buttons.values():
            made.setAutoExclusive(False)
            made.setChecked(False)
            made.setAutoExclusive(True)

    def show_count(self, key: str, number: int | None) -> None:
        """Show a number beside a room."""
        if key in self._buttons:
            self._buttons[key].show_count(number)

    def show_facts(self, facts: WindowFacts) -> None:
        """Show the association, the drive and the counts."""
        self._association.setText(facts.association or "Muster")
        self._drive.setText(facts.drive)
        for key, number in facts.counts.items():
            self.show_count(key, number)
        self._pace.show_facts(facts)


def _indented(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = column(holder, gap=2)
    layout.setContentsMargins(px(10), 0, px(6), 0)
    for part in parts:
        layout.addWidget(part)
    return holder
