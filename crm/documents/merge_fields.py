"""The merge fields a template may use, with the plain names that the menu shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class MergeField:
    """One field: the name in templates, the name in the menu, an example to show beside it."""

    name: str
    label: str
    example: str


_ALL = (
    MergeField("company.name", "Company name", "Potteries Data Ltd"),
    MergeField("company.trading_name", "Trading name", "Potteries Data"),
    MergeField("company.town", "Town", "Stoke-on-Trent"),
    MergeField("company.postcode", "Postcode", "ST4 1AA"),
    MergeField("company.staff", "Number of staff", "12"),
    MergeField("company.web", "Company website", "www.potteriesdata.example"),
    MergeField("company.activities", "What the company does", "database development"),
    MergeField("company.branch", "Branch of the company", "Staffordshire"),
    MergeField("person.name", "Person: full name", "Ms Helen Marsh"),
    MergeField("person.first_name", "Person: first name", "Helen"),
    MergeField("person.last_name", "Person: last name", "Marsh"),
    MergeField("person.job_title", "Person: job title", "Managing Director"),
    MergeField("person.salutation", "Salutation", "Dear Ms Marsh"),
    MergeField("person.close", "Close that matches", "Yours sincerely"),
    MergeField("letter.date", "Date of the letter", "17 March 2003"),
    MergeField("letter.reference", "Our reference", "WM-0482-K"),
    MergeField("letter.personal", "Personal paragraph", "It was good to meet you in Leek."),
    MergeField("letter.enclosures", "Enclosures", "application form"),
    MergeField("call.last_date", "Date of the last call", "14 March"),
    MergeField("call.wants", "What they said they want", "training for two developers"),
    MergeField("next.date", "Date of the next call", "24 March"),
    MergeField("pack.posted_date", "Date the pack was posted", "3 March"),
    MergeField("band.label", "Fee band: staff", "11–24"),
    MergeField("band.fee", "Fee band: fee a year", "£225 + VAT"),
    MergeField("band.joining_fee", "Fee band: joining fee", "£25 + VAT"),
    MergeField("event.name", "Next event", "Secure coding"),
    MergeField("event.date", "Next event: date", "8 April"),
    MergeField("event.place", "Next event: place", "Stafford"),
    MergeField("association.name", "Association", "West Midlands IT Association"),
    MergeField("association.short_name", "Association, short", "WMita"),
    MergeField("association.region", "Region", "West Midlands"),
    MergeField("association.web", "Association's website", "www.wmita.co.uk"),
    MergeField("association.telephone", "Association's telephone", "01632 960123"),
    MergeField("association.email", "Association's email", "office@association.example"),
    MergeField("branch.name", "Branch", "Staffordshire branch"),
    MergeField("branch.chairman", "Chairman of the branch", "Dr Ann Wu"),
    MergeField("drive.year", "Year of the drive", "2003"),
    MergeField("sender.name", "Signatory: name", "Alex Brook"),
    MergeField("sender.job_title", "Signatory: job title", "Founder member"),
    MergeField("sender.telephone", "Signatory: telephone", "01632 960124"),
    MergeField("sender.email", "Signatory: email", "alex@association.example"),
)

MERGE_FIELDS: Final[Mapping[str, MergeField]] = {field.name: field for field in _ALL}
"""All merge fields by name, in the order of the menu."""

GROUPS: Final[Mapping[str, str]] = {
    "company": "Company",
    "person": "Person",
    "letter": "Letter",
    "call": "Calls and packs",
    "next": "Calls and packs",
    "pack": "Calls and packs",
    "band": "Fees",
    "event": "Events",
    "association": "Association",
    "branch": "Association",
    "drive": "Association",
    "sender": "Who signs",
}
"""The submenu of a field, by the first word of its name."""


def field_label(name: str) -> str:
    """Say a field in plain words: its name in the menu, or the name itself where it has none."""
    field = MERGE_FIELDS.get(name)
    return field.label if field else name
