"""The answers of the first run, read into the profile of an association."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from crm.domain.addresses import Address
from crm.domain.association import (
    AssociationProfile,
    Legal,
    LegalForm,
    Signatory,
    check_profile,
)
from crm.domain.errors import Refusal
from crm.domain.imported_cells import check_email, read_date_cell
from crm.domain.phone_numbers import read_numbers
from crm.domain.postcodes import is_postcode, read_postcode
from crm.domain.text_safety import clean_line


def read_answers(shipped: AssociationProfile, answers: Mapping[str, str]) -> AssociationProfile:
    """Put typed answers into a shipped profile.

    The answers are `name`, `legal_form`, `premises`, `street`, `locality`, `town`, `postcode`,
    `signatory`, `title`, `telephone`, `email`, `drive`, `starts_on` and `ends_on`. Raises
    `Refusal` naming the first of them that is missing or cannot be.
    """

    def line(field: str) -> str:
        return clean_line(answers.get(field, ""), field)

    def needed(field: str, message: str) -> str:
        text = line(field)
        if not text:
            raise Refusal(message, field=field)
        return text

    name = needed("name", "The association needs a name.")
    form = line("legal_form")
    if form not in set(LegalForm):
        raise Refusal(f"“{form}” is no legal form.", field="legal_form")
    street = needed("street", "Letters carry a postal address: say the street or PO box.")
    town = needed("town", "Letters carry a postal address: say the town.")
    postcode = needed("postcode", "Letters carry a postal address: say the postcode.")
    address = Address(line("premises"), street, line("locality"), town, read_own_postcode(postcode))
    signatory = Signatory(
        needed("signatory", "A letter needs a name under it: say who signs."),
        line("title"),
        read_telephone(needed("telephone", "Say the number that companies may ring back.")),
        read_email(needed("email", "Say the address that companies may write to.")),
    )
    drive = needed("drive", "The drive needs a name.")
    starts_on = read_civil_day(answers.get("starts_on", ""), "starts_on")
    ends_on = read_civil_day(answers.get("ends_on", ""), "ends_on")
    profile = replace(
        shipped,
        name=name,
        address=address,
        legal=Legal(LegalForm(form)),
        signatories=(signatory,),
        drive=replace(shipped.drive, name=drive, starts_on=starts_on, ends_on=ends_on),
    )
    check_profile(profile)
    return profile


def read_own_postcode(text: str) -> str:
    """Read the association's own postcode, which letters ask for answers to; empty for nothing.

    Raises `Refusal` on `postcode` for what is no British postcode.
    """
    found = read_postcode(text).value
    if found and not is_postcode(found):
        raise Refusal(f"“{text.strip()}” is not a UK postcode.", field="postcode")
    return found


def read_civil_day(text: str, field: str) -> date:
    """Read a day as it is written in Britain: `15/09/2003`, `15 September 2003`, `2003-09-15`.

    Raises `Refusal` on `field` where nothing is said, or it is no day.
    """
    day = read_date_cell(text)
    if day is None:
        said = f"“{text.strip()}” is no day. Write it" if text.strip() else "Say the day,"
        raise Refusal(f"{said} like 15/09/2003.", field=field)
    return day


def read_telephone(text: str, field: str = "telephone") -> str:
    """Read one telephone number and give it as it was typed; empty for nothing.

    Raises `Refusal` on `field` for what no telephone could dial.
    """
    found = read_numbers(text)
    if not text.strip():
        return ""
    if not found or found[0].e164 is None:
        raise Refusal(f"“{text.strip()}” is no telephone number.", field=field)
    return found[0].typed


def read_email(text: str, field: str = "email") -> str:
    """Read one email address; empty for nothing. Raises `Refusal` on `field` for no address."""
    found = check_email(text.strip()) if text.strip() else ""
    if text.strip() and not found:
        raise Refusal(f"“{text.strip()}” is no email address.", field=field)
    return found
