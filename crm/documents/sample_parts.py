"""Every part that ships, filled with inventions, for a company of any name.

Bank details are zeros, telephone numbers from the reserved ranges, web addresses `.example`.
"""

from dataclasses import replace
from datetime import date

from crm.documents.badges import MembershipCard, NameBadge, make_badges, make_cards
from crm.documents.certificate import attendance_certificate, membership_certificate
from crm.documents.company_brief import BriefEntry, BriefPerson, CompanyBrief
from crm.documents.content import PackContent, Part, Signatory
from crm.documents.directory import DirectoryEntry, DirectoryGroup, MembersDirectory
from crm.documents.envelopes import ENVELOPES, make_envelopes
from crm.documents.inserted import InsertedPdf, Placement
from crm.documents.invoice import (
    BankDetails,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    VatLine,
)
from crm.documents.label_sheets import BADGES, CARDS, SHEETS
from crm.documents.labels import AddressLabel, make_labels
from crm.documents.leaflet import Leaflet
from crm.documents.mandate import Mandate
from crm.documents.membership_glance import MembershipGlance
from crm.documents.merge_fields import MERGE_FIELDS
from crm.documents.pack import make_pack
from crm.documents.posting_list import PostingLine, PostingList
from crm.documents.programme import Programme, ProgrammeLine
from crm.documents.samples import (
    HOME,
    LONG_NAME,
    LOOK,
    SHORT_NAME,
    sample_letter,
    sample_pack,
    template,
)
from crm.documents.sheet_printing import make_proof
from crm.documents.sign_in import SignInLine, SignInSheet
from crm.documents.statement import Statement, StatementLine

LETTERS = (
    "covering_letter", "covering_second_mailing", "covering_after_event",
    "covering_after_referral", "reminder_letter", "event_invitation", "welcome_letter",
    "renewal_60_days", "renewal_30_days", "renewal_reminder", "lapse_letter",
)  # fmt: skip
"""The letters that ship, by the name of their template."""

_BANK = BankDetails("West Midlands IT Association", "Sample Bank plc", "00-00-00", "00000000")
_SIGNING = (Signatory("Alex Brook", "Founder member"), Signatory("Dr Ann Wu", "Branch chairman"))
_LONG_PERSON = "Bartholomew Featherstonehaugh-Cholmondeley"


def sample_parts(company: str = SHORT_NAME) -> dict[str, Part]:
    """Give every part that ships by a short name; a long company name brings long other names."""
    person = "Helen Marsh" if len(company) < 40 else _LONG_PERSON
    fields = {name: field.example for name, field in MERGE_FIELDS.items()}
    fields |= {"company.name": company}
    letters: dict[str, Part] = {
        name: replace(
            sample_letter(company, name), fields=fields, title=name.replace("_", " ").capitalize()
        )
        for name in LETTERS
    }
    return letters | {
        "privacy_notice": Leaflet(template("privacy_notice"), fields, "Privacy notice"),
        "programme": _programme(company),
        "mandate": Mandate(
            company, "WM-0482-K", LOOK.name, "Sample Bank plc", "00-00-00", "00000000",
            26438, date(2003, 4, 14),
        ),
        "mandate_empty": Mandate("", "", LOOK.name, frequency=""),
        "glance": _glance(company),
        "certificate": membership_certificate(
            company, "Staffordshire branch", "0138", "2 April 2003 to 1 April 2004", _SIGNING
        ),
        "attendance": attendance_certificate(
            person, company, "Secure coding", "8 April 2003", "Stafford", "6 hours of training",
            "Dr Ann Wu", _SIGNING,
        ),
        "card": sample_card(company),
        "invoice": sample_invoice(),
        "receipt": replace(
            sample_invoice(), kind=InvoiceKind.RECEIPT, due=None, stamp="Paid",
            paid_by="By standing order on 14 April 2003.", title="Receipt",
        ),
        "credit_note": replace(
            sample_invoice(), kind=InvoiceKind.CREDIT_NOTE, number="C2003-0007", due=None,
            corrects="2003-0138", title="Credit note",
        ),
        "statement": _statement(),
        "sign_in": _sign_in(person, company),
        "directory": _directory(company),
        "brief": _brief(person, company),
        "posting_list": _posting_list(company),
    }  # fmt: skip


