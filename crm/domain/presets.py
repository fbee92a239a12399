"""Reading the profile of an association from the text of a preset file."""

import tomllib

from crm.domain.addresses import Address, clean_address
from crm.domain.association import (
    CALL_GOAL,
    AssociationProfile,
    Branch,
    Colours,
    DriveProfile,
    Funder,
    Indicator,
    Legal,
    LegalForm,
    Signatory,
    Vat,
    check_profile,
)
from crm.domain.errors import Refusal
from crm.domain.fees import FeeBand, VatRate, VatTreatment, band_label, check_bands
from crm.domain.preset_tables import PresetTable
from crm.domain.text_safety import FREE_TEXT_LENGTH


def read_preset(toml_text: str) -> AssociationProfile:
    """Read a preset (TOML, as `resources/presets/wmita.toml`) into a profile.

    Whatever it leaves out stays unknown. Raises Refusal whose field is the name of the entry that
    is wrong, of an unknown kind or not known at all (`fees.bands.2.fee`), or `preset` where the
    text is not TOML.
    """
    try:
        content = tomllib.loads(toml_text)
    except (tomllib.TOMLDecodeError, RecursionError) as trouble:
        raise Refusal(f"The preset cannot be read: {trouble}.", field="preset") from trouble
    top = PresetTable("", content)
    joining, bands = _fees(top.table("fees"))
    profile = AssociationProfile(
        name=top.text("name"),
        short_name=top.text("short_name"),
        region=top.text("region"),
        reference_prefix=top.text("reference_prefix"),
        address=_address(top.table("address")),
        telephone=top.text("telephone"),
        email=top.text("email"),
        website=top.text("website"),
        legal=_legal(top.table("legal")),
        colours=_colours(top.table("colours")),
        signatories=tuple(_signatory(entry) for entry in top.tables("signatories")),
        branches=tuple(_branch(entry) for entry in top.tables("branches")),
        fee_bands=bands,
        joining_pence=joining,
        vat=_vat(top.table("vat")),
        drive=_drive(top.table("drive")),
        funders=tuple(_funder(entry) for entry in top.tables("funders")),
        call_goal=top.number("call_goal", CALL_GOAL),
    )
    top.end()
    check_profile(profile)
    return profile


def _address(table: PresetTable) -> Address:
    address = Address(
        premises=table.text("premises"),
        street=table.text("street"),
        locality=table.text("locality"),
        town=table.text("town"),
        postcode=table.text("postcode"),
    )
    table.end()
    return clean_address(address)


def _legal(table: PresetTable) -> Legal:
    legal = Legal(
        form=table.choice("form", LegalForm, LegalForm.UNKNOWN),
        registered_name=table.text("registered_name"),
        registered_in=table.text("registered_in"),
        registered_number=table.text("registered_number"),
        registered_office=table.text("registered_office", FREE_TEXT_LENGTH),
        directors=table.texts("directors"),
    )
    table.end()
    return legal


def _colours(table: PresetTable) -> Colours:
    colours = Colours(accent=table.text("accent") or Colours().accent)
    table.end()
    return colours


def _signatory(table: PresetTable) -> Signatory:
    signatory = Signatory(
        name=table.must(table.text("name"), "name"),
        title=table.text("title"),
        telephone=table.text("telephone"),
        email=table.text("email"),
    )
    table.end()
    return signatory


def _branch(table: PresetTable) -> Branch:
    branch = Branch(
        name=table.must(table.text("name"), "name"),
        county=table.must(table.text("county"), "county"),
    )
    table.end()
    return branch


def _fees(table: PresetTable) -> tuple[int, tuple[FeeBand, ...]]:
    joining = table.pence("joining") or 0
    bands = [_band(entry, joining) for entry in table.tables("bands")]
    table.end()
    return joining, check_bands(bands)


def _band(table: PresetTable, joining: int) -> FeeBand:
    staff_from = table.number("staff_from", 1)
    # Nothing under staff_to means a band without an end, which 0 stands for here.
    staff_to = table.number("staff_to", 0) or None
    band = FeeBand(
        id=None,
        label=table.text("label") or band_label(staff_from, staff_to),
        staff_from=staff_from,
        staff_to=staff_to,
        fee_pence=table.must(table.pence("fee"), "fee"),
        joining_pence=joining,
    )
    table.end()
    return band


def _vat(table: PresetTable) -> Vat:
    vat = Vat(
        treatment=table.choice("treatment", VatTreatment, VatTreatment.CHARGED),
        number=table.text("number"),
        rates=tuple(_rate(entry) for entry in table.tables("rates")),
    )
    table.end()
    return vat


def _rate(table: PresetTable) -> VatRate:
    rate = VatRate(table.must(table.day("from_day"), "from_day"), table.percent("percent"))
    table.end()
    return rate


def _drive(table: PresetTable) -> DriveProfile:
    drive = DriveProfile(
        name=table.text("name"),
        starts_on=table.day("starts_on"),
        ends_on=table.day("ends_on"),
        indicators=tuple(_indicator(entry) for entry in table.tables("indicators")),
    )
    table.end()
    return drive


def _indicator(table: PresetTable) -> Indicator:
    indicator = Indicator(
        key=table.must(table.text("key"), "key"),
        code=table.text("code"),
        name=table.must(table.text("name"), "name"),
        unit=table.text("unit"),
        target=table.number("target", 0),
        definition=table.text("definition", FREE_TEXT_LENGTH),
    )
    table.end()
    return indicator


def _funder(table: PresetTable) -> Funder:
    funder = Funder(
        name=table.must(table.text("name"), "name"),
        grant_pence=table.pence("grant"),
        note=table.text("note", FREE_TEXT_LENGTH),
    )
    table.end()
    return funder
