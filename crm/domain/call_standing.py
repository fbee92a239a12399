"""What stood with a company before a call, kept with the call so that it can be corrected."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from crm.domain.cadence import CallHistory, Heat


@dataclass(frozen=True, slots=True)
class Standing:
    """The counters, stage and step before a call, and what the call made of them.

    `step` is the key of the open step before it, `made_step` that of the step it opened, None
    for none; `made_document` the pack it queued. `number_state` is that of the number called.
    `made_stage` and `made_tries` tell whether something else moved the company since.
    """

    stage: str
    stage_since: date | None
    tries: int
    engaged: int
    cycles: int
    cycles_since: date | None
    last_try_at: datetime | None
    hot: str
    decline_reason: str | None
    last_reached_at: datetime | None
    last_contact_at: datetime | None
    last_contact_kind: str
    step: int | None = None
    number_state: str | None = None
    made_step: int | None = None
    made_document: int | None = None
    made_stage: str = ""
    made_tries: int = 0
    overtaken: bool = False

    def history(self, *, numbers_left: int, member: bool, closed: bool) -> CallHistory:
        """What the cadence looked at, with what only the book of today can say."""
        return CallHistory(
            tries=self.tries,
            engaged_in_a_row=self.engaged,
            cycles_this_year=self.cycles,
            cycles_since=self.cycles_since,
            last_try_at=self.last_try_at,
            usable_numbers_left=numbers_left,
            hot=Heat(self.hot) if self.hot else None,
            member=member,
            calls_closed=closed,
        )


PUT_BACK = (
    "stage", "stage_since", "tries", "engaged", "cycles", "cycles_since", "last_try_at", "hot",
    "decline_reason", "last_reached_at", "last_contact_at", "last_contact_kind",
)  # fmt: skip
"""The columns of a company that a correction puts back first."""

_MOMENTS = frozenset({"last_try_at", "last_reached_at", "last_contact_at"})
_DAYS = frozenset({"stage_since", "cycles_since"})


def standing_as_data(standing: Standing) -> dict[str, Any]:
    """Write it as plain values, dates in their ISO form; what is empty is left out."""
    plain = {
        name: value.isoformat() if isinstance(value, (date, datetime)) else value
        for name, value in asdict(standing).items()
    }
    return {name: value for name, value in plain.items() if value not in (None, "", 0, False)}


def standing_from_data(data: Mapping[str, Any]) -> Standing | None:
    """Read it back; None where nothing was kept with a call."""
    if not data.get("stage"):
        return None
    empty: dict[str, Any] = {
        "tries": 0, "engaged": 0, "cycles": 0, "hot": "", "last_contact_kind": "",
        "stage_since": None, "cycles_since": None, "last_try_at": None, "decline_reason": None,
        "last_reached_at": None, "last_contact_at": None,
    }  # fmt: skip
    known = {field.name for field in fields(Standing)}
    values = empty | {name: value for name, value in data.items() if name in known}
    for name in _MOMENTS:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return Standing(**values)