def sample_invoice() -> Invoice:
    """Make the invoice of a first year."""
    lines = (
        InvoiceLine(
            "Membership of the West Midlands IT Association, 11–24 staff, "
            "2 April 2003 to 1 April 2004",
            22500, "17.5%", 3938, 26438,
        ),
        InvoiceLine("Joining fee", 2500, "17.5%", 438, 2938),
    )  # fmt: skip
    return Invoice(
        InvoiceKind.INVOICE, "2003-0138", date(2003, 4, 2), lines, 25000, 4376, 29376,
        date(2003, 5, 2), (VatLine("17.5%", 25000, 4376),), "GB 000 0000 00", "0138", "WM-0482-K",
        bank=_BANK,
    )  # fmt: skip


def sample_card(company: str = SHORT_NAME) -> MembershipCard:
    """Make a member's card."""
    return MembershipCard(
        company, "0138", "1 April 2004", "11–24", LOOK.name, "Staffordshire branch"
    )


def sample_badges(company: str = SHORT_NAME) -> tuple[NameBadge, ...]:
    """Make badges for an event."""
    event = "Secure coding · Stafford, 8 April 2003"
    return tuple(
        NameBadge(name, company, event, job, LOOK.name)
        for name, job in (("Helen Marsh", ""), (_LONG_PERSON, "Managing Director"), ("Bo Ng", ""))
    )


def sample_label(company: str = SHORT_NAME) -> AddressLabel:
    """Make the label of one pack."""
    return AddressLabel(company, HOME, "Ms Helen Marsh", "Managing Director")


def part_files() -> dict[str, bytes]:
    """Draw every part for a short and a very long name, every sheet and envelope; by file name."""
    files: dict[str, bytes] = {}
    for size, company in (("short", SHORT_NAME), ("long", LONG_NAME)):
        pack = sample_pack(company)
        for name, part in sample_parts(company).items():
            made = make_pack([replace(pack, parts=(part,))], fillable=False)
            files[f"{name.replace('_', '-')}-{size}.pdf"] = made.pdf
        labels = [sample_label(company)] * 9
        for sheet in SHEETS.values():
            made_labels = make_labels(labels, sheet, start=3, outlines=True)
            if made_labels.pdf:  # the long name is held on the smallest labels
                files[f"labels-{sheet.name}-{size}.pdf"] = made_labels.pdf
        for sheet in BADGES.values():
            badges = make_badges(sample_badges(company), sheet, outlines=True)
            files[f"badges-{sheet.name.replace('×', 'x')}-{size}.pdf"] = badges.pdf
        for sheet in CARDS.values():
            cards = make_cards([sample_card(company)], sheet, outlines=True)
            files[f"cards-{sheet.name}-{size}.pdf"] = cards.pdf
        for envelope in ENVELOPES.values():
            sender = (LOOK.name, *LOOK.address)
            made_labels = make_envelopes(labels[:1], envelope, sender=sender)
            files[f"envelope-{envelope.name}-{size}.pdf"] = made_labels.pdf
    files["labels-proof.pdf"] = make_proof(SHEETS["L7160"])
    files["inserted.pdf"] = make_pack([_inserted(files["programme-short.pdf"])], fillable=False).pdf
    return files


def _inserted(pdf: bytes) -> PackContent:
    pack = sample_pack()
    whole = InsertedPdf(pdf, "Programme as it is")
    return replace(
        pack, parts=(whole, replace(whole, placement=Placement.ON_LETTERHEAD, title="Programme"))
    )


def _programme(company: str) -> Programme:
    lines = (
        ProgrammeLine("8 April, 13:30", "Secure coding", "training", "Stafford", "£45 + VAT",
                      "Dr Ann Wu"),
        ProgrammeLine("24 April, 8:00", "Buyers’ breakfast", "trade event", "Birmingham",
                      "£12 + VAT"),
        ProgrammeLine("6 May, 18:00", "Branch evening", "", "Lichfield", "free"),
        ProgrammeLine("20 May, 9:30", company, "visit", "Stoke-on-Trent", "free"),
    )  # fmt: skip
    return Programme(lines, "Spring programme")


