"""Notes without a call: something heard or thought of, on the timeline of a company."""

from datetime import datetime

from crm.actions.call_notes import keep_marks
from crm.actions.call_people import person_marked
from crm.actions.companies import set_next_step
from crm.actions.filing import file_activity
from crm.data.records.companies import Company
from crm.data.records.people import Person
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.next_steps import When
from crm.domain.note_marks import read_marks
from crm.domain.text_safety import clean_text


def write_note(
    work: Work,
    company_id: int,
    note: str,
    person_id: int | None = None,
    when: When | None = None,
    at: datetime | None = None,
) -> int:
    """File a note and give its key; with `when` the next step with the company is then.

    `at` is what it is dated, None for now. What it marks is kept too. Refuses an empty note
    (unless a time is said), one of the future and a person of another company.
    """
    company = work.get(Company, company_id)
    text = clean_text(note, "note")
    if not text and when is None:
        raise Refusal("There is nothing to save: type a note.", field="note")
    if person_id is not None and work.get(Person, person_id).company_id != company_id:
        raise Refusal("This person belongs to another company.", field="person")
    if at is not None and at > work.now:
        raise Refusal("The note lies in the future.", field="at")
    key = 0
    if text:
        marks = read_marks(text)
        if person_id is None:
            somebody = person_marked(work, company, marks)
            person_id = somebody.id if somebody else None
        key = file_activity(work, company, "note", at=at, note=text, person_id=person_id).id
        keep_marks(work, company, marks)
    if when is not None:
        set_next_step(work, company_id, when, person_id=person_id)
    if text:
        work.label(f"Write a note about {company.name}")
    return key
