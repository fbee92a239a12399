"""What the room of companies has done to the book: actions of crm, run on the writer lane.

They are imported on the writer's thread, so that the window need not wait for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crm.domain.next_steps import When
from crm.domain.objections import Channel, Scope
from crm.domain.planned_steps import StepKind

if TYPE_CHECKING:
    from crm.data.work import Work


@dataclass(frozen=True, slots=True)
class TypedCompany:
    """A new company as its form holds it; `person` has name, job_title and so on."""

    name: str
    telephone: str = ""
    email: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    person: str = ""
    job_title: str = ""


def add_company(work: "Work", typed: TypedCompany) -> int:
    """Put a company with its number, email and person into the book: one step."""
    from crm.actions import companies, people

    facts = dict(typed.facts)
    person = people.NewPerson(typed.person, typed.job_title) if typed.person else None
    new = companies.NewCompany(
        typed.name,
        town=facts.pop("town", ""),
        postcode=facts.pop("postcode", ""),
        telephone=typed.telephone,
        email=typed.email,
        facts=facts,
        person=person,
    )
    return companies.add_company(work, new)


def change_facts(work: "Work", company_id: int, typed: Mapping[str, str]) -> None:
    """Change facts of a company to what was typed."""
    from crm.actions import companies

    companies.change_facts(work, company_id, typed)


def pin(work: "Work", company_id: int, text: str) -> None:
    """Pin a text to a company."""
    from crm.actions import companies

    companies.pin(work, company_id, text)


def set_stage(work: "Work", ids: Sequence[int], stage: str) -> int:
    """Put companies at a stage."""
    from crm.actions import companies

    return companies.set_stage(work, ids, stage)


def trash(work: "Work", ids: Sequence[int]) -> int:
    """Put companies in the trash."""
    from crm.actions import companies

    return companies.trash(work, ids)


def restore(work: "Work", ids: Sequence[int]) -> int:
    """Take companies out of the trash."""
    from crm.actions import companies

    return companies.restore(work, ids)


def set_next_step(
    work: "Work", company_id: int, when: When, kind: StepKind, text: str, person_id: int | None
) -> int:
    """Give a company another next step."""
    from crm.actions import companies

    return companies.set_next_step(
        work, company_id, when, kind=kind, text=text, person_id=person_id
    )


def tag(work: "Work", ids: Sequence[int], names: Sequence[str]) -> int:
    """Put tags on companies."""
    from crm.actions import tags

    return tags.tag(work, ids, names)


def untag(work: "Work", ids: Sequence[int], name: str) -> int:
    """Take a tag off companies."""
    from crm.actions import tags

    return tags.untag(work, ids, name)


def queue_packs(work: "Work", ids: Sequence[int]) -> int:
    """Queue a pack for each company that can be sent one."""
    from crm.actions import packs_for_many

    return packs_for_many.queue_packs(work, ids)


def queue_pack(work: "Work", company_id: int) -> int:
    """Queue a pack for one company."""
    from crm.actions import letters

    return letters.queue_pack(work, company_id)


def call_today(work: "Work", ids: Sequence[int]) -> int:
    """Put companies onto today's list; gives how many can be called."""
    from crm.actions import queue_marks

    return queue_marks.call_today(work, ids).added


def work_through(work: "Work", name: str, ids: Sequence[int]) -> int:
    """Keep a selection as a set to work through; gives its key."""
    from crm.actions import call_sets

    return call_sets.work_through(work, name, ids)


def work_through_view(work: "Work", name: str, text: str) -> int:
    """Keep a filter as a set to work through; gives its key."""
    from crm.actions import call_sets

    return call_sets.work_through_view(work, name, text)


def save_view(work: "Work", name: str, text: str) -> int:
    """Keep a filter under a name."""
    from crm.actions import saved_views

    return saved_views.save_view(work, name, text)


def remove_view(work: "Work", view_id: int) -> None:
    """Take a saved view out of the list."""
    from crm.actions import saved_views

    saved_views.remove_view(work, view_id)


def record_objection(
    work: "Work", channel: Channel, company_id: int, person_id: int | None, words: str, who: str
) -> int:
    """Take down that a company, or somebody there, does not want to be reached by a channel."""
    from crm.actions import privacy

    scope = Scope.COMPANY if person_id is None else Scope.PERSON
    return privacy.record_objection(
        work,
        channel,
        scope,
        company_id=company_id,
        person_id=person_id,
        words=words,
        asked_by=who,
    )


def mark_in_error(work: "Work", objection_id: int, reason: str) -> None:
    """Mark a wish as recorded in error."""
    from crm.actions import privacy

    privacy.mark_objection_in_error(work, objection_id, reason)
