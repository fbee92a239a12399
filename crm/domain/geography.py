"""The counties of the region, and the one a postcode most likely lies in.

Shares come from the table of outward codes that ships with the program; print ATTRIBUTION with
whatever is drawn from it.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from crm.domain.errors import Refusal
from crm.domain.postcodes import read_postcode

ATTRIBUTION: Final = (
    "Contains ONS data, licensed under the Open Government Licence v3. "
    "Contains OS data, Crown copyright and database right."
)
METROPOLITAN_COUNTY: Final = "West Midlands (metropolitan county)"
COUNTIES: Final = (
    "Herefordshire",
    "Shropshire",
    "Staffordshire",
    "Warwickshire",
    METROPOLITAN_COUNTY,
    "Worcestershire",
)
"""The six counties of the region, named as in the table of outward codes."""

_ELSEWHERE = frozenset(
    {"kent", "surrey", "essex", "east sussex", "west sussex", "sussex", "norfolk", "suffolk",
     "cornwall", "devon", "dorset", "somerset", "avon", "cumbria", "northumberland", "rutland",
     "county durham", "co durham", "tyne and wear", "merseyside", "cleveland", "humberside",
     "greater manchester", "greater london", "middlesex", "isle of wight", "hereford and worcester",
     "gwent", "dyfed", "gwynedd", "clwyd", "powys", "mid glamorgan", "south glamorgan",
     "west glamorgan", "fife", "midlothian", "lanarks", "middx", "herts", "bucks", "berks", "beds",
     "cambs", "lancs", "leics", "lincs", "northants", "notts", "oxon", "wilts", "hants", "glos",
     "gloucs", "derbys", "yorks", "north yorks", "south yorks", "west yorks", "w yorks", "s yorks"}
)  # fmt: skip
"""Counties of the rest of the United Kingdom that do not end in `shire`, and how they are cut."""

_SHIRE = re.compile(r"[a-z ]*[a-z]shire")
_OUTSIDE = "(outside region)"
_WRITTEN = {
    "herefordshire": "Herefordshire",
    "herefords": "Herefordshire",
    "county of herefordshire": "Herefordshire",
    "shropshire": "Shropshire",
    "salop": "Shropshire",
    "shrops": "Shropshire",
    "staffordshire": "Staffordshire",
    "staffs": "Staffordshire",
    "warwickshire": "Warwickshire",
    "warks": "Warwickshire",
    "worcestershire": "Worcestershire",
    "worcs": "Worcestershire",
    "west midlands": METROPOLITAN_COUNTY,
    "w mids": METROPOLITAN_COUNTY,
    "w midlands": METROPOLITAN_COUNTY,
    "west mids": METROPOLITAN_COUNTY,
    "west midlands metropolitan county": METROPOLITAN_COUNTY,
}


@dataclass(frozen=True, slots=True)
class Outcode:
    """The first half of a postcode: how its postcodes are shared among counties, by share 0 to 1.

    `counties` holds those of the region only, largest share first; what is missing to 1 lies
    outside. `latitude` and `longitude` are of its middle, in degrees (WGS 84).
    """

    outcode: str
    counties: tuple[tuple[str, float], ...]
    latitude: float
    longitude: float
    district: str

    @property
    def in_region(self) -> float:
        """The share of its postcodes that lie in the region at all."""
        return sum(share for _, share in self.counties)


@dataclass(frozen=True, slots=True)
class BranchSuggestion:
    """The county a company most likely belongs to; a suggestion, never forced.

    `confidence` is the share (0 to 1) of the outward code's postcodes that lie in `county`;
    `others` are the region's counties that share the rest.
    """

    county: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()


def read_outcodes(table: str) -> Mapping[str, Outcode]:
    """Read the text of `resources/uk/outcodes.csv` into outward codes by name.

    Raises Refusal naming the row where the table is not as it shipped.
    """
    found: dict[str, Outcode] = {}
    rows = csv.DictReader(io.StringIO(table), strict=True)
    try:
        for row in rows:
            outcode = _read_row(row)
            found[outcode.outcode] = outcode
    except (KeyError, TypeError, ValueError, csv.Error) as trouble:
        message = f"The table of postcodes is damaged at line {rows.line_num}: {trouble}."
        raise Refusal(message, field=f"row {rows.line_num}") from trouble
    return found


def suggest_branch(postcode: str, outcodes: Mapping[str, Outcode]) -> BranchSuggestion | None:
    """Suggest the county, and with it the branch, of a postcode or of its first half alone.

    None where the postcode cannot be read or most of its outward code lies outside the region.
    """
    known = outcodes.get(read_postcode(postcode).outcode)
    if known is None or known.in_region < 0.5:
        return None
    (county, confidence), *others = known.counties
    return BranchSuggestion(county, confidence, tuple(others))


def county_named(text: str) -> str | None:
    """Name the county of the region meant by `Staffs`, `W. Mids` or `Salop`; None where unknown.

    `Hereford and Worcester`, a county until 1998, is two now and so no answer.
    """
    return _WRITTEN.get(_plain(text))


def is_county(text: str) -> bool:
    """Whether a part of an address names any county of the United Kingdom and so does not print."""
    plain = _plain(text)
    return plain in _WRITTEN or plain in _ELSEWHERE or _SHIRE.fullmatch(plain) is not None


def _plain(text: str) -> str:
    return " ".join(re.sub("[^a-z]+", " ", text.lower().replace("&", " and ")).split())


def _read_row(row: Mapping[str, str]) -> Outcode:
    shares: list[tuple[str, float]] = []
    postcodes = int(row["postcodes"])
    for entry in row["all_counties"].split(";"):
        county, _, count = entry.strip().rpartition("=")
        if county == _OUTSIDE:
            continue
        if county not in COUNTIES:
            raise ValueError(f"unknown county “{county}”")
        shares.append((county, int(count) / postcodes))
    if not shares:
        raise ValueError("no county")
    return Outcode(
        outcode=row["outcode"],
        counties=tuple(sorted(shares, key=lambda pair: (-pair[1], pair[0]))),
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        district=row["main_district"],
    )
