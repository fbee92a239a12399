"""The printed call sheet: its words, its pages, places in millimetres, the same bytes again."""

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.documents.call_sheet import BOTTOM, LEFT, RIGHT, SheetContent, SheetEntry, make_call_sheet
from crm.documents.rendering import count_pages
from crm.domain.outcomes import RULES
from tests.crm.documents.reading import glyphs, ink, page_text, picture

ENTRY = SheetEntry(
    line=17,
    name="Potteries Data Ltd",
    town="Stoke-on-Trent",
    company_number=482,
    person="Ms Helen Marsh, Managing Director",
    numbers=("01632 960123", "01632 960200 Ms Helen Marsh"),
    why="Pack posted 7 days ago, 2nd try",
    last="Fri 14 Mar, Helen Marsh: Wants training for two juniors.",
    promised="Call back, Tue 18 Mar 14:00",
    script="Did the pack reach you, Helen?",
)
BARE = SheetEntry(1, "Leek Logic", "", 1, "", ("01632 960100",), "Never called", "", "", "")


def content(*entries: SheetEntry) -> SheetContent:
    outcomes = tuple((rule.key, rule.label) for rule in RULES.values())
    return SheetContent(
        "West Midlands IT Association", "#0B6E7F", "Friday 14 March 2003", "1403-1", outcomes,
        entries,
    )  # fmt: skip


def test_a_sheet_says_all_that_is_known_and_leaves_room_to_write() -> None:
    words = page_text(make_call_sheet(content(ENTRY)))
    for expected in (
        "Call sheet 1403-1", "Friday 14 March 2003", "West Midlands IT Association",
        "Page 1 of 1", "17", "Potteries Data Ltd", "Stoke-on-Trent", "no. 482",
        "Ms Helen Marsh, Managing Director", "01632 960123 · 01632 960200 Ms Helen Marsh",
        "Why Pack posted 7 days ago, 2nd try",
        "Last Fri 14 Mar, Helen Marsh: Wants training for two juniors.",
        "Promised Call back, Tue 18 Mar 14:00", "Say Did the pack reach you, Helen?",
        "Time", "Talked to", "Next step, when", "Note",
    ):  # fmt: skip
        assert expected in words
    for rule in RULES.values():
        assert rule.key in words
        assert rule.label[:9] in words


def test_what_is_not_known_takes_no_room() -> None:
    words = page_text(make_call_sheet(content(BARE)))
    assert "Nobody known by name" in words
    for missing in ("Last", "Promised", "Say "):
        assert missing not in words


def test_companies_stand_whole_on_their_page() -> None:
    many = tuple(replace(ENTRY, line=n, name=f"Firm {n} Ltd") for n in range(1, 31))
    pdf = make_call_sheet(content(*many))
    pages = [page_text(pdf, page) for page in range(count_pages(pdf))]
    assert len(pages) == 8
    for firm in many:
        assert sum(f"{firm.name} " in page for page in pages) == 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 8" in page
        assert page.count("Next step, when") == page.count("Talked to") == page.count("Firm ")


def test_everything_stays_inside_the_margins() -> None:
    long = replace(
        ENTRY, name="Extraordinary " * 30, person="P" * 300, last="x" * 900, why="why " * 90,
        numbers=tuple(f"01632 9601{n:02} Somebody Else" for n in range(20)), town="Stafford " * 40,
    )  # fmt: skip
    pdf = make_call_sheet(content(*(replace(long, line=n) for n in range(1, 9))))
    for page in range(count_pages(pdf)):
        for glyph in glyphs(pdf, page):
            assert glyph.left > LEFT - 0.5
            assert glyph.right < RIGHT + 0.5
            assert glyph.bottom < BOTTOM + 6


def test_boxes_and_lines_are_drawn_where_a_pen_can_write() -> None:
    image = picture(make_call_sheet(content(BARE)))
    assert ink(image, 150, (11, 26, 26, 36)) > 100
    assert ink(image, 150, (40, 62, 190, 75)) > 300


def test_text_from_outside_is_drawn_as_it_stands() -> None:
    name = "<b>Bobby</b> & Sons {{ 7*7 }} 🚀 شركة"
    words = page_text(make_call_sheet(content(replace(ENTRY, name=name))))
    assert "<b>Bobby</b> & Sons {{ 7*7 }}" in words


def test_equal_content_makes_equal_bytes_with_fonts_inside() -> None:
    assert make_call_sheet(content(ENTRY, BARE)) == make_call_sheet(content(ENTRY, BARE))
    assert make_call_sheet(content(ENTRY)) != make_call_sheet(content(BARE))
    pdf = make_call_sheet(content(ENTRY))
    assert b"/Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") >= 2
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert [round(side * 25.4 / 72) for side in document[0].get_size()] == [210, 297]
    finally:
        document.close()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=120), min_size=6, max_size=6))
def test_any_text_can_be_printed(texts: list[str]) -> None:
    name, town, person, why, last, script = texts
    entry = SheetEntry(1, name, town, 1, person, (why,), why, last, last, script)
    assert count_pages(make_call_sheet(content(entry))) == 1


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF"])
def test_the_colour_of_the_association_is_taken(colour: str) -> None:
    assert make_call_sheet(replace(content(BARE), colour=colour)).startswith(b"%PDF")
