"""Setting words as large as they fit a box: names on badges, cards and certificates."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from crm.documents.fonts import break_line, draw_line, draw_line_right, width

ASCENT: Final = 1.069
"""How far Noto Sans reaches above the line it stands on, as a part of its size."""


@dataclass(frozen=True, slots=True)
class FittedText:
    """Lines that fit, their font, size and leading in points."""

    lines: tuple[str, ...]
    font: str
    size: float
    leading: float

    @property
    def high(self) -> float:
        """How high the lines are together, in points."""
        return len(self.lines) * self.leading


@lru_cache(maxsize=4096)
def fit_text(
    text: str,
    font: str,
    sizes: tuple[float, ...],
    wide: float,
    high: float = 10_000,
    most: int = 1,
    leading: float = 1.2,
) -> FittedText | None:
    """Choose the largest size at which a text fits a box (points) on at most so many lines.

    Words stay whole as long as any size allows it; after that they are cut, never left out. None
    where even the smallest size does not hold every letter.
    """
    for size in sizes:
        room = min(most, int(high / (size * leading) + 0.001))
        lines = _even(text, font, size, wide, room)
        if lines is not None:
            return FittedText(tuple(lines), font, size, size * leading)
    for size in sizes:
        lines = [piece for line in break_line(text, font, size, wide)
                 for piece in cut_line(line, font, size, wide)]  # fmt: skip
        if lines and len(lines) <= min(most, int(high / (size * leading) + 0.001)):
            return FittedText(tuple(lines), font, size, size * leading)
    return None


def _even(text: str, font: str, size: float, wide: float, most: int) -> list[str] | None:
    """Break a text into as few lines as hold it, about equally long; None where it does not fit."""
    lines = break_line(text, font, size, wide)
    if not lines or len(lines) > most or any(width(line, font, size) > wide for line in lines):
        return None
    if len(lines) == 1:
        return lines
    low, top = max(wide / len(lines) / 2, 1.0), wide
    for _ in range(12):
        middle = (low + top) / 2
        tried = break_line(text, font, size, middle)
        fits = all(width(line, font, size) <= middle for line in tried)
        if fits and len(tried) == len(lines):
            top, lines = middle, tried
        else:
            low = middle
    return lines


def cut_line(line: str, font: str, size: float, wide: float) -> list[str]:
    """Cut a line into pieces that are at most `wide` points, inside its words."""
    pieces = []
    while len(line) > 1 and width(line, font, size) > wide:
        low, top = 1, len(line)
        while low < top:
            middle = (low + top + 1) // 2
            if width(line[:middle], font, size) <= wide:
                low = middle
            else:
                top = middle - 1
        pieces.append(line[:low])
        line = line[low:].lstrip(" ")
    return [*pieces, line] if line else pieces


def draw_fitted(
    canvas: Canvas,
    fitted: FittedText,
    left: float,
    top: float,
    wide: float = 0,
    align: str = "left",
) -> float:
    """Draw lines below `top` (points) and say where they end; `align` is left, centre or right."""
    baseline = top - fitted.leading + (fitted.leading - fitted.size) * 0.5 + fitted.size * 0.22
    for line in fitted.lines:
        if align == "right":
            draw_line_right(canvas, left + wide, baseline, line, fitted.font, fitted.size)
        else:
            indent = 0.0
            if align == "centre":
                indent = (wide - width(line, fitted.font, fitted.size)) / 2
            draw_line(canvas, left + indent, baseline, line, fitted.font, fitted.size)
        baseline -= fitted.leading
    return top - fitted.high


def steps(largest: float, smallest: float, step: float = 0.5) -> tuple[float, ...]:
    """List sizes from large to small."""
    count = round((largest - smallest) / step)
    return tuple(largest - place * step for place in range(count + 1))
