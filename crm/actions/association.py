"""Setting the association up, and changing what is known of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crm.actions.shipped_parts import add_shipped_parts
from crm.data.queries.association import MEMBERS, association, target_ids
from crm.data.records.association import (
    Association,
    Branch,
    Drive,
    DriveTarget,
    Funder,
    Organiser,
    Plan,
    Signatory,
)
from crm.data.records.companies import SavedView
from crm.data.work import Work
from crm.domain.association import AssociationProfile, LegalForm, check_profile
from crm.domain.errors import Refusal
from crm.domain.first_run import read_email, read_own_postcode, read_telephone
from crm.domain.text_safety import clean_line

THE_ONE = 1
"""The key of the only association of a book."""

SAVED_VIEWS = (
    ("All companies", ""),
    ("In conversation", 'stage:"in conversation"'),
    ("Pack sent, no reply", 'stage:"pack sent" last:>7d'),
    ("Never called", "stage:new"),
)
"""The saved views of a new book: name and filter text."""

_LINES = frozenset(
    {
        "name", "short_name", "premises", "street", "locality", "town", "email", "website",
        "registered_name", "registered_in", "registered_number", "registered_office", "vat_number",
    }
)  # fmt: skip


def set_up(work: Work, profile: AssociationProfile) -> None:
    """Fill a new book with the association, its shipped templates, packs and saved views.

    Refuses a book that has an association already, and a drive without days.
    """
    check_profile(profile)
    if work.ask(association) is not None:
        raise Refusal("This book belongs to an association already.", field="name")
    _add_association(work, profile)
    for place, branch in enumerate(profile.branches):
        work.add(Branch(name=branch.name, county=branch.county, position=place))
    for place, one in enumerate(profile.signatories):
        work.add(
            Signatory(
                name=clean_line(one.name, "signatory"),
                title=clean_line(one.title, "title"),
                telephone=one.telephone,
                email=one.email,
                signature_sha256=one.signature_sha256,
                position=place,
            )
        )
    for place, band in enumerate(profile.fee_bands):
        work.add(
            Plan(
                label=band.label,
                staff_from=band.staff_from,
                staff_to=band.staff_to,
                fee_pence=band.fee_pence,
                joining_pence=band.joining_pence,
                position=place,
            )
        )
    for funder in profile.funders:
        work.add(Funder(name=funder.name, grant_pence=funder.grant_pence, note=funder.note))
    _add_drive(work, profile)
    work.add(Organiser(name=work.who))
    for place, (name, text) in enumerate(SAVED_VIEWS):
        work.add(SavedView(name=name, filter_text=text, position=place))
    add_shipped_parts(work)
    work.label(f"Set up {profile.name}")


def change_association(work: Work, field: str, value: str | int) -> None:
    """Change one field of the profile; Refusal names a field whose value cannot be."""
    record = work.get(Association, THE_ONE)
    text = str(value)
    if field in _LINES:
        text = clean_line(read_email(text) if field == "email" else text, field)
        if field == "name" and not text:
            raise Refusal("The association needs a name.", field="name")
        setattr(record, field, text)
    elif field == "postcode":
        record.postcode = read_own_postcode(text)
    elif field == "telephone":
        record.telephone = read_telephone(text)
    elif field == "directors":
        # All or none: a letter that names one director must name every one (SI 2015/17, reg. 26).
        names = [clean_line(name, field) for name in text.splitlines() if name.strip()]
        record.settings = {**record.settings, "directors": names}
    elif field == "legal_form":
        if text not in set(LegalForm):
            raise Refusal(f"“{text}” is no legal form.", field="legal_form")
        record.legal_form = text
    elif field == "call_goal":
        if not text.isdecimal() or not 1 <= int(text) <= 500:
            raise Refusal("The daily call goal is a number from 1 to 500.", field="call_goal")
        record.call_goal = int(text)
    else:
        raise Refusal(f"The association has no field called {field}.", field=field)
    work.label(f"Change the association's {field.replace('_', ' ')}")


def change_signatory(work: Work, signatory_id: int, field: str, value: str) -> None:
    """Change the name, title, telephone or email of who signs."""
    if field not in {"name", "title", "telephone", "email"}:
        raise Refusal(f"A signatory has no field called {field}.", field=field)
    record = work.get(Signatory, signatory_id)
    text = clean_line(value, field)
    if field == "name" and not text:
        raise Refusal("A letter needs a name under it.", field="name")
    if field == "telephone":
        text = read_telephone(text)
    elif field == "email":
        text = read_email(text)
    setattr(record, field, text)
    work.label(f"Change signatory {record.name}")


def add_signatory(work: Work, name: str, title: str = "") -> int:
    """Add someone who signs; gives their key."""
    text = clean_line(name, "name")
    if not text:
        raise Refusal("A letter needs a name under it.", field="name")
    record = work.add(Signatory(name=text, title=clean_line(title, "title"), position=99))
    work.label(f"Add signatory {text}")
    return record.id


def change_drive(
    work: Work, drive_id: int, *, name: str, starts_on: date, ends_on: date, members: int
) -> None:
    """Change the name, days and member target of a drive."""
    text = clean_line(name, "drive")
    if not text:
        raise Refusal("The drive needs a name.", field="drive")
    if ends_on <= starts_on:
        raise Refusal("The drive ends before it begins.", field="ends_on")
    if members < 0:
        raise Refusal("The target cannot be less than 0.", field="members")
    drive = work.get(Drive, drive_id)
    drive.name, drive.starts_on, drive.ends_on = text, starts_on, ends_on
    for key in work.ask(target_ids, drive_id, MEMBERS):
        work.get(DriveTarget, key).wanted = members
    work.label(f"Change {text}")


def _add_association(work: Work, profile: AssociationProfile) -> None:
    home, legal = profile.address, profile.legal
    work.add(
        Association(
            id=THE_ONE,
            name=clean_line(profile.name, "name"),
            short_name=profile.short_name,
            reference_prefix=profile.reference_prefix,
            premises=home.premises,
            street=home.street,
            locality=home.locality,
            town=home.town,
            postcode=home.postcode,
            telephone=profile.telephone,
            email=profile.email,
            website=profile.website,
            legal_form=legal.form.value,
            registered_name=legal.registered_name,
            registered_in=legal.registered_in,
            registered_number=legal.registered_number,
            registered_office=legal.registered_office,
            vat_number=profile.vat.number,
            accent=profile.colours.accent,
            logo_sha256=profile.logo_sha256,
            call_goal=profile.call_goal,
            settings=_settings(profile),
        )
    )


def _settings(profile: AssociationProfile) -> Mapping[str, Any]:
    return {
        "region": profile.region,
        "directors": list(profile.legal.directors),
        "joining_pence": profile.joining_pence,
        "vat": {
            "treatment": profile.vat.treatment.value,
            "rates": [
                {"from_day": rate.from_day.isoformat(), "percent": str(rate.percent)}
                for rate in profile.vat.rates
            ],
        },
        "indicators": [
            {"key": one.key, "code": one.code, "name": one.name, "unit": one.unit,
             "definition": one.definition}
            for one in profile.drive.indicators
        ],
    }  # fmt: skip


def _add_drive(work: Work, profile: AssociationProfile) -> None:
    plan = profile.drive
    if plan.starts_on is None or plan.ends_on is None:
        raise Refusal("Say when the drive begins and ends.", field="starts_on")
    drive = work.add(Drive(name=plan.name, starts_on=plan.starts_on, ends_on=plan.ends_on))
    for one in plan.indicators:
        work.add(DriveTarget(drive_id=drive.id, indicator=one.key, wanted=one.target))
