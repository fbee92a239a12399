"""Filing the calls of a day away from the desk: all at once, and those that cannot be stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.actions.calls import log_call
from crm.data.records.activities import Activity
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.outcomes import Call

TIME_NOTED = "time_noted"
"""In the details of a call that was keyed in without the time it was made at: False."""


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
