"""The four answers as one sentence on a tinted card, with what matters standing out."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.companies.words import Runs, answers_runs
from ui.look.measure import BODY, font, px
from ui.look.scheme import tokens
from ui.look.surfaces import as_part, column
from ui.look.tokens import Kind

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage


class RunsLine(QWidget):
    """Plain words over several lines, some of them bold."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: Runs = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_runs(self, runs: Runs) -> None:
        """Show other words."""
        self._runs = runs
        self.setAccessibleName("".join(words for words, _bold in runs))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        layout, height = self._layout(width)
        return height * max(1, layout.lineCount())

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(px(300), self.heightForWidth(max(self.width(), px(300))))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(px(120), self.heightForWidth(max(self.width(), px(120))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words."""
        with QPainter(self) as painter:
            painter.setPen(QColor(tokens().text))
            self._layout(self.width())[0].draw(painter, QPointF(0, 0))

    def _layout(self, width: int) -> tuple[QTextLayout, int]:
        face = font(BODY)
        line_height = round(QFontMetrics(face).height() * 1.2)
        layout = QTextLayout("".join(words for words, _bold in self._runs), face)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        formats, start = [], 0
        for words, bold in self._runs:
            if bold:
                heavy = QTextCharFormat()
                heavy.setFontWeight(QFont.Weight.DemiBold)
                marked = QTextLayout.FormatRange()
                marked.start, marked.length, marked.format = start, len(words), heavy
                formats.append(marked)
            # Qt counts in UTF-16: a letter beyond the first plane is two.
            start += len(words.encode("utf-16-le")) // 2
        layout.setFormats(formats)
        layout.beginLayout()
        place = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(px(40), width))
            line.setPosition(QPointF(0, place * line_height + (line_height - line.height()) / 2))
            place += 1
        layout.endLayout()
        return layout, line_height


class AnswersCard(QFrame):
    """Whom we last reached, what they said, tries since, what was sent and promised."""

    def __init__(self) -> None:
        super().__init__()
        as_part(self, f"{Kind.ACCENT.value} card")
        self._line = RunsLine()
        inside = column(self, gap=0)
        inside.setContentsMargins(px(12), px(9), px(12), px(9))
        inside.addWidget(self._line)

    def show_page(self, page: "CompanyPage", today: date) -> None:
        """Answer for a company."""
        self._line.show_runs(answers_runs(page, today))

    def words(self) -> str:
        """The sentence as it is read."""
        return self._line.accessibleName()
