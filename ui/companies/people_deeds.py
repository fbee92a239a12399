"""What is done to people, numbers and emails; imported on the writer's thread (see `deeds`)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm.data.work import Work


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """Somebody as typed in."""

    name: str
    job_title: str = ""
    role: str = ""
    telephone: str = ""
    email: str = ""


def add_person(work: "Work", company_id: int, typed: TypedPerson) -> int:
    """Add somebody with number and email: one step."""
    from crm.actions import people

    new = people.NewPerson(
        typed.name,
        job_title=typed.job_title,
        role=typed.role,
        telephone=typed.telephone,
        email=typed.email,
    )
    return people.add_person(work, company_id, new)


def change_person(work: "Work", person_id: int, field: str, text: str) -> None:
    """Change one fact of a person."""
    from crm.actions import people

    people.change_person(work, person_id, field, text)


def remove_person(work: "Work", person_id: int) -> bool:
    """Take a person out, or mark them as having left."""
    from crm.actions import people

    return people.remove_person(work, person_id)


def add_number(work: "Work", company_id: int, person_id: int | None, text: str) -> None:
    """Add numbers."""
    from crm.actions import people

    people.add_number(work, company_id, text, person_id=person_id)


def change_number(work: "Work", number_id: int, field: str, text: str) -> None:
    """Change one fact of a number."""
    from crm.actions import people

    people.change_number(work, number_id, field, text)


def remove_number(work: "Work", number_id: int) -> None:
    """Take a number out of the book."""
    from crm.actions import people

    people.remove_number(work, number_id)


def add_email(work: "Work", company_id: int, person_id: int | None, text: str) -> None:
    """Add email addresses."""
    from crm.actions import people

    people.add_email(work, company_id, text, person_id=person_id)


def change_email(work: "Work", email_id: int, text: str) -> None:
    """Change an email address."""
    from crm.actions import people

    people.change_email(work, email_id, text)


def remove_email(work: "Work", email_id: int) -> None:
    """Take an email address out of the book."""
    from crm.actions import people

    people.remove_email(work, email_id)
