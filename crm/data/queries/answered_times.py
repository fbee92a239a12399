"""At which times of day a company, and each of its numbers, has answered so far."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sqlalchemy import or_, select

from crm.data.connection import Reading
from crm.data.queries.call_corrections import THEY_RANG
from crm.data.records.activities import Activity
from crm.domain.calendar import PartOfDay, part_of_day
from crm.domain.number_health import BestTime, Tally, best_time

LOOKED_AT: Final = 300
"""How many of the latest calls of a company count."""


def answered_times(reading: Reading, company_id: int) -> Mapping[int | None, BestTime]:
    """Tell the best part of the day by number; None stands for the company as a whole.

    What is not known well enough is left out. Calls of theirs to us do not count.
    """
    query = (
        select(Activity.number_id, Activity.happened_at, Activity.reached)
        .where(
            Activity.company_id == company_id,
            Activity.kind == "call",
            or_(Activity.attempt, Activity.reached),
            Activity.summary != THEY_RANG,
        )
        .order_by(Activity.happened_at.desc())
        .limit(LOOKED_AT)
    )
    counted: dict[int | None, dict[PartOfDay, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in reading.sql.execute(query):
        part = part_of_day(row.happened_at)
        counted[None][part].append(row.reached)
        if row.number_id is not None:
            counted[row.number_id][part].append(row.reached)
    best = {
        number: best_time({part: Tally(len(all_), sum(all_)) for part, all_ in parts.items()})
        for number, parts in counted.items()
    }
    return {number: found for number, found in best.items() if found is not None}
