from crm.documents.blocks import Kind, Run, TableBlock, TextBlock, plain_text
from crm.documents.flow import LEAFLET, LETTER, compose, flowables, text_block

WIDE = 400.0
COLOUR = "#0B6E7F"
WORDS = "networking training and events that put firms before buyers " * 12


def test_everything_is_placed_once_and_nothing_overlaps_or_hangs_over() -> None:
    blocks = [text_block(f"{place} {WORDS}") for place in range(12)]
    made = compose(flowables(blocks, LETTER, COLOUR), WIDE, 300, 500)
    assert len(made.pages) > 2
    assert not made.overfull
    for number, page in enumerate(made.pages):
        below = 0.0
        for placed in page:
            assert placed.top >= below - 0.01
            below = placed.top + placed.height
        assert below <= (500 if number else 300) + 0.01
    heights = sum(placed.height for page in made.pages for placed in page)
    whole = compose(flowables(blocks, LETTER, COLOUR), WIDE, 100_000, 100_000)
    assert heights == sum(placed.height for placed in whole.pages[0])  # no line is lost


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for room in range(60, 200, 3):
        blocks = [
            text_block("short"),
            text_block("A heading", Kind.SUBHEADING),
            text_block(WORDS),
        ]
        made = compose(flowables(blocks, LEAFLET, COLOUR), WIDE, room, 500)
        for page in made.pages[:-1]:
            last = page[-1].item
            assert not last.getKeepWithNext()  # type: ignore[no-untyped-call]


def test_a_table_breaks_between_rows_and_repeats_its_head() -> None:
    head = ((Run("Staff"),), (Run("Fee"),))
    rows = tuple(((Run(str(place)),), (Run("£1"),)) for place in range(30))
    made = compose(flowables([TableBlock(head, rows, (), 25)], LEAFLET, COLOUR), WIDE, 300, 300)
    assert len(made.pages) == 3
    assert not made.overfull


def test_what_is_taller_than_a_page_is_said() -> None:
    cell = (Run(WORDS * 4),)
    made = compose(flowables([TableBlock((cell,), (), (), None)], LEAFLET, COLOUR), WIDE, 100, 100)
    assert made.overfull


def test_blank_lines_part_the_paragraphs_of_typed_text() -> None:
    assert plain_text("one\ntwo\n\n\nthree **x**") == (
        TextBlock(Kind.TEXT, (Run("one\ntwo"),)),
        TextBlock(Kind.TEXT, (Run("three **x**"),)),
    )
