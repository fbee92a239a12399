"""How one entry of a timeline is laid out in lines and drawn."""

from typing import Protocol

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from ui.look.measure import BODY, font, px
from ui.look.paint import draw_dot
from ui.look.scheme import tokens
from ui.look.tokens import Kind

DATE_COLUMN, DOT_AT, WORDS_AT = 0, 86, 106
GAP = 14
LONGEST = 4_000
"""Characters of a paragraph that are laid out; the rest is on the page of the activity."""


class Happening(Protocol):
    """What is drawn of an entry."""

    @property
    def when(self) -> str:
        """The date in words."""

    @property
    def title(self) -> str:
        """What happened, in bold."""

    @property
    def more(self) -> str:
        """What follows the title on its line."""

    @property
    def text(self) -> str:
        """What was said."""

    @property
    def small(self) -> str:
        """What is good to know."""

    @property
    def kind(self) -> Kind:
        """The colour of the dot."""


class EntryLayout:
    """One entry at one width; made for one measuring or one painting."""

    def __init__(self, entry: Happening, width: int) -> None:
        self._entry = entry
        self._plain = font(BODY)
        self._line = round(QFontMetrics(self._plain).height() * 1.16)
        self._left = px(WORDS_AT)
        room = max(px(80), width - self._left)
        self._parts: list[tuple[QTextLayout, str]] = []
        worn = tokens()
        head = f"{entry.title} {entry.more}".strip()
        self._add(head, worn.text, room, bold=len(entry.title))
        if entry.text:
            self._add(entry.text, worn.text, room)
        if entry.small:
            self._add(entry.small, worn.muted, room)
        lines = sum(layout.lineCount() for layout, _ink in self._parts)
        self.height = lines * self._line + px(GAP)

    def draw(self, painter: QPainter, at: QRect, *, focused: bool) -> None:
        """Draw it with its top left corner at that of `at`."""
        worn = tokens()
        painter.save()
        top = at.top()
        metrics = QFontMetrics(self._plain)
        painter.setFont(self._plain)
        painter.setPen(QColor(worn.muted))
        rise = (self._line - metrics.height()) // 2
        date = metrics.elidedText(
            self._entry.when, Qt.TextElideMode.ElideRight, px(DOT_AT) - px(10)
        )
        painter.drawText(at.left(), top + rise + metrics.ascent(), date)
        middle = QPointF(at.left() + px(DOT_AT), top + self._line / 2)
        draw_dot(painter, middle, self._entry.kind)
        for layout, ink in self._parts:
            painter.setPen(QColor(ink))
            layout.draw(painter, QPointF(at.left() + self._left, top))
            top += layout.lineCount() * self._line
        if focused:
            painter.setPen(QPen(QColor(worn.accent), 1))
            painter.drawRect(at.adjusted(0, 0, -1, -px(GAP) + px(4)))
        painter.restore()

    def _add(self, text: str, ink: str, width: int, *, bold: int = 0) -> None:
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        layout = QTextLayout(shown.replace("\n", "\u2028"), self._plain)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if bold:
            heavy = QTextCharFormat()
            heavy.setFontWeight(QFont.Weight.DemiBold)
            marked = QTextLayout.FormatRange()
            marked.start, marked.length, marked.format = 0, bold, heavy
            layout.setFormats([marked])
        layout.beginLayout()
        place = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, place * self._line + (self._line - line.height()) / 2))
            place += 1
        layout.endLayout()
        self._parts.append((layout, ink))
