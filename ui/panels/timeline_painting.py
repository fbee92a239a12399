"""How one entry of a timeline is laid out in lines and drawn."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
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

DATES = tuple(f"30 {date(2000, month, 1):%b} 2000" for month in range(1, 13))
"""One of them is the widest date: which month that is depends on the font that is worn."""

DATE_GAP, DOT_GAP = 14, 20
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

    @property
    def links(self) -> Sequence[str]:
        """Words at the end to be pressed."""

    @property
    def inside(self) -> Sequence[object]:
        """What is folded into it."""

    @property
    def unfolded(self) -> bool:
        """Whether that is shown under it."""


@cache
def dates_width(_face: str) -> int:
    """The width of a column in which no year is cut off; kept by the key of the font worn."""
    metrics = QFontMetrics(font(BODY))
    return max(metrics.horizontalAdvance(one) for one in DATES)


class EntryLayout:
    """One entry at one width; made for one measuring or one painting."""

    def __init__(self, entry: Happening, width: int) -> None:
        self._entry = entry
        self._plain = font(BODY)
        self._line = round(QFontMetrics(self._plain).height() * 1.16)
        self._dates = dates_width(self._plain.key())
        self._dot = self._dates + px(DATE_GAP)
        self._left = self._dot + px(DOT_GAP)
        room = max(px(80), width - self._left)
        self._parts: list[tuple[QTextLayout, str]] = []
        worn = tokens()
        head = f"{entry.title} {entry.more}".strip()
        if entry.inside:
            head = f"{head} {'▾' if entry.unfolded else '▸'}"
        self._add(head, worn.text, room, bold=len(entry.title))
        if entry.text:
            self._add(entry.text, worn.text, room)
        self._links: list[tuple[int, str]] = []
        if entry.small or entry.links:
            self._add(self._with_links(entry.small), worn.muted, room, links=True)
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
        date = metrics.elidedText(self._entry.when, Qt.TextElideMode.ElideRight, self._dates + 1)
        painter.drawText(at.left(), top + rise + metrics.ascent(), date)
        middle = QPointF(at.left() + self._dot, top + self._line / 2)
        draw_dot(painter, middle, self._entry.kind)
        for layout, ink in self._parts:
            painter.setPen(QColor(ink))
            layout.draw(painter, QPointF(at.left() + self._left, top))
            top += layout.lineCount() * self._line
        if focused:
            painter.setPen(QPen(QColor(worn.accent), 1))
            painter.drawRect(at.adjusted(0, 0, -1, -px(GAP) + px(4)))
        painter.restore()

    def link_at(self, at: QPoint) -> str:
        """The link at a point, counted from the top left corner; empty for none."""
        if not self._links:
            return ""
        layout = self._parts[-1][0]
        above = sum(part.lineCount() for part, _ink in self._parts[:-1])
        number = (at.y() - above * self._line) // self._line
        if not 0 <= number < layout.lineCount():
            return ""
        line = layout.lineAt(number)
        across = at.x() - self._left
        if not 0 <= across <= line.naturalTextWidth():
            return ""
        place = line.xToCursor(across)
        found = (link for start, link in self._links if start <= place <= start + len(link))
        return next(found, "")

    def _with_links(self, small: str) -> str:
        said = small
        for link in self._entry.links:
            said = f"{said} · " if said else ""
            self._links.append((len(said.encode("utf-16-le")) // 2, link))
            said += link
        return said

    def _marks(self, bold: int) -> list[QTextLayout.FormatRange]:
        spans = [(0, bold, "")] if bold else []
        spans += (
            [] if bold else [(start, len(link), tokens().accent) for start, link in self._links]
        )
        marks = []
        for start, length, colour in spans:
            worn = QTextCharFormat()
            if colour:
                worn.setForeground(QColor(colour))
            else:
                worn.setFontWeight(QFont.Weight.DemiBold)
            mark = QTextLayout.FormatRange()
            mark.start, mark.length, mark.format = start, length, worn
            marks.append(mark)
        return marks

    def _add(self, text: str, ink: str, width: int, *, bold: int = 0, links: bool = False) -> None:
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        layout = QTextLayout(shown.replace("\n", "\u2028"), self._plain)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if bold or links:
            layout.setFormats(self._marks(bold))
        layout.beginLayout()
        place = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, place * self._line + (self._line - line.height()) / 2))
            place += 1
        layout.endLayout()
        self._parts.append((layout, ink))
