"""Whom a call was with: somebody on file, somebody new, or whoever the note names."""

from crm.data.queries.calling import people_here, people_named
from crm.data.records.companies import Company
from crm.data.records.people import Person
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.likeness import name_key
from crm.domain.next_steps import say_when
from crm.domain.note_marks import NoteMarks, whom_marked
from crm.domain.outcomes import Call, Outcome
from crm.domain.person_names import read_name
from crm.domain.text_safety import clean_line


def whom_called(work: Work, company: Company, call: Call, marks: NoteMarks) -> Person | None:
    """Find or add the person the call was with; the gatekeeper who answered is one too.

    Where nobody was chosen it is whom the note marks with `@`.
    """
    person = _said(work, company, call) or person_marked(work, company, marks)
    if person is None:
        return None
    if call.outcome is Outcome.GATEKEEPER and not person.role:
        person.role = "gatekeeper"
    if call.best_time is not None:
        person.best_time = say_when(call.best_time, work.today)
    return person


def person_name(person: Person | None) -> str:
    """Say a person's name; empty for nobody."""
    return "" if person is None else f"{person.forenames} {person.surname}".strip()


def person_marked(work: Work, company: Company, marks: NoteMarks) -> Person | None:
    """Find or add whom a note marks with `@`; None for nobody, or where two may be meant."""
    if not marks.people:
        return None
    meant = whom_marked(marks, work.ask(people_here, company.id))
    if meant is None:
        return None
    if meant.several:
        work.say(f"The note may mean {' or '.join(meant.several)}: nobody was noted.")
        return None
    if meant.person_id is not None:
        return work.get(Person, meant.person_id)
    return _named(work, company, meant.name, "")


def _said(work: Work, company: Company, call: Call) -> Person | None:
    if call.person_id is not None:
        person = work.get(Person, call.person_id)
        if person.company_id != company.id:
            raise Refusal("This person belongs to another company.", field="person")
        return person
    gatekeeper = call.outcome is Outcome.GATEKEEPER
    typed = call.person_name or (call.gatekeeper_name if gatekeeper else "") or ""
    if not typed.strip():
        return None
    return _named(work, company, typed, "gatekeeper" if gatekeeper else "")


def _named(work: Work, company: Company, typed: str, role: str) -> Person:
    text = clean_line(typed, "person")
    known = work.ask(people_named, company.id, name_key(text))
    if known:
        return work.get(Person, known[0])
    name = read_name(text)
    return work.add(
        Person(
            company_id=company.id,
            title=name.title,
            forenames=name.forenames,
            surname=name.surname,
            suffix=name.suffix,
            name_key=name_key(text),
            role=role,
            source="call",
            added_at=work.now,
        )
    )
