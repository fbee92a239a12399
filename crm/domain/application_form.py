"""What the application form asks, under the names its fields keep for ever, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from crm.domain.objections import Channel
from crm.domain.text_safety import FREE_TEXT_LENGTH, clean_line, clean_text


class ApplicationState(StrEnum):
    """How far an application is; the values are stored."""

    RECEIVED = "received"
    CHECKED = "checked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNDECIDED: Final = (ApplicationState.RECEIVED, ApplicationState.CHECKED)

WAYS_BACK: Final = ("post", "email", "by hand", "other")
"""How a form can come back."""

YES: Final = "yes"
"""What a ticked box answers."""

BAND: Final = "membership.band"
"""The answer that holds the words beside the fee band that was ticked."""


class Answering(StrEnum):
    """What kind of thing a question asks for."""

    TEXT = "text"
    LONG = "long"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the form asks; `fact` is the field of the company or person it is about.

    Without a `fact` the answer is kept with the application and changes nothing else.
    """

    name: str
    label: str
    group: str
    fact: str = ""
    answering: Answering = Answering.TEXT


FIRM, CONTACT, OTHERS = "Company", "Main contact", "Others"
JOINING, WISHED, SIGNED = "Membership", "Wishes", "Signed"

QUESTIONS: Final = (
    Question("company.name", "Company name", FIRM, "name"),
    Question("company.trading_name", "Trading name", FIRM, "trading name"),
    Question("company.legal_form", "Legal form", FIRM, "legal_form"),
    Question("company.number", "Registered number", FIRM, "registered_number"),
    Question("company.vat_number", "VAT number", FIRM, "vat_number"),
    Question("company.founded", "Year founded", FIRM, "founded_year"),
    Question("company.staff", "Number of staff", FIRM, "staff"),
    Question("company.registered_address", "Address", FIRM, "address"),
    Question("company.trading_address", "Trading address", FIRM, "trading address"),
    Question("company.telephone", "Telephone", FIRM, "number"),
    Question("company.email", "Email", FIRM, "email"),
    Question("company.web", "Website", FIRM, "website"),
    Question("company.activities", "What it does", FIRM, "activities", Answering.LONG),
    Question("company.other_bodies", "Other associations", FIRM),
    Question("member.title", "Title", CONTACT, "title"),
    Question("member.first_name", "First name", CONTACT, "forenames"),
    Question("member.last_name", "Last name", CONTACT, "surname"),
    Question("member.job_title", "Job title", CONTACT, "job_title"),
    Question("member.telephone", "Direct telephone", CONTACT, "number"),
    Question("member.email", "Email of the contact", CONTACT, "email"),
    Question("chief.name", "Chief officer", OTHERS, "person"),
    Question("second.name", "Second contact", OTHERS, "person"),
    Question("second.email", "Email of the second", OTHERS, "email"),
    Question("source.introduced_by", "Introduced by", OTHERS),
    Question("source.heard", "How they heard of us", OTHERS),
    Question(BAND, "Fee band", JOINING),
    Question("payment.invoice", "Wants an invoice", JOINING, answering=Answering.TICK),
    Question("payment.standing_order", "Standing order", JOINING, answering=Answering.TICK),
    Question("directory.listed", "In the directory", JOINING, answering=Answering.TICK),
    Question("declaration.code", "Code of conduct", JOINING, answering=Answering.TICK),
    Question("objection.calls", "Do not call", WISHED, answering=Answering.TICK),
    Question("objection.email", "Do not email", WISHED, answering=Answering.TICK),
    Question("objection.post", "Do not post", WISHED, answering=Answering.TICK),
    Question("signed.name", "Name", SIGNED),
    Question("signed.job_title", "Position", SIGNED),
    Question("signed.date", "Date", SIGNED),
)

WISHES: Final[Mapping[str, Channel]] = MappingProxyType(
    {
        "objection.calls": Channel.CALL,
        "objection.email": Channel.EMAIL,
        "objection.post": Channel.POST,
    }
)
"""The boxes that say how the company does not want to be reached."""

ASKED: Final[Mapping[str, Question]] = MappingProxyType({one.name: one for one in QUESTIONS})


def clean_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Keep what the form asks, made safe; refuses a text longer than a field may hold."""
    cleaned: dict[str, str] = {}
    for question in QUESTIONS:
        text = answers.get(question.name, "")
        if question.answering is Answering.TICK:
            text = YES if text == YES else ""
        elif question.answering is Answering.LONG:
            text = clean_text(text, question.label)
        else:
            text = clean_line(text, question.label, FREE_TEXT_LENGTH)
        if text:
            cleaned[question.name] = text
    return cleaned


def doubts(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Say what is missing on a form before anybody can approve it."""
    found = []
    if not answers.get("signed.name"):
        found.append("Nobody has signed it by name.")
    if not answers.get("declaration.code"):
        found.append("The code of conduct is not agreed to.")
    if not answers.get(BAND):
        found.append("No fee band is ticked.")
    return tuple(found)
