"""How the page of a company says what it knows."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from crm.domain.calendar import say_clock, say_date, say_long_date, to_local
from crm.domain.money import pounds
from crm.domain.next_steps import When, say_when

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage, FourAnswers, StepFacts

Runs = tuple[tuple[str, bool], ...]
"""Words and whether they stand out."""

LONGEST = 220
"""Letters of what they said; all of it stands in the history."""


def say_step(step: "StepFacts | None", today: date) -> str:
    """`Call Helen Marsh, Mon 31 Mar 14:00`; empty where nothing is planned."""
    if step is None:
        return ""
    what = step.text or step.kind.capitalize()
    if step.person and step.person not in what:
        what = f"{what} · {step.person}"
    when = say_when(When(step.due_on, step.due_at), today)
    if step.due_on == today:
        when = f"today {say_clock(step.due_at)}" if step.due_at else "today"
    return f"{what}, {when}"


def answers_runs(page: "CompanyPage", today: date) -> Runs:
    """The four answers as one sentence, with what matters standing out."""
    known = page.answers
    runs: list[tuple[str, bool]] = list(_reached(known, today))
    tries = known.tries
    if not tries:
        runs.append((" · no tries since", False))
    else:
        runs.append((f" · {tries} {'try' if tries == 1 else 'tries'} since", False))
        if known.last_try_at is not None:
            runs.append((f", last {_day(known.last_try_at, today)}", False))
    if known.pack_posted_on is not None:
        runs += [(" · pack posted ", False), (say_date(known.pack_posted_on, today), True)]
    if known.promised is not None:
        runs += [(" · promised: ", False), (say_step(known.promised, today), True)]
    return tuple(runs)


def _reached(known: "FourAnswers", today: date) -> Runs:
    if known.reached_at is None:
        return (("Nobody reached yet", True),)
    runs: list[tuple[str, bool]] = [("Reached ", False), (_day(known.reached_at, today), True)]
    if known.reached:
        runs.append((f" ({known.reached})", False))
    said = " ".join(known.said.split())
    if said:
        shown = said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"
        runs.append((f": “{shown}”", False))
    return tuple(runs)


def _day(at: datetime, today: date) -> str:
    day = to_local(at).date()
    return f"today {say_clock(at)}" if day == today else say_date(day, today)


def say_pack(page: "CompanyPage", today: date) -> str:
    """Where the latest pack is; empty where none was ever queued."""
    posted = page.answers.pack_posted_on
    waiting = next((one for one in page.documents if one.posted_on is None), None)
    if waiting is not None:
        return f"{waiting.state} ({waiting.reference})"
    return f"posted {say_date(posted, today)}" if posted else ""


def say_plan(page: "CompanyPage") -> str:
    """`11–24 staff, £225.00 + VAT`; what is missing where the band is not known."""
    if page.band is None:
        return "" if page.staff is not None else "the number of staff decides"
    staff = " staff" if page.band.label[:1].isdigit() else ""
    return f"{page.band.label}{staff}, {pounds(page.band.fee_pence, short=True)} + VAT"


def say_address(page: "CompanyPage") -> str:
    """The address in lines, the town in capitals as on an envelope."""
    # `14 Liverpool Road`, but a building's name has a line of its own.
    beside = " " if page.premises[:1].isdigit() and len(page.premises) <= 5 else "\n"
    street = beside.join(part for part in (page.premises, page.street) if part)
    parts = (street, page.locality, page.town.upper(), page.postcode)
    return "\n".join(part for part in parts if part)


def say_member(page: "CompanyPage") -> str:
    """`No 137, to 31 December 2003`; empty for no member."""
    term = page.membership
    if term is None:
        return ""
    number = f"No {term.number}, " if term.number else ""
    return f"{number}to {say_long_date(term.to_on)}"
