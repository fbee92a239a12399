"""Sheets of labels, badges and cards: where each one lies, in fractions of a millimetre."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crm.domain.errors import Refusal

_SLACK: Final = 0.02
"""What a printed size may be off by in mm: makers round theirs."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels; all sizes in mm, pitch from the edge of one label to that of the next.

    `corner` is the radius of a label's corners; the page is A4 unless it says otherwise.
    """

    name: str
    wide: float
    high: float
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float
    corner: float = 0.0
    page_wide: float = 210.0
    page_high: float = 297.0

    @property
    def count(self) -> int:
        """How many labels are on the sheet."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[float, float]:
        """Say where a label is, counted from 0 along the rows: mm from the top left."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.pitch_x, self.top + row * self.pitch_y


def _by_name(*sheets: LabelSheet) -> Mapping[str, LabelSheet]:
    return {sheet.name: sheet for sheet in sheets}


SHEETS: Final = _by_name(
    LabelSheet("L7160", 63.5, 38.1, 3, 7, 7.20, 15.15, 66.04, 38.10, 1.5),
    LabelSheet("L7161", 63.5, 46.56, 3, 6, 7.21, 8.82, 66.04, 46.56, 1.5),
    LabelSheet("L7163", 99.06, 38.1, 2, 7, 4.67, 15.15, 101.6, 38.10, 1.5),
    LabelSheet("L7159", 64.0, 33.86, 3, 8, 6.46, 13.06, 66.54, 33.86, 1.5),
    LabelSheet("L7173", 99.06, 57.0, 2, 5, 4.67, 6.00, 101.6, 57.0, 1.5),
    LabelSheet("L7162", 99.06, 33.87, 2, 8, 4.67, 13.02, 101.6, 33.87, 1.5),
    LabelSheet("L7165", 99.06, 67.73, 2, 4, 4.67, 13.04, 101.6, 67.73, 1.5),
    LabelSheet("L7651", 38.1, 21.17, 5, 13, 4.67, 10.90, 40.64, 21.17, 1.5),
)
"""The address labels in common use, by their Avery number."""

BADGES: Final = _by_name(
    LabelSheet("L7418", 86.0, 55.0, 2, 4, 19.0, 38.5, 86.0, 55.0),
    LabelSheet("L7414", 90.0, 52.0, 2, 5, 15.0, 18.5, 90.0, 52.0),
    LabelSheet("90×55", 90.0, 55.0, 2, 5, 15.0, 11.0, 90.0, 55.0),
)
"""Sheets of name badges."""

CARDS: Final = _by_name(
    LabelSheet("C32010", 85.0, 54.0, 2, 5, 15.0, 13.5, 95.0, 54.0),
    LabelSheet("CR80", 85.60, 53.98, 1, 1, 0.0, 0.0, 85.60, 53.98, 3.18, 85.60, 53.98),
)
"""Sheets of cards, and the plastic card that a card printer takes one at a time."""

ALL_SHEETS: Final[Mapping[str, LabelSheet]] = {**SHEETS, **BADGES, **CARDS}


def check_sheet(sheet: LabelSheet) -> None:
    """Refuse a sheet of one's own that cannot be printed, naming the size at fault."""
    if not (20 <= sheet.page_wide <= 450 and 20 <= sheet.page_high <= 450):
        raise Refusal("A page is 20 to 450 mm wide and high.", field="page_wide")
    if not 10 <= sheet.wide <= sheet.page_wide:
        raise Refusal("A label is at least 10 mm wide and fits on the page.", field="wide")
    if not 8 <= sheet.high <= sheet.page_high:
        raise Refusal("A label is at least 8 mm high and fits on the page.", field="high")
    if not 1 <= sheet.columns <= 20:
        raise Refusal("A sheet has 1 to 20 columns.", field="columns")
    if not 1 <= sheet.rows <= 40:
        raise Refusal("A sheet has 1 to 40 rows.", field="rows")
    if not 0 <= sheet.corner <= min(sheet.wide, sheet.high) / 2:
        raise Refusal("Corners are rounded by at most half a label.", field="corner")
    _check_across(sheet)
    _check_down(sheet)


def _check_across(sheet: LabelSheet) -> None:
    if sheet.columns > 1 and sheet.pitch_x < sheet.wide - _SLACK:
        message = "The labels overlap: from one to the next is less than the width of a label."
        raise Refusal(message, field="pitch_x")
    right = sheet.left + (sheet.columns - 1) * sheet.pitch_x + sheet.wide
    if not 0 <= sheet.left <= sheet.page_wide or (
        sheet.columns == 1 and right > sheet.page_wide + _SLACK
    ):
        message = f"With {sheet.left:g} mm at the left the labels do not lie on the page."
        raise Refusal(message, field="left")
    if not right <= sheet.page_wide + _SLACK:
        over = right - sheet.page_wide
        message = f"The labels reach {over:.2f} mm beyond the right edge of the page."
        raise Refusal(message, field="columns")


def _check_down(sheet: LabelSheet) -> None:
    if sheet.rows > 1 and sheet.pitch_y < sheet.high - _SLACK:
        message = "The labels overlap: from one row to the next is less than the height of a label."
        raise Refusal(message, field="pitch_y")
    bottom = sheet.top + (sheet.rows - 1) * sheet.pitch_y + sheet.high
    if not 0 <= sheet.top <= sheet.page_high or (
        sheet.rows == 1 and bottom > sheet.page_high + _SLACK
    ):
        message = f"With {sheet.top:g} mm at the top the labels do not lie on the page."
        raise Refusal(message, field="top")
    if not bottom <= sheet.page_high + _SLACK:
        over = bottom - sheet.page_high
        message = f"The labels reach {over:.2f} mm beyond the foot of the page."
        raise Refusal(message, field="rows")
