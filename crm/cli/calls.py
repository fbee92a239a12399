"""The command that logs a call, with all that its outcome must say."""

from datetime import datetime
from typing import Annotated

import typer

from crm.actions.calls import log_call
from crm.cli.moments import read_moment
from crm.cli.say import say, say_aside, show_json
from crm.cli.session import AsJson, CompanyName, Session, session_of
from crm.data.book import Book
from crm.data.queries.company import company_page, dialable_numbers
from crm.data.queries.company_facts import CompanyPage, NumberFacts
from crm.data.queries.company_named import find_company
from crm.domain.calendar import PartOfDay, local_day
from crm.domain.errors import Refusal
from crm.domain.likeness import name_key
from crm.domain.next_steps import When, read_when, say_when
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Call, NumberFate, Outcome, read_choice
from crm.domain.phone_numbers import search_digits

FIELDS = (
    "channel", "reason", "number_fate", "number", "plan", "signatory", "which", "scope",
    "who_asked", "gatekeeper_name", "best_time", "seconds", "at",
)  # fmt: skip
"""What `--set` can say of a call."""

_ALSO = {
    "fate": "number_fate", "who": "who_asked", "gatekeeper": "gatekeeper_name",
    "band": "plan", "event": "which", "duration": "seconds",
}  # fmt: skip
"""Other words for the same fields."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family to the program."""
    app.command("log-call")(log_one)


