"""Postal addresses: kept, read from pasted text, laid out for an envelope."""

from dataclasses import astuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crm.domain.addresses import (
    Address,
    address_block,
    clean_address,
    one_line,
    read_address,
    title_case_address,
)
from crm.domain.errors import Refusal

LIVERPOOL_ROAD = Address("14", "Liverpool Road", "", "Stoke-on-Trent", "ST4 1AA")
FULL = Address("Lymedale House", "14 Liverpool Road", "Penkhull", "Stoke-on-Trent", "ST4 1AA")


def test_the_block_of_the_goal_picture() -> None:
    assert address_block(
        "Ms Helen Marsh", "Managing Director", "Potteries Data Ltd", LIVERPOOL_ROAD
    ) == (
        "Ms Helen Marsh",
        "Managing Director",
        "Potteries Data Ltd",
        "14 Liverpool Road",
        "STOKE-ON-TRENT",
        "ST4 1AA",
    )


def test_eight_lines_lose_the_job_title_first() -> None:
    assert address_block("Helen Marsh", "Managing Director", "Potteries Data Ltd", FULL) == (
        "Helen Marsh",
        "Potteries Data Ltd",
        "Lymedale House",
        "14 Liverpool Road",
        "Penkhull",
        "STOKE-ON-TRENT",
        "ST4 1AA",
    )


def test_then_building_and_street_share_a_line() -> None:
    block = address_block("Helen Marsh", "Director", "Potteries Data Ltd", FULL, lines=6)
    assert block == (
        "Helen Marsh",
        "Potteries Data Ltd",
        "Lymedale House 14 Liverpool Road",
        "Penkhull",
        "STOKE-ON-TRENT",
        "ST4 1AA",
    )


def test_then_the_letter_is_held() -> None:
    with pytest.raises(Refusal) as caught:
        address_block("Helen Marsh", "Director", "Potteries Data Ltd", FULL, lines=5)
    assert caught.value.field == "address"
    assert "Potteries Data Ltd needs 6 lines" in caught.value.message


def test_no_town_is_held_whatever_else_there_is() -> None:
    with pytest.raises(Refusal) as caught:
        address_block(
            "", "", "Potteries Data Ltd", Address("14", "Liverpool Road", "", " , ", "ST4 1AA")
        )
    assert caught.value.field == "town"


def test_no_commas_and_no_town_twice() -> None:
    address = Address(
        "Unit 3, Lymedale House,", "14 Liverpool Road,", "Stone", "Stone,", "st15 0aa"
    )
    assert address_block("John Smith, OBE,", "", "Potteries Data Ltd,", address) == (
        "John Smith, OBE",
        "Potteries Data Ltd",
        "Unit 3 Lymedale House",
        "14 Liverpool Road",
        "STONE",
        "ST15 0AA",
    )


ROAD = "14 Liverpool Road"


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        (f"{ROAD}, Stoke-on-Trent, ST4 1AA", ("", ROAD, "", "Stoke-on-Trent", "ST4 1AA")),
        (f"{ROAD}\nPenkhull\nStoke\nStaffs\nst41aa\nUK",
         ("", ROAD, "Penkhull", "Stoke", "ST4 1AA")),
        (f"The Mill, {ROAD}, Penkhull, Stoke ST4 1AA",
         ("The Mill", ROAD, "Penkhull", "Stoke", "ST4 1AA")),
        ("Unit 3, Old Park, Stone, W. Mids", ("Unit 3", "Old Park", "", "Stone", "")),
        ("14, Liverpool Road, Stafford", ("", ROAD, "", "Stafford", "")),
        ("The Mill, 14, Liverpool Road, Stafford", ("The Mill", ROAD, "", "Stafford", "")),
        ("Unit 3, The Mill, Old Park, Mill Lane, Stone",
         ("Unit 3 The Mill", "Old Park", "Mill Lane", "Stone", "")),
        ("Stafford", ("", "", "", "Stafford", "")),
        ("Staffordshire", ("", "", "", "Staffordshire", "")),
        ("", ("", "", "", "", "")),
    ],
)  # fmt: skip
def test_reading_what_was_pasted(pasted: str, address: tuple[str, ...]) -> None:
    assert astuple(read_address(pasted)) == address


def test_reading_the_columns_of_a_list() -> None:
    columns = ["UNIT 3", "LYMEDALE PARK", "", "STAFFORD", "STAFFORDSHIRE", "ENGLAND", "ST16 2AA"]
    read = title_case_address(read_address(columns))
    assert read == Address("Unit 3", "Lymedale Park", "", "Stafford", "ST16 2AA")
    columns = ["HEADROW HOUSE, 19", "OLD LEEDS ROAD", "HUDDERSFIELD", "WEST YORKSHIRE", "HD1 1SG"]
    read = title_case_address(read_address(columns))
    assert read == Address("Headrow House", "19 Old Leeds Road", "", "Huddersfield", "HD1 1SG")


def test_cleaning_names_the_part_that_is_too_long() -> None:
    with pytest.raises(Refusal) as caught:
        clean_address(Address(locality="x" * 81))
    assert caught.value.field == "locality"
    assert clean_address(Address(" 14 ,", "a\u202eb", "", "Stone", "st150aa")) == (
        Address("14", "ab", "", "Stone", "ST15 0AA")
    )


def test_on_one_line() -> None:
    assert one_line(LIVERPOOL_ROAD) == "14 Liverpool Road, Stoke-on-Trent ST4 1AA"
    assert one_line(Address(town="Stone")) == "Stone"
    assert not Address()
    assert Address(town="Stone")


word = st.text("abcdefgh ,", max_size=12)
addresses = st.builds(Address, word, word, word, word, st.sampled_from(["", "ST4 1AA", "B1 1AA"]))


@given(word, word, word, addresses, st.integers(3, 8))
def test_every_block_fits_and_ends_with_town_and_postcode(
    person: str, job_title: str, organisation: str, address: Address, lines: int
) -> None:
    try:
        block = address_block(person, job_title, organisation, address, lines)
    except Refusal:
        assert not address.town.strip(" ,") or lines < 6
        return
    town = " ".join(address.town.replace(",", " ").split()).upper()
    assert block[-2 if address.postcode else -1] == town
    assert address.postcode == "" or block[-1] == address.postcode
    assert len(block) <= lines
    assert all(line and line == line.rstrip(" ,") for line in block)


@given(addresses)
def test_a_kept_address_reads_back_from_its_own_block(address: Address) -> None:
    kept = clean_address(address)
    assume(kept.town not in {"", "gb"} and kept.street)
    block = address_block("", "", "", kept)
    again = read_address(block)
    assert again.postcode == kept.postcode
    assert again.town == " ".join(kept.town.replace(",", " ").split()).upper()
