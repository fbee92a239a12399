"""What this machine knows of paper: read with care, whatever was kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from crm.documents.label_sheets import SHEETS
from ui.panels.paper_choices import (
    after_printing,
    first_label,
    keep_first_label,
    keep_offset,
    offset_of,
    own_sheets,
)
from ui.panels.print_choice import A4, PaperSize, PrintChoice
from ui.panels.trays import parse_trays, say_tray
from ui.preferences import PreferenceStore

L7160 = SHEETS["L7160"]


@pytest.fixture
def store(tmp_path: Path) -> PreferenceStore:
    return again(tmp_path)


def again(folder: Path) -> PreferenceStore:
    """The preferences as the next start reads them."""
    return PreferenceStore(QSettings(str(folder / "p.ini"), QSettings.Format.IniFormat))


@given(start=st.integers(1, 21), labels=st.integers(0, 500))
def test_the_next_free_label_is_where_the_last_one_ended(start: int, labels: int) -> None:
    following = after_printing(L7160, start, labels)
    assert 1 <= following <= 21
    assert (start - 1 + labels - (following - 1)) % 21 == 0


def test_what_was_kept_is_there_at_the_next_start(store: PreferenceStore, tmp_path: Path) -> None:
    keep_first_label(store, L7160, 9)
    keep_offset(store, "Office", (1.2, -0.7))
    read = again(tmp_path)
    assert first_label(read, L7160) == 9
    assert offset_of(read, "Office") == (1.2, -0.7)


@pytest.mark.parametrize("kept", [0, 22, -1, True, "8", None, 2.5])
def test_a_label_that_is_not_on_the_sheet_is_the_first(
    store: PreferenceStore, kept: object
) -> None:
    store.change(first_labels={"L7160": kept})
    assert first_label(store, L7160) == 1


@pytest.mark.parametrize("kept", [3, "ab", ["x", 1], [1], [1, 2, 3], None, {"a": 1}])
def test_an_offset_of_the_wrong_shape_is_none(store: PreferenceStore, kept: object) -> None:
    store.change(printer_offsets={"Office": kept})
    assert offset_of(store, "Office") == (0.0, 0.0)


def test_an_offset_too_far_is_the_farthest(store: PreferenceStore) -> None:
    store.change(printer_offsets={"Office": [99, float("nan")]})
    assert offset_of(store, "Office") == (5.0, 0.0)


@pytest.mark.parametrize(
    "kept", [3, [], {}, {"wide": 50}, {"wide": "x"}, {"name": "y"}, {"columns": float("inf")}]
)
def test_a_sheet_of_the_wrong_shape_is_left_out(store: PreferenceStore, kept: object) -> None:
    store.change(own_sheets={"Jars": kept})
    assert own_sheets(store) == {}


@pytest.mark.parametrize(
    ("answer", "trays"),
    [
        ("InputSlot/Media Source: *Auto Tray1 Tray2\nDuplex/x: *None", ("Auto", "Tray1", "Tray2")),
        ("Duplex/Both sides: *None\nInputSlot/a: Upper *Lower\n", ("Upper", "Lower")),
        ("media-source/Source: *auto tray-1\n", ("auto", "tray-1")),
        ("PageSize/Media: *A4\n", ()),
        ("", ()),
    ],
)
def test_trays_are_read_from_what_the_printing_system_says(
    answer: str, trays: tuple[str, ...]
) -> None:
    assert parse_trays(answer) == trays


@pytest.mark.parametrize(
    ("tray", "words"),
    [("Tray1", "Tray 1"), ("tray-1", "Tray 1"), ("LargeCapacity", "Large capacity"), ("", "")],
)
def test_trays_are_said_in_words(tray: str, words: str) -> None:
    assert say_tray(tray) == words


@pytest.mark.parametrize(
    ("paper", "media"),
    [
        (A4, "A4"),
        (PaperSize(220.0, 110.0), "iso_dl_110x220mm"),
        (PaperSize(85.6, 53.98), "Custom.53.98x85.6mm"),
    ],
)
def test_paper_as_the_printing_system_calls_it(paper: PaperSize, media: str) -> None:
    assert paper.media == media


def test_the_pages_chosen_are_those_there_are() -> None:
    assert PrintChoice("x").pages(3) == (0, 1, 2)
    assert PrintChoice("x", ranges=((2, 3), (3, 9))).pages(4) == (1, 2, 3)