def log_one(
    context: typer.Context,
    company: CompanyName,
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="NAME", help=", ".join(Outcome))
    ] = "",
    person: Annotated[
        str, typer.Option("--person", metavar="P", help="Whom: their number or name.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="T", help="What they said.")] = "",
    following: Annotated[
        str, typer.Option("--next", metavar="WHEN", help="When next, for example “tue 2pm”.")
    ] = "",
    said: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help=f"Of: {', '.join(FIELDS)}."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Log a call: the activity, the next step and the stage follow from the outcome."""
    session = session_of(context)
    if not outcome:
        raise Refusal(f"Say how the call ended: {', '.join(Outcome)}.", field="outcome")
    ended = read_choice(outcome, Outcome, field="outcome")
    values = read_values(said or [])
    with session.writing() as book:
        page = book.ask(company_page, book.ask(find_company, company))
        call = read_call(session, book, page, ended, values, person, note, following)
        done = book.do(log_call, call)
        step = book.ask(company_page, page.id).next_step
        step_no = done.changes.step
    when = None
    if step is not None:
        part = PartOfDay(step.part) if step.part else None
        when = say_when(When(step.due_on, step.due_at, part), local_day(session.now))
    if as_json:
        show_json(
            {
                "company_id": page.id,
                "company": done.value.company,
                "activity_id": done.value.activity_id,
                "stage": done.value.stage,
                "next_step": step and {
                    "text": step.text, "due_on": step.due_on, "due_at": step.due_at,
                    "part": step.part,
                },
                "document_id": done.value.document_id,
                "step": step_no,
            }
        )  # fmt: skip
    else:
        say(f"{done.changes.label}: {ended.value}. Stage: {done.value.stage}.")
        say(f"Next: {step.text}, {when}." if step else "Nothing more is planned.")
        if done.value.document_id is not None:
            say(f"A pack is queued. Print it with: muster pack {page.id} -o FILE.pdf")
    for warning in done.value.warnings:
        say_aside(warning)
    if done.value.propose_letter:
        say_aside("Nobody reached so far: it may be time to write.")


def read_call(
    session: Session,
    book: Book,
    page: CompanyPage,
    outcome: Outcome,
    values: dict[str, str],
    person: str,
    note: str,
    following: str,
) -> Call:
    """Build the call of what was typed, each value read and checked in its own field."""
    now = session.now
    at = _at(values, now)
    person_id, person_name = _person(page, person)
    channel, reason = values.get("channel"), values.get("reason")
    fate, scope, best = (values.get(name) for name in ("number_fate", "scope", "best_time"))
    return Call(
        company_id=page.id,
        outcome=outcome,
        person_id=person_id,
        person_name=person_name,
        number_id=_number(book, page, outcome, values.get("number", "")),
        note=note,
        seconds=_seconds(values.get("seconds", "0")),
        at=at,
        when=read_when(following, now) if following else None,
        channel=read_choice(channel, Channel, field="channel") if channel else None,
        reason=reason or None,
        number_fate=read_choice(fate, NumberFate, field="number_fate") if fate else None,
        plan=values.get("plan"),
        signatory=values.get("signatory"),
        which=values.get("which"),
        scope=read_choice(scope, Scope, field="scope") if scope else None,
        who_asked=values.get("who_asked"),
        gatekeeper_name=values.get("gatekeeper_name"),
        best_time=_best_time(best, now) if best else None,
    )


def read_values(said: list[str]) -> dict[str, str]:
    """Read what `--set` says, by field; Refusal names what is none."""
    values: dict[str, str] = {}
    for one in said:
        name, equals, value = one.partition("=")
        field = name.strip().lower().replace("-", "_").replace(" ", "_")
        if not equals or not value.strip():
            raise Refusal(f"“{one[:60]}” is not FIELD=VALUE.", field="--set")
        field = _ALSO.get(field, field)
        if field not in FIELDS:
            raise Refusal(f"“{name[:40]}” is none of: {', '.join(FIELDS)}.", field="--set")
        values[field] = value.strip()
    return values


def _at(values: dict[str, str], now: datetime) -> datetime | None:
    return read_moment(values["at"], now, field="at") if "at" in values else None


def _best_time(text: str, now: datetime) -> When:
    try:
        return read_when(text, now)
    except Refusal as refusal:
        raise Refusal(refusal.message, field="best_time") from refusal


def _seconds(text: str) -> int:
    if not text.isdecimal() or len(text) > 5:
        raise Refusal(f"“{text[:20]}” is no number of seconds.", field="seconds")
    return int(text)


def _person(page: CompanyPage, typed: str) -> tuple[int | None, str]:
    """Find the person meant by number, name or first name; a new name comes back as it is."""
    wanted = typed.strip()
    if not wanted:
        return None, ""
    here = [one for one in page.people if one.left_on is None]
    if wanted.isdecimal():
        if int(wanted) not in {one.id for one in page.people}:
            raise Refusal(f"Nobody at {page.name} has the number {wanted}.", field="person")
        return int(wanted), ""
    key = name_key(wanted)
    for names in (
        [one for one in here if name_key(f"{one.forenames} {one.surname}") == key],
        [one for one in here if key in {name_key(one.forenames), name_key(one.surname)}],
    ):
        if len(names) == 1:
            return names[0].id, ""
        if names:
            who = "; ".join(f"{one.id} {one.name}" for one in names)
            raise Refusal(f"“{wanted[:40]}” may be: {who}. Say which by number.", field="person")
    return None, wanted


def _number(book: Book, page: CompanyPage, outcome: Outcome, typed: str) -> int | None:
    """Find the number meant by its key or digits.

    A company's only number needs no saying; a bad one is, unless said, the one rung first.
    """
    everyone: tuple[NumberFacts, ...] = (
        *page.numbers, *(number for person in page.people for number in person.numbers)
    )  # fmt: skip
    if not typed:
        usable = book.ask(dialable_numbers, page.id)
        if len(usable) == 1 or (usable and outcome is Outcome.BAD_NUMBER):
            if outcome is Outcome.BAD_NUMBER:
                say_aside(f"The bad number is {usable[0].typed}.")
            return usable[0].id
        return None
    digits = search_digits(typed)
    for number in everyone:
        if typed == str(number.id) or (number.e164 and digits and number.e164.endswith(digits)):
            return number.id
    raise Refusal(f"{page.name} has no number {typed[:40]}.", field="number")
