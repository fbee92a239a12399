"""Letters that the post brings back: the address is held until somebody puts it right."""

from typing import Final

from crm.actions.filing import file_activity, open_step, replace_step
from crm.actions.posting import may_be_called
from crm.data.queries.calling import numbers_to_dial
from crm.data.queries.letters import packs_waiting
from crm.data.records.companies import Company
from crm.data.records.letters import Document
from crm.data.work import Work
from crm.domain.calendar import add_working_days
from crm.domain.errors import Refusal
from crm.domain.planned_steps import PlannedStep, StepKind
from crm.domain.stages import Stage, needs_step
from crm.domain.text_safety import clean_line

FIND_ADDRESS: Final = "Find the address: a letter came back"
"""The words of the step that a returned letter makes."""

_PARTS: Final = ("premises", "street", "locality", "town", "postcode")


def letter_came_back(work: Work, document_id: int, why: str = "") -> None:
    """Note that the post brought a letter back undelivered; `why` is what stands on it.

    Its timeline says so. Where the company still has the address it went to, no other letter
    goes there until the address is edited, and finding it is the next step: a call where they may
    be called, else something to look up; a time that was promised stays. Refusal (field
    `documents`) for a document that was not posted or came back already.
    """
    document = work.get(Document, document_id)
    if document.state != "posted":
        raise Refusal(f"{document.reference} was not posted.", field="documents")
    if document.came_back_on is not None:
        raise Refusal(f"{document.reference} came back already.", field="documents")
    company = work.get(Company, document.company_id)
    reason = clean_line(why, "why")
    document.came_back_on, document.came_back_why = work.today, reason
    file_activity(
        work,
        company,
        "came back",
        summary=" · ".join(filter(None, (document.reference, reason))),
        person_id=document.person_id,
        document_id=document.id,
    )
    work.label(f"Note that {document.reference} came back from {company.name}")
    if not _same_address(document, company):
        work.say(f"{company.name} has another address by now: that one stays as it is.")
        return
    company.address_bad_since = work.today
    step = open_step(work, company.id)
    wanted = step is not None or needs_step(Stage(company.stage))
    if wanted and not (step is not None and step.promised):
        replace_step(work, company, _find_it(work, company), done_how="letter came back")


def address_is_right(work: Work, company_id: int) -> None:
    """Say that letters may go to an address again although one came back from it."""
    company = work.get(Company, company_id)
    if company.address_bad_since is None:
        raise Refusal("No letter came back from this address.", field="address")
    address_found(work, company)
    work.label(f"Write to the address of {company.name} again")


def address_found(work: Work, company: Company) -> None:
    """Let letters go to a company again; where finding its address was the step, go on."""
    if company.address_bad_since is None:
        return
    company.address_bad_since = None
    step = open_step(work, company.id)
    if step is None or step.text != FIND_ADDRESS:
        return
    replace_step(work, company, _go_on(work, company), done_how="address found")


def _find_it(work: Work, company: Company) -> PlannedStep:
    dialled = may_be_called(work, company) and work.ask(numbers_to_dial, [company.id])
    kind = StepKind.CALL if dialled else StepKind.REVIEW
    return PlannedStep(kind, add_working_days(work.today, 1), text=FIND_ADDRESS)


def _go_on(work: Work, company: Company) -> PlannedStep | None:
    day = add_working_days(work.today, 1)
    if work.ask(packs_waiting, company.id):
        return PlannedStep(StepKind.POST_PACK, day, text="Post the pack")
    if not may_be_called(work, company):
        return None
    asked = Stage(company.stage) is Stage.PACK_SENT
    return PlannedStep(StepKind.CALL, day, text="Ask about the pack" if asked else "Call")


def _same_address(document: Document, company: Company) -> bool:
    """Whether a company still has the address that a document went to."""
    went = document.recipient
    return all(went.get(part, getattr(company, part)) == getattr(company, part) for part in _PARTS)
