"""The counties of the region, and the one a postcode most likely lies in."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from crm.domain.errors import Refusal
from crm.domain.geography import (
    COUNTIES,
    METROPOLITAN_COUNTY,
    Outcode,
    county_named,
    is_county,
    read_outcodes,
    suggest_branch,
)

TABLE = (Path(__file__).parents[3] / "resources/uk/outcodes.csv").read_text("utf-8")


@pytest.fixture(scope="module")
def outcodes() -> Mapping[str, Outcode]:
    return read_outcodes(TABLE)


def test_the_table_that_ships(outcodes: Mapping[str, Outcode]) -> None:
    assert len(outcodes) == 259
    mostly_inside = [one for one in outcodes.values() if one.in_region > 0.5]
    assert len(mostly_inside) == 228
    assert sum(one.counties[0][1] < 0.95 for one in mostly_inside) == 45
    assert {county for one in outcodes.values() for county, _ in one.counties} == set(COUNTIES)
    assert all(one.in_region <= 1.0 + 1e-9 for one in outcodes.values())


@pytest.mark.parametrize(
    ("postcode", "county", "confidence"),
    [
        ("ST4 1AA", "Staffordshire", 1.0),
        ("st41aa", "Staffordshire", 1.0),
        ("ST4 IAA", "Staffordshire", 1.0),
        ("B1", METROPOLITAN_COUNTY, 1.0),
        ("ST7 1AA", "Staffordshire", 0.6117),
        ("WV6 7AA", METROPOLITAN_COUNTY, 0.7466),
        ("B45 8AA", METROPOLITAN_COUNTY, 0.6011),
    ],
)
def test_county_of_a_postcode(
    outcodes: Mapping[str, Outcode], postcode: str, county: str, confidence: float
) -> None:
    suggestion = suggest_branch(postcode, outcodes)
    assert suggestion is not None
    assert suggestion.county == county
    assert suggestion.confidence == pytest.approx(confidence, abs=0.001)


def test_the_other_counties_are_named(outcodes: Mapping[str, Outcode]) -> None:
    suggestion = suggest_branch("WV6 7AA", outcodes)
    assert suggestion is not None
    assert [county for county, _ in suggestion.others] == ["Staffordshire", "Shropshire"]


@pytest.mark.parametrize("postcode", ["SW1A 1AA", "CW12 1AA", "OX15 4AA", "nonsense", ""])
def test_no_suggestion_outside_the_region(outcodes: Mapping[str, Outcode], postcode: str) -> None:
    assert suggest_branch(postcode, outcodes) is None


@pytest.mark.parametrize(
    ("written", "county"),
    [
        ("Staffs", "Staffordshire"),
        ("STAFFS.", "Staffordshire"),
        ("W. Mids", METROPOLITAN_COUNTY),
        ("West Midlands", METROPOLITAN_COUNTY),
        ("Warks", "Warwickshire"),
        ("Salop", "Shropshire"),
        ("Worcs", "Worcestershire"),
        ("Hereford and Worcester", None),
        ("Cheshire", None),
        ("", None),
    ],
)
def test_how_people_write_counties(written: str, county: str | None) -> None:
    assert county_named(written) == county


@pytest.mark.parametrize(
    "damaged",
    [
        TABLE.replace("Staffordshire=", "Stoke=", 1),
        TABLE.replace(",738,", ",many,", 1),
        "outcode,postcodes\nB1,2\n",
        'outcode,area\n"B1,B\n',
    ],
)
def test_a_damaged_table_names_its_row(damaged: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_outcodes(damaged)
    assert caught.value.field is not None
    assert caught.value.field.startswith("row ")


@pytest.mark.parametrize(
    "part",
    [
        "WEST YORKSHIRE",
        "Kent",
        "Tyne & Wear",
        "Staffs.",
        "W. Mids",
        "Hereford & Worcester",
        "Herts",
    ],
)
def test_counties_anywhere_in_the_kingdom(part: str) -> None:
    assert is_county(part)


@pytest.mark.parametrize("part", ["Stafford", "Worcester", "Durham", "Yorkshire Road", "", "123"])
def test_towns_and_streets_are_no_counties(part: str) -> None:
    assert not is_county(part)
