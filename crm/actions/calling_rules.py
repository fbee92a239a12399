"""Changing the rules of calling, and the steps that the old ones made."""

from crm.actions.association import THE_ONE
from crm.data.queries.moved_steps import moved_by
from crm.data.records.activities import NextStep
from crm.data.records.association import Association
from crm.data.work import Work
from crm.domain.calling_rules import (
    CALLING_RULES,
    SETTING,
    CallingRules,
    check_rules,
    rules_as_data,
)

_AT_ONCE = 400


def set_calling_rules(work: Work, rules: CallingRules, *, move: bool = False) -> int:
    """Keep the rules of calling in the book; gives how many next steps were moved.

    With `move` the steps that the rules so far have made move to the days the new ones give
    (see `moved_by`), all one step of the history. Refuses rules nobody could call by, by name.
    """
    check_rules(rules)
    moved = work.ask(moved_by, rules).steps if move else ()
    for start in range(0, len(moved), _AT_ONCE):
        some = {step.step_id: step.after for step in moved[start : start + _AT_ONCE]}
        for record in work.get_many(NextStep, list(some)):
            when = some[record.id]
            record.due_on, record.due_at = when.day, when.at
            record.part = when.part.value if when.part else None
        work.session.flush()
        work.progress.step(start + len(some), len(moved), "Moving next steps")
    profile = work.get(Association, THE_ONE)
    others = {name: value for name, value in profile.settings.items() if name != SETTING}
    # Rules as they ship are not kept, so that the book goes on with those of the program.
    own = {} if rules == CALLING_RULES else {SETTING: rules_as_data(rules)}
    profile.settings = {**others, **own}
    said = f" and move {len(moved):,} next step{'' if len(moved) == 1 else 's'}" if moved else ""
    work.label(f"Change the rules of calling{said}")
    return len(moved)
