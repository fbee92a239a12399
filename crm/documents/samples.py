"""Every shipped document with made-up content: `python -m crm.documents.samples OUT_DIR`.

Names, numbers and fees are inventions; telephone numbers are from the reserved ranges.
"""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from crm.documents.content import PackContent, Recipient, Signatory
from crm.documents.form import ApplicationForm
from crm.documents.form_chrome import BandChoice
from crm.documents.labels import SHEETS, make_labels
from crm.documents.leaflet import FeeLine, FeeTable, Leaflet
from crm.documents.letter import Letter
from crm.documents.letterhead import LegalFacts, Letterhead
from crm.documents.pack import make_pack
from crm.documents.reference import make_reference
from crm.documents.rendering import render_pages
from crm.domain.addresses import Address, address_block, one_line

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"

LOOK = Letterhead(
    name="West Midlands IT Association",
    branch="Staffordshire branch",
    address=("1 Sample Street", "Stafford", "ST16 9ZZ"),
    telephone="01632 960123",
    web="www.wmita.co.uk",
)

SHORT_NAME = "Potteries Data Ltd"
LONG_NAME = (
    "The North Staffordshire and South Cheshire Database Development, Hosting and "
    "Telecommunications Partnership Ltd"
)

_BANDS = (
    ("1–4", "£95"), ("5–10", "£145"), ("11–24", "£225"),
    ("25–49", "£350"), ("50–99", "£550"), ("100–249", "£850"),
)  # fmt: skip
_OWN = 2
HOME = Address("", "14 Liverpool Road", "", "Stoke-on-Trent", "ST4 1AA")


def template(name: str) -> str:
    """Read one shipped template."""
    return (TEMPLATES / f"{name}.md").read_text(encoding="utf-8")


def sample_fields(company: str = SHORT_NAME) -> dict[str, str]:
    """Give the merge fields of a sample letter."""
    return {
        "company.name": company,
        "company.staff": "12",
        "company.branch": "Staffordshire",
        "call.last_date": "14 March",
        "call.wants": "training for two junior developers and more business from local clients",
        "next.date": "24 March",
        "pack.posted_date": "3 March",
        "band.label": "11–24",
        "band.fee": "£225 + VAT",
        "association.name": LOOK.name,
        "association.region": "West Midlands",
        "association.web": LOOK.web,
        "sender.name": "Alex Brook",
        "sender.telephone": "01632 960124",
    }


def sample_letter(company: str = SHORT_NAME, name: str = "covering_letter") -> Letter:
    """Make a sample letter from a shipped template."""
    signatory = Signatory("Alex Brook", "Founder member")
    return Letter(template(name), sample_fields(company), date(2003, 3, 17), signatory)


def sample_fees() -> FeeTable:
    """Make the fee table, the third band being this firm's."""
    return FeeTable(
        tuple(
            FeeLine(staff, f"{fee} + VAT", "£25 + VAT", own=place == _OWN)
            for place, (staff, fee) in enumerate(_BANDS)
        )
    )


def sample_form(company: str = SHORT_NAME, home: Address = HOME) -> ApplicationForm:
    """Make the application form, filled in as far as a first call can."""
    return ApplicationForm(
        values={
            "company.name": company,
            "company.number": "04481234",
            "company.registered_address": one_line(home),
            "company.telephone": "01632 960482",
            "company.email": "helen@potteriesdata.example",
            "company.web": "www.potteriesdata.example",
            "company.staff": "12",
            "company.activities": "Database development and hosting",
            "member.title": "Ms",
            "member.first_name": "Helen",
            "member.last_name": "Marsh",
            "member.job_title": "Managing Director",
        },
        bands=tuple(
            BandChoice(f"{staff} staff, {fee} + VAT", chosen=place == _OWN)
            for place, (staff, fee) in enumerate(_BANDS)
        ),
    )


def sample_pack(
    company: str = SHORT_NAME, reference: str = "WM-0482-K", home: Address = HOME
) -> PackContent:
    """Make a whole prospect pack for one company."""
    recipient = Recipient(
        company, "Ms Helen Marsh", "Managing Director", home, "Dear Ms Marsh", "Yours sincerely"
    )
    benefits = Leaflet(template("benefits"), sample_fields(company))
    parts = (sample_letter(company), benefits, sample_fees(), sample_form(company, home))
    return PackContent(reference, LOOK, recipient, parts)


def sample_long_letter() -> PackContent:
    """Make a plain letter of two pages on the paper of an association that is a company."""
    words = "The committee has looked at every answer, and this is what it makes of them. " * 6
    personal = "\n\n".join(f"{words}" for _ in range(6))
    legal = LegalFacts(
        "West Midlands IT Association Ltd", "England and Wales", "00000000",
        "1 Sample Street, Stafford ST16 9ZZ",
    )  # fmt: skip
    letter = replace(sample_letter(name="plain_letter"), personal=personal, enclosures=())
    return replace(sample_pack(), look=replace(LOOK, legal=legal), parts=(letter,))


def sample_files() -> dict[str, bytes]:
    """Draw every sample; the PDFs by file name."""
    packs = [sample_pack(), sample_pack(LONG_NAME, make_reference("WM", 483))]
    reminder = PackContent(
        "WM-0482-K",
        LOOK,
        packs[0].recipient,
        (sample_letter(name="reminder_letter"), sample_form()),
    )
    block = address_block("Ms Helen Marsh", "", SHORT_NAME, HOME)
    return {
        "pack.pdf": make_pack(packs[:1], fillable=False).pdf,
        "pack-long-name.pdf": make_pack(packs[1:], fillable=False).pdf,
        "pack-fillable.pdf": make_pack(packs[:1], fillable=True).pdf,
        "packs-duplex.pdf": make_pack(packs, fillable=False, duplex=True).pdf,
        "reminder.pdf": make_pack([reminder], fillable=False).pdf,
        "letter-long.pdf": make_pack([sample_long_letter()], fillable=False).pdf,
        "labels.pdf": make_labels([block] * 12, SHEETS["L7160"], start=4).pdf,
    }


def main(folder: Path) -> None:
    """Write every sample as PDF and its pages as PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, pdf in sample_files().items():
        (folder / name).write_bytes(pdf)
        for number, page in enumerate(render_pages(pdf, 110), 1):
            picture = folder / f"{Path(name).stem}-{number}.png"
            picture.write_bytes(page.png())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/documents"))
