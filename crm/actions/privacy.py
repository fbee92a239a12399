"""Wishes not to be called, posted to or emailed: taking them down, and undoing a mistake.

A wish is no part of the history that Ctrl+Z plays back, so that nothing brings a call back by
the way: undo takes the entry on the timeline away and says that the wish stands. One that was
taken down by mistake is marked so, with the reason.
"""

from typing import Final

from crm.actions.filing import file_activity, give_steps_back, open_step, replace_step
from crm.actions.objecting import enter_objection
from crm.data.queries.company import dialable_numbers
from crm.data.queries.objections import objects_to
from crm.data.records.activities import Objection
from crm.data.records.companies import Company
from crm.data.records.people import Person, PhoneNumber
from crm.data.work import Work
from crm.domain.cadence import DIALLING, PlannedStep, StepKind
from crm.domain.calendar import next_working_day
from crm.domain.errors import Refusal
from crm.domain.imported_cells import check_email
from crm.domain.objections import Channel, KeyKind, Scope
from crm.domain.person_names import PersonName, short_name
from crm.domain.phone_numbers import read_numbers, say_number
from crm.domain.text_safety import clean_line, clean_text

AGAIN: Final = "The objection stays marked as recorded in error: record it again if it was none."
"""What undo says of a mark that it leaves as it is."""

_WISHES: Final = {
    Channel.CALL: "not to be called",
    Channel.POST: "not to be written to by post",
    Channel.EMAIL: "not to be emailed",
}


def record_objection(
    work: Work,
    channel: Channel,
    scope: Scope,
    *,
    company_id: int | None = None,
    person_id: int | None = None,
    number_id: int | None = None,
    value: str = "",
    words: str = "",
    asked_by: str = "",
) -> int:
    """Take down that somebody does not want to be reached by a channel; gives the wish's key.

    Of scope `number` it is about one telephone number (`number_id`, or typed as `value`) or one
    email address (`value`), which need not belong to any company; of scope `person` or `company`
    about all that is on file. `words` is what was said. A call that was planned is taken back,
    or goes to another number. Refusal names `scope`, `company`, `person`, `value` or `channel`.
    """
    one_thing = _one_thing(work, channel, number_id, value) if scope is Scope.NUMBER else None
    company = None if company_id is None else work.get(Company, company_id)
    if company is None and scope is not Scope.NUMBER:
        raise Refusal("Say which company objects.", field="company")
    person = _person(work, company, person_id) if scope is Scope.PERSON else None
    wish = enter_objection(
        work,
        channel,
        scope,
        company_id,
        person_id=person_id,
        number_id=number_id,
        one_thing=one_thing,
        asked_by=clean_line(asked_by, "asked_by"),
        words=clean_text(words, "words"),
    )
    name = _say(company, person, one_thing)
    if company is not None:
        file_activity(
            work,
            company,
            "objection",
            summary=f"{name} asked {_WISHES[channel]}",
            note=wish.words,
            person_id=person.id if person else None,
            number_id=number_id,
            details={"objection": wish.id, "asked_by": wish.asked_by},
        )
        if channel is Channel.CALL:
            _replan(work, company)
    work.label(f"Record that {name} asked {_WISHES[channel]}")
    return wish.id


def mark_objection_in_error(work: Work, objection_id: int, reason: str) -> None:
    """Mark a wish as taken down by mistake, so that it no longer counts; it is never deleted.

    Refusal (field `reason`) without a reason. An open company that has no next step gets one.
    """
    wish = work.get(Objection, objection_id)
    why = clean_line(reason, "reason")
    if not why:
        raise Refusal("Say why the objection was recorded in error.", field="reason")
    if wish.in_error_at is not None:
        raise Refusal("This objection is marked as recorded in error already.", field="objection")
    wish.in_error_at, wish.in_error_reason = work.now, why
    work.session.flush()
    # The wish outlives the company, which an undo may have taken out of the book.
    company = work.session.get(Company, wish.company_id) if wish.company_id else None
    if company is not None:
        summary = f"The wish {_WISHES[Channel(wish.channel)]} was recorded in error: {why}"
        file_activity(work, company, "objection", summary=summary, details={"objection": wish.id})
    give_steps_back(work)
    work.label("Mark an objection as recorded in error")
    work.leave_standing(AGAIN)


def _one_thing(
    work: Work, channel: Channel, number_id: int | None, value: str
) -> tuple[KeyKind, str]:
    """Read the one number or email address that a wish is about."""
    if channel is Channel.POST:
        raise Refusal("Post goes to a person or a company: say which.", field="scope")
    if channel is Channel.EMAIL:
        address = check_email(clean_line(value, "value", 500))
        if not address:
            raise Refusal("Say which email address is not to be written to.", field="value")
        return KeyKind.EMAIL, address
    if number_id is not None:
        e164 = work.get(PhoneNumber, number_id).e164
    else:
        read = read_numbers(value)
        e164 = read[0].e164 if len(read) == 1 else None
    if e164 is None:
        raise Refusal("Say which telephone number is not to be called.", field="value")
    return KeyKind.NUMBER, e164


def _person(work: Work, company: Company | None, person_id: int | None) -> Person:
    if person_id is None:
        raise Refusal("Say which person objects.", field="person")
    person = work.get(Person, person_id)
    if company is None or person.company_id != company.id:
        raise Refusal("This person belongs to another company.", field="person")
    return person


def _say(
    company: Company | None, person: Person | None, one_thing: tuple[KeyKind, str] | None
) -> str:
    if one_thing is not None:
        return say_number(one_thing[1])
    if person is not None:
        return short_name(PersonName(forenames=person.forenames, surname=person.surname))
    return company.name if company is not None else ""


def _replan(work: Work, company: Company) -> None:
    """Take back a planned call that must not be made, or plan it with whom it may."""
    step = open_step(work, company.id)
    if step is None or StepKind(step.kind) not in DIALLING:
        return
    if work.ask(objects_to, Channel.CALL, company.id) is not None:
        replace_step(work, company, None, done_how="asked not to be called")
    elif not work.ask(dialable_numbers, company.id):
        find = PlannedStep(StepKind.FIND_NUMBER, next_working_day(work.today), text="Find a number")
        replace_step(work, company, find, done_how="asked not to be called")
    elif step.person_id is not None and (
        work.ask(objects_to, Channel.CALL, company.id, step.person_id) is not None
    ):
        step.person_id = None
        step.promised = False
