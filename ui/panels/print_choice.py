"""What was chosen for printing, in plain values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NAMED: Final = {
    (210.0, 297.0): "A4",
    (110.0, 220.0): "iso_dl_110x220mm",
    (162.0, 229.0): "iso_c5_162x229mm",
    (229.0, 324.0): "iso_c4_229x324mm",
}
"""Paper and envelopes as the printing system calls them, by their sides in mm."""


class Sides(StrEnum):
    """How a sheet is printed; the words `lp` uses."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A sheet or an envelope as it is drawn, in mm; wider than high where it lies across."""

    wide: float
    high: float

    @property
    def media(self) -> str:
        """The size as `lp` is told, short side first."""
        sides = min(self.wide, self.high), max(self.wide, self.high)
        return _NAMED.get(sides, f"Custom.{sides[0]:g}x{sides[1]:g}mm")


A4: Final = PaperSize(210.0, 297.0)


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What was chosen in the print dialog; `device` carries what only Qt knows of it.

    `tray` is as the printer calls it (empty: its own choice); `ranges` are pages from 1, first
    and last of each range, none for all.
    """

    printer: str
    copies: int = 1
    sides: Sides = Sides.ONE
    colour: bool = True
    device: "QPrinter | None" = None
    tray: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    paper: PaperSize = A4

    def pages(self, count: int) -> tuple[int, ...]:
        """Which of so many pages are printed, counted from 0."""
        if not self.ranges:
            return tuple(range(count))
        wanted = (page for first, last in self.ranges for page in range(first - 1, last))
        return tuple(dict.fromkeys(page for page in wanted if 0 <= page < count))