def _glance(company: str) -> MembershipGlance:
    return MembershipGlance(
        company,
        (("Member number", "0138"), ("Band", "11–24 staff"), ("Fee", "£225 + VAT a year"),
         ("From", "2 April 2003"), ("To", "1 April 2004"),
         ("Paid by", "standing order, quoting WM-0482-K")),
        (("Main contact", "Ms Helen Marsh, Managing Director"), ("Telephone", "01632 960482"),
         ("Email", "helen@potteriesdata.example"),
         ("Address", "14 Liverpool Road, Stoke-on-Trent ST4 1AA"), ("Staff", "12"),
         ("Where from", "your application form of 25 March 2003")),
        (("Events", "book by telephone; you pay the members’ price"),
         ("Directory", "send your entry on the form enclosed")),
    )  # fmt: skip


def _statement() -> Statement:
    lines = (
        StatementLine(date(2003, 4, 2), "Membership and joining fee", "2003-0138", 29376, None,
                      29376),
        StatementLine(date(2003, 4, 14), "Standing order received", "WM-0482-K", None, 26438, 2938),
        StatementLine(date(2003, 4, 30), "Secure coding, two places", "2003-0151", 10575, None,
                      13513),
    )  # fmt: skip
    ages = (("Up to 30 days", 0), ("31 to 60 days", 10575), ("61 to 90 days", 2938), ("Older", 0))
    return Statement(date(2003, 6, 30), lines, 13513, "0138", 0, ages, _BANK, "WM-0482-K")


def _sign_in(person: str, company: str) -> SignInSheet:
    names = (person, "Tom Rye", "Bo Ng", "Ann Wu", "Joan Bright", "Sam Poole")
    people = tuple(SignInLine(name, company) for name in names * 3)
    note = "We keep this list as a record of who came."
    return SignInSheet("Secure coding", "Tuesday 8 April 2003, 13:30", "Stafford", people, 8, note)


def _directory(company: str) -> MembersDirectory:
    entry = DirectoryEntry(
        company, "Database development and hosting",
        "14 Liverpool Road, Stoke-on-Trent ST4 1AA", "01632 960482",
        "helen@potteriesdata.example", "www.potteriesdata.example", "Ms Helen Marsh",
    )  # fmt: skip
    groups = tuple(
        DirectoryGroup(letter, (replace(entry, name=f"{letter}-Works Ltd"), entry) * 2)
        for letter in "ABCDEF"
    )
    return MembersDirectory(groups, "31 March 2003 · members who agreed to be listed")


def _brief(person: str, company: str) -> CompanyBrief:
    facts = (
        ("Address", "14 Liverpool Road, Stoke-on-Trent ST4 1AA"), ("Telephone", "01632 960482"),
        ("Website", "www.potteriesdata.example"), ("Stage", "In conversation"), ("Staff", "12"),
        ("Band", "11–24, £225 + VAT"), ("Branch", "Staffordshire"),
        ("Source", "referral by Sample Systems Ltd"),
    )  # fmt: skip
    people = (
        BriefPerson(f"Ms {person}", "Managing Director", "01632 960482",
                    "helen@potteriesdata.example"),
        BriefPerson("Mr Tom Rye", "Technical Director"),
    )  # fmt: skip
    said = "Wants training for two junior developers and more business from local clients."
    timeline = tuple(
        BriefEntry(f"{28 - day} March 2003", "Call back" if day % 3 else "Pack posted",
                   said if day % 3 else "")
        for day in range(26)
    )  # fmt: skip
    pinned = ("Ask for Helen, never before ten.",)
    return CompanyBrief(company, facts, people, timeline, pinned, "printed 17 March 2003")


def _posting_list(company: str) -> PostingList:
    lines = tuple(
        PostingLine(f"WM-{n:04}", f"Sample Firm {n} Ltd" if n % 5 else company, "Stoke-on-Trent",
                    "ST4 1AA")
        for n in range(1, 31)
    )  # fmt: skip
    totals = (("Packs", "30"), ("Sheets of paper", "90"))
    return PostingList("Prospect packs", date(2003, 3, 17), lines, totals)
