"""Applications to join: a form that came back, filed with its company in one step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from crm.actions.attachments import attach
from crm.actions.filing import file_activity, move_stage, open_step, replace_step
from crm.actions.form_answers import take_answers
from crm.actions.privacy import record_objection
from crm.data.queries.applications import FormBeside, form_beside
from crm.data.queries.association import plans
from crm.data.queries.calling import members_among
from crm.data.queries.objections import objects_to
from crm.data.records.companies import Company
from crm.data.records.joining import Application
from crm.data.records.letters import Document
from crm.data.work import Work
from crm.domain.application_form import (
    BAND,
    UNDECIDED,
    WAYS_BACK,
    WISHES,
    ApplicationState,
    clean_answers,
)
from crm.domain.applications import compare, plan_ticked
from crm.domain.cadence import PlannedStep, StepKind
from crm.domain.calendar import add_working_days
from crm.domain.errors import Refusal
from crm.domain.objections import Scope
from crm.domain.person_fields import read_one_of
from crm.domain.stages import Stage, stage_when_applied
from crm.domain.text_safety import clean_line, clean_text

CHECK_WITHIN: Final = 1
"""Working days until a form that came in is to be checked."""

_TOLD: Final = frozenset({StepKind.CALL, StepKind.CONFIRM})
"""The steps that somebody may have been promised; a form does not take those away."""

_SENT_BY: Final = {"email": "email", "post": "letter"}


@dataclass(frozen=True, slots=True)
class Received:
    """A form that came back, as it is to be filed.

    `answers` are texts by the names of its questions, `taken` those of them that go into the
    company's own record. `version` is that of the company's row when the answers were put
    beside it; without one nobody looked. `received_how` is one of `WAYS_BACK`.
    """

    company_id: int
    content: bytes
    file_name: str
    media_type: str
    answers: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    reference: str = ""
    document_id: int | None = None
    addressee_id: int | None = None
    version: int | None = None
    received_on: date | None = None
    received_how: str = "email"
    note: str = ""


def receive_form(work: Work, received: Received) -> int:
    """File a returned form: its file, an application, the answers taken; gives the key.

    The company moves to Applied and its next step is to check the form, unless somebody was
    promised a time. A wish on the form not to be reached is recorded, whatever was taken. A form
    that comes back again while the first is undecided adds to the same application. Refusal
    names `company`, `file`, `received_on`, `received_how` or the answer at fault.
    """
    company = work.get(Company, received.company_id)
    if received.version is not None and company.version != received.version:
        raise Refusal(
            f"{company.name} was changed meanwhile: look at the answers again.", field="version"
        )
    day = received.received_on or work.today
    if day > work.today:
        raise Refusal("A form cannot have come back in the future.", field="received_on")
    how = read_one_of("received_how", received.received_how, WAYS_BACK)
    answers = clean_answers(received.answers)
    beside = work.ask(form_beside, company.id, received.addressee_id)
    taken = _checked(work, answers, beside, received.taken)
    file = attach(
        work,
        company.id,
        received.content,
        received.file_name,
        media_type=received.media_type,
        kind="form",
    )
    contact = take_answers(work, company.id, answers, beside.held, taken)
    _record_wishes(work, company, answers)
    application = _open_application(work, received.reference, beside)
    again = application is not None
    if application is None:
        application = Application(company_id=company.id, made_at=work.now, who=work.who)
    application.person_id = contact or application.person_id
    application.document_id = received.document_id
    application.attachment_id = file
    application.reference = clean_line(received.reference, "reference")
    application.state = ApplicationState.RECEIVED.value
    application.received_on, application.received_how = day, how
    application.answers = {**(application.answers or {}), **answers}
    application.plan_id = _plan(work, answers) or application.plan_id
    application.signatory = clean_line(answers.get("signed.name", "")[:120], "signed.name")
    application.note = clean_text(received.note, "note")
    if not again:
        work.add(application)
    work.session.flush()
    _tell(work, company, application, how, again=again)
    _move_on(work, company, contact, how)
    work.label(f"File the application form of {company.name}")
    return application.id


def _checked(
    work: Work, answers: Mapping[str, str], beside: FormBeside, taken: frozenset[str]
) -> frozenset[str]:
    """Leave out what says the same as we hold; refuse what cannot be taken as it is."""
    kept = set()
    for one in compare(answers, beside.held, work.today):
        if one.question.name not in taken:
            continue
        if one.trouble:
            raise Refusal(f"{one.question.label}: {one.trouble}", field=one.question.name)
        if one.can_take:
            kept.add(one.question.name)
    return frozenset(kept)


def _record_wishes(work: Work, company: Company, answers: Mapping[str, str]) -> None:
    for name, channel in WISHES.items():
        if answers.get(name) and work.ask(objects_to, channel, company.id) is None:
            record_objection(
                work,
                channel,
                Scope.COMPANY,
                company_id=company.id,
                asked_by=answers.get("signed.name", "")[:120],
                words="Ticked on the application form",
            )


def _open_application(work: Work, reference: str, beside: FormBeside) -> Application | None:
    """Find the undecided application that the same form was filed as before."""
    for known in beside.earlier:
        if known.state in UNDECIDED and known.reference == reference:
            return work.get(Application, known.id)
    return None


def _plan(work: Work, answers: Mapping[str, str]) -> int | None:
    bands = work.ask(plans)
    place = plan_ticked(answers.get(BAND, ""), [band.label for band in bands])
    return None if place is None else bands[place].id


def _tell(work: Work, company: Company, application: Application, how: str, *, again: bool) -> None:
    came = how if how == "by hand" else f"by {how}"
    parts = ["again" if again else "", "" if how == "other" else came, application.reference]
    known = application.document_id
    file_activity(
        work,
        company,
        "application",
        summary=", ".join(filter(None, parts)),
        note=application.note,
        person_id=application.person_id,
        document_id=known if known and work.session.get(Document, known) else None,
        details={"application": application.id, "attachment": application.attachment_id},
    )


def _move_on(work: Work, company: Company, contact: int | None, how: str) -> None:
    company.last_contact_at = work.now
    company.last_contact_kind = _SENT_BY.get(how, "form")
    step = open_step(work, company.id)
    member = bool(work.ask(members_among, [company.id]))
    if not member:
        move_stage(work, company, stage_when_applied(Stage(company.stage)))
        company.hot, company.decline_reason = "", None
    elif step is not None:
        return  # a member's steps are free
    if step is not None and step.promised and StepKind(step.kind) in _TOLD:
        work.say("The call that was promised stays the next step; the form is to be checked too.")
        return
    check = PlannedStep(
        StepKind.REVIEW,
        add_working_days(work.today, CHECK_WITHIN),
        text="Check the application form",
    )
    replace_step(work, company, check, done_how="form received", person_id=contact)
