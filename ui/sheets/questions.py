"""What the room asks the book; drawing is imported here, on the thread of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm.data.connection import Reading
    from crm.data.queries.call_sheets import KeyedLine, SheetChoice, SheetFacts
    from crm.documents.call_sheet import SheetContent


NEWEST = 0
"""In place of the key of a sheet: the one filed last, a blank list where there is none."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A sheet as it would be printed now: its companies and its content."""

    chosen: "SheetChoice"
    content: "SheetContent"

    def under(self, reference: str) -> "SheetContent":
        """The content under the reference it was filed with."""
        return replace(self.content, reference=reference)


@dataclass(frozen=True, slots=True)
class KeyInStart:
    """What the grid begins with: the book's time, the sheets there are, the lines of one."""

    now: datetime
    reasons: tuple[str, ...]
    sheets: "tuple[SheetFacts, ...]"
    chosen: "SheetFacts | None"
    lines: "tuple[KeyedLine, ...]"


def days_offered(reading: "Reading") -> tuple[date, date]:
    """Today and the next working day: the days a sheet is printed for."""
    from crm.domain.calendar import add_working_days

    return reading.today, add_working_days(reading.today, 1)


def gather(reading: "Reading", day: date, limit: int, company_ids: Sequence[int] = ()) -> Gathered:
    """Gather a sheet; nothing is drawn yet."""
    # Drawn in another process; imported here, so that the window need not wait for it.
    import crm.documents.rendering  # noqa: F401
    from crm.actions.call_sheets import gather_sheet

    return Gathered(*gather_sheet(reading, day, limit, company_ids))


def begin_keying(reading: "Reading", sheet_id: int | None) -> KeyInStart:
    """Read the sheets there are and the lines of one: None for a blank list, 0 for the newest."""
    from crm.data.queries.call_sheets import sheet_lines, sheets
    from crm.data.queries.calling_rules import calling_rules

    known = sheets(reading)
    wanted = known[0].id if sheet_id == NEWEST and known else sheet_id
    chosen = next((one for one in known if one.id == wanted), None)
    lines = sheet_lines(reading, chosen.id) if chosen is not None else ()
    return KeyInStart(reading.now, calling_rules(reading).reasons, known, chosen, lines)
