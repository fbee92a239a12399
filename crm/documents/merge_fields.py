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
    MergeField("event.kind", "Next event: kind", "training"),
    MergeField("event.time", "Next event: time", "13:30"),
    MergeField("event.price", "Next event: price", "£45 + VAT"),
    MergeField("event.speakers", "Next event: speakers", "Dr Ann Wu"),
    MergeField("event.reply_by", "Next event: reply by", "1 April"),
    MergeField("attended.name", "Event they came to", "Branch evening"),
    MergeField("attended.date", "Event they came to: date", "12 March"),
    MergeField("referral.name", "Who told us of them", "Ms Joan Bright of Sample Systems Ltd"),
    MergeField("membership.number", "Membership number", "0138"),
    MergeField("membership.from", "Membership: first day", "2 April 2003"),
    MergeField("membership.to", "Membership: last day", "1 April 2004"),
    MergeField("membership.fee", "Membership: fee a year", "£225 + VAT"),
    MergeField("membership.invoice", "Membership: invoice number", "2003-0138"),
    MergeField("membership.grace_to", "Membership: grace until", "1 May 2004"),
    MergeField("membership.payment", "Membership: how it is paid", "standing order"),
    MergeField("association.name", "Association", "West Midlands IT Association"),
    MergeField("association.short_name", "Association, short", "WMita"),
    MergeField("association.region", "Region", "West Midlands"),
    MergeField("association.web", "Association's website", "www.wmita.co.uk"),
    MergeField("association.telephone", "Association's telephone", "01632 960123"),
    MergeField("association.email", "Association's email", "office@association.example"),
    MergeField(
        "association.address", "Association's address", "1 Sample Street, Stafford ST16 9ZZ"
    ),
    MergeField("association.legal", "Association's registration", "registered number 00000000"),
    MergeField("privacy.contact", "Privacy: whom to ask", "the Secretary"),
    MergeField("privacy.sources", "Privacy: where facts come from", "the public register"),
    MergeField("privacy.basis_prospects", "Privacy: basis for prospects", "legitimate interests"),
    MergeField("privacy.basis_members", "Privacy: basis for members", "the membership contract"),
    MergeField("privacy.basis_accounts", "Privacy: basis for accounts", "a legal obligation"),
    MergeField("privacy.shared_with", "Privacy: who else sees it", "our funders"),
    MergeField("privacy.keep_prospects", "Privacy: prospects kept for", "24 months"),
    MergeField("privacy.keep_members", "Privacy: members kept for", "6 years"),
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
    "attended": "Events",
    "referral": "Calls and packs",
    "membership": "Membership",
    "privacy": "Privacy",
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
