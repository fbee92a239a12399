"""What can be done on the calling screen, each with its key."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from crm.domain.outcomes import RULES, Outcome
from ui.command import Command
from ui.today.outcome_buttons import log_keys

CALL = "Call"


@dataclass(frozen=True, slots=True)
class TodayDeeds:
    """What the commands do; the room gives them."""

    dial: Callable[[], object]
    dial_next: Callable[[], object]
    log: Callable[[Outcome], object]
    save: Callable[[], object]
    following: Callable[[], object]
    previous: Callable[[], object]
    to_next_step: Callable[[], object]
    to_note: Callable[[], object]
    pack: Callable[[], object]
    edit: Callable[[], object]
    new_company: Callable[[], object]
    import_list: Callable[[], object]


def today_commands(deeds: TodayDeeds, anybody: Callable[[], bool]) -> list[Command]:
    """All of them; most need a company on screen."""
    return [
        Command("call.dial", "Dial", deeds.dial, "F9", anybody, group=CALL,
                tip="Hand the number to the telephone program, copy it and start the timer"),
        Command("call.dial_next", "Next number", deeds.dial_next, "Shift+F9", anybody, group=CALL,
                tip="Dial the next number of this company"),
        *(_logging(outcome, deeds, anybody) for outcome in RULES),
        Command("call.save", "Save and stay", deeds.save, ("Ctrl+Return", "Ctrl+Enter"), anybody,
                group=CALL,
                tip="Save the note without a call, or the call with the outcome chosen, and stay"),
        Command("call.next_step", "Next step", deeds.to_next_step, "Ctrl+T", anybody, group=CALL,
                tip="Go to the next step: type tue 2pm, +3wd or 1 mar am"),
        Command("call.note", "Note", deeds.to_note, "Ctrl+J", anybody, group=CALL,
                tip="Put the caret back into the note"),
        Command("call.following", "Next company", deeds.following, "Alt+Down", group=CALL,
                tip="Open the next company of the queue; what is typed here is kept"),
        Command("call.previous", "Previous company", deeds.previous, "Alt+Up", group=CALL,
                tip="Open the company before this one in the queue"),
        Command("call.pack", "Pack", deeds.pack, ("Ctrl+Shift+P", "P"), anybody, group=CALL,
                tip="Queue a membership pack for this company"),
        Command("call.edit", "Edit", deeds.edit, "F2", anybody, group=CALL,
                tip="Open the page of this company, to correct what is known of it"),
        Command("call.import", "Import a list…", deeds.import_list, group=CALL,
                tip="Bring companies in from a CSV or Excel file"),
        Command("call.new_company", "New company", deeds.new_company, "Ctrl+N", group=CALL,
                tip="Add a company by hand"),
    ]  # fmt: skip


def log_id(outcome: Outcome) -> str:
    """The id of the command that logs an outcome."""
    return f"call.log_{outcome.name.lower()}"


def _logging(outcome: Outcome, deeds: TodayDeeds, anybody: Callable[[], bool]) -> Command:
    label = RULES[outcome].label
    return Command(
        log_id(outcome),
        f"Log: {label[:1].lower()}{label[1:]}",
        partial(deeds.log, outcome),
        log_keys(outcome),
        anybody,
        group=CALL,
        tip=f"Log this call as “{label}” and open the next company",
    )
