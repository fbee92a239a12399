"""A table with a rule under each row and, where wanted, one row brought out in colour."""

from collections.abc import Sequence
from typing import Final

from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from crm.documents.colours import RULE, tint

PAD_X: Final = 4.0
PAD_Y: Final = 4.0
"""Room around the text of a cell, in points."""


class RuledTable(Flowable):
    """Rows of paragraphs in columns of given shares; breaks between rows, repeating its head.

    A table without a head has only its rows.
    """

    def __init__(
        self,
        head: Sequence[Paragraph],
        rows: Sequence[Sequence[Paragraph]],
        shares: Sequence[float],
        marked: int | None,
        colour: str,
    ) -> None:
        super().__init__()
        self.spaceBefore = 4
        self.spaceAfter = 10
        self._head = list(head)
        self._rows = [list(row) for row in rows]
        self._shares = list(shares)
        self._marked = marked
        self._colour = colour
        self._heights: list[float] = []
        self._columns: list[float] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Share the width out and measure every row (the engine's way to ask for a size)."""
        whole = sum(self._shares)
        self._columns = [aW * share / whole for share in self._shares]
        self._heights = [self._row_height(row) for row in self._all_rows()]
        self.width, self.height = aW, sum(self._heights)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Break between two rows, or give nothing where not even one row fits."""
        self.wrap(aW, aH)
        fits = 0
        heads = 1 if self._head else 0
        used = sum(self._heights[:heads])
        for high in self._heights[heads:]:
            if used + high > aH:
                break
            used += high
            fits += 1
        if fits in {0, len(self._rows)}:
            return []
        later = None if self._marked is None else self._marked - fits
        return [
            RuledTable(self._head, self._rows[:fits], self._shares, self._marked, self._colour),
            RuledTable(self._head, self._rows[fits:], self._shares, later, self._colour),
        ]

    def draw(self) -> None:
        """Draw the rows from the top."""
        canvas = self.canv
        heads = 1 if self._head else 0
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(RULE)
        top = self.height
        for number, (row, high) in enumerate(zip(self._all_rows(), self._heights, strict=True)):
            if self._marked is not None and number == self._marked + heads:
                canvas.setFillColor(tint(self._colour))
                canvas.rect(0, top - high, self.width, high, stroke=0, fill=1)
            left = 0.0
            for cell, wide in zip(row, self._columns, strict=False):
                cell.drawOn(canvas, left + PAD_X, top - PAD_Y - cell.height)
                left += wide
            top -= high
            canvas.line(0, top, self.width, top)

    def _all_rows(self) -> list[list[Paragraph]]:
        return [self._head, *self._rows] if self._head else self._rows

    def _row_height(self, row: Sequence[Paragraph]) -> float:
        return 2 * PAD_Y + max(
            (
                cell.wrap(wide - 2 * PAD_X, 10_000)[1]
                for cell, wide in zip(row, self._columns, strict=False)
            ),
            default=0.0,
        )
