"""Filing the calls of a day away from the desk: all at once, and those that cannot be stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from crm.actions.calls import log_call
from crm.data.queries.calling_rules import calling_rules
from crm.data.queries.measures import TIME_NOTED
from crm.data.records.activities import Activity
from crm.data.work import Work
from crm.domain.call_sheet import spread_times
from crm.domain.errors import Refusal
from crm.domain.keyed_rows import KeyedRow, read_clock_cell, read_row
from crm.domain.outcomes import Call


@dataclass(frozen=True, slots=True)
class KeyedCall:
    """One line of a sheet as a call; `timed` says that its time was noted, not put between."""

    line: int
    call: Call
    timed: bool = True


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that could not be filed, with the reason and the field at fault."""

    line: int
    message: str
    field: str


@dataclass(frozen=True, slots=True)
class KeyedIn:
    """The lines that were filed, in the order of their times, and those that were not."""

    filed: tuple[int, ...]
    refused: tuple[RefusedLine, ...]


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line as it stands in the grid; `time` is when the call was made, empty for unknown."""

    line: int
    row: KeyedRow
    time: str = ""


def key_in_lines(work: Work, lines: Sequence[TypedLine], day: date, sheet: str = "") -> KeyedIn:
    """Read the lines of a day as they were typed and file those that say enough.

    A line without a time is put between its neighbours, five minutes after the one before.
    """
    reasons = work.ask(calling_rules).reasons
    refused: list[RefusedLine] = []
    clocks: list[time | None] = []
    for typed in lines:
        try:
            clocks.append(read_clock_cell(typed.time))
        except Refusal as refusal:
            clocks.append(None)
            refused.append(RefusedLine(typed.line, refusal.message, refusal.field or ""))
    bad = {one.line for one in refused}
    calls: list[KeyedCall] = []
    moments = spread_times(day, clocks, work.now)
    for typed, clock, at in zip(lines, clocks, moments, strict=True):
        if typed.line in bad:
            continue
        try:
            call = read_row(typed.row, at, reasons)
        except Refusal as refusal:
            refused.append(RefusedLine(typed.line, refusal.message, refusal.field or ""))
        else:
            calls.append(KeyedCall(typed.line, call, timed=clock is not None))
    done = key_in(work, calls, sheet)
    return KeyedIn(done.filed, tuple(sorted((*refused, *done.refused), key=lambda one: one.line)))


def key_in(work: Work, calls: Sequence[KeyedCall], sheet: str = "") -> KeyedIn:
    """Log the calls of a sheet in the order of their times, as one step that one undo takes back.

    A call that is refused leaves nothing behind and keeps no other from being filed. A call
    without a time, or whose time lies ahead, is refused.
    """
    filed: list[int] = []
    refused: list[RefusedLine] = []
    for keyed in sorted(calls, key=lambda one: (one.call.at or work.now, one.line)):
        try:
            with work.attempt():
                _file(work, keyed)
        except Refusal as refusal:
            refused.append(RefusedLine(keyed.line, refusal.message, refusal.field or ""))
            continue
        filed.append(keyed.line)
        work.progress.step(len(filed), len(calls), "calls")
    count = "1 call" if len(filed) == 1 else f"{len(filed)} calls"
    work.label(f"Key in {count} from {sheet}" if sheet else f"Key in {count}")
    # Thirty sentences of thirty calls say nothing together.
    work.sentences.clear()
    return KeyedIn(tuple(filed), tuple(refused))


def _file(work: Work, keyed: KeyedCall) -> None:
    if keyed.call.at is None:
        raise Refusal("Say when the call was made.", field="at")
    if keyed.call.at > work.now:
        raise Refusal("That time is still to come.", field="at")
    logged = log_call(work, keyed.call)
    if not keyed.timed:
        activity = work.get(Activity, logged.activity_id)
        activity.details = {**activity.details, TIME_NOTED: False}
        work.session.flush()
