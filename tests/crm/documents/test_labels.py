from dataclasses import replace

import pytest

from crm.documents.labels import SHEETS, LabelSheet, check_sheet, make_labels
from crm.documents.rendering import count_pages
from crm.domain.errors import Refusal
from tests.crm.documents.reading import glyphs, page_text

LINES = ("Ms Helen Marsh", "Potteries Data Ltd", "14 Liverpool Road", "STOKE-ON-TRENT", "ST4 1AA")


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.name)
def test_every_label_stands_inside_its_own_edges(sheet: LabelSheet) -> None:
    check_sheet(sheet)
    made = make_labels([(f"Firm {n}", "LEEK") for n in range(sheet.count)], sheet)
    assert made.sheets == count_pages(made.pdf) == 1
    found = glyphs(made.pdf)
    for number in range(sheet.count):
        left, top = sheet.place(number)
        inside = [
            g.char
            for g in found
            if left + 2 < g.left and g.right < left + sheet.wide - 2
            and top + 2 < g.top and g.bottom < top + sheet.high - 2
        ]  # fmt: skip
        assert "".join(inside) == f"Firm{number}LEEK"


def test_printing_starts_at_any_label_and_goes_on_to_the_next_sheet() -> None:
    sheet = SHEETS["L7163"]
    made = make_labels([LINES] * 4, sheet, start=sheet.count - 1)
    assert made.sheets == count_pages(made.pdf) == 2
    left, top = sheet.place(sheet.count - 2)
    first = glyphs(made.pdf)[0]
    assert left < first.left < left + 6
    assert top < first.top < top + sheet.high
    assert page_text(made.pdf, 0).count("ST4 1AA") == page_text(made.pdf, 1).count("ST4 1AA") == 2


def test_everything_can_be_moved_for_a_printer_that_is_off() -> None:
    straight, moved = (
        glyphs(make_labels([LINES], SHEETS["L7160"], shift=shift).pdf)[0]
        for shift in ((0, 0), (2, -3))
    )
    assert moved.left - straight.left == pytest.approx(2, abs=0.05)
    assert moved.top - straight.top == pytest.approx(-3, abs=0.05)


def test_what_cannot_be_printed_takes_no_label() -> None:
    odd = [("شركة",), LINES, ("x" * 79,), (), ("Acme 🚀",)]
    made = make_labels(odd, SHEETS["L7160"])
    assert [(p.number, p.holds) for p in made.problems] == [
        (0, True), (2, True), (3, True), (4, False),
    ]  # fmt: skip
    assert page_text(made.pdf) == " ".join(LINES) + " Acme"
    assert make_labels([()], SHEETS["L7160"]).pdf == b""


def test_equal_labels_are_equal_bytes() -> None:
    assert make_labels([LINES], SHEETS["L7160"]) == make_labels([LINES], SHEETS["L7160"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wide": 5}, "wide"), ({"columns": 0}, "columns"), ({"pitch_x": 10}, "pitch_x"),
        ({"left": -1}, "left"), ({"rows": 8}, "rows"), ({"columns": 4}, "columns"),
        ({"top": float("nan")}, "top"), ({"pitch_y": 37.9}, "pitch_y"), ({"high": 7.9}, "high"),
        ({"corner": 20}, "corner"), ({"page_wide": 900}, "page_wide"), ({"rows": 41}, "rows"),
    ],
)  # fmt: skip
def test_a_sheet_that_cannot_be_is_refused(change: dict[str, float], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        make_labels([LINES], replace(SHEETS["L7160"], **change))  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("options", "field"),
    [({"start": 0}, "start"), ({"start": 22}, "start"), ({"shift": (6, 0)}, "shift")],
)
def test_a_start_or_shift_off_the_sheet_is_refused(options: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        make_labels([LINES], SHEETS["L7160"], **options)  # type: ignore[arg-type]
    assert refused.value.field == field
