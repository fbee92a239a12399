"""What this machine knows of paper: label sheets, how many labels are left, printers' offsets.

What was kept is read with care: a preference of the wrong shape is left out, never trusted.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from math import isfinite
from typing import Any

from crm.documents.label_sheets import SHEETS, LabelSheet, check_sheet
from crm.domain.errors import Refusal
from ui.preferences import PreferenceStore

FARTHEST = 5.0
"""How far a printer can be moved, in mm."""

_COUNTED = frozenset({"columns", "rows"})
_SIZES = tuple(one.name for one in fields(LabelSheet) if one.name != "name")


def say_sheet(sheet: LabelSheet) -> str:
    """`L7160 · 63.5 × 38.1 mm · 21 a sheet`."""
    return f"{sheet.name} · {sheet.wide:g} × {sheet.high:g} mm · {sheet.count} a sheet"


def own_sheets(store: PreferenceStore) -> Mapping[str, LabelSheet]:
    """The label sheets of one's own, by name."""
    found: dict[str, LabelSheet] = {}
    for name, kept in store.now.own_sheets.items():
        sheet = _sheet(name, kept)
        if sheet is not None:
            found[name] = sheet
    return found


def all_sheets(store: PreferenceStore) -> Mapping[str, LabelSheet]:
    """Every sheet that labels can be printed on: the usual ones, then one's own."""
    return {**SHEETS, **own_sheets(store)}


def keep_sheet(store: PreferenceStore, sheet: LabelSheet, instead_of: str = "") -> None:
    """Keep a sheet of one's own; it takes the place of the one called `instead_of`.

    Refuses a name that is taken or missing, and a size at fault, by their fields.
    """
    name = sheet.name.strip()
    if not name:
        raise Refusal("Give the sheet a name.", field="name")
    if name in SHEETS or (name != instead_of and name in store.now.own_sheets):
        raise Refusal(f"There is a sheet called {name} already.", field="name")
    check_sheet(sheet)
    sizes = {size: value for size, value in asdict(sheet).items() if size != "name"}
    kept = store.now.own_sheets
    if instead_of in kept:
        pairs = [(name, sizes) if old == instead_of else (old, kept[old]) for old in kept]
        store.change(own_sheets=dict(pairs))
    else:
        store.change(own_sheets={**kept, name: sizes})


def drop_sheet(store: PreferenceStore, name: str) -> None:
    """Forget a sheet of one's own."""
    left = {known: sizes for known, sizes in store.now.own_sheets.items() if known != name}
    store.change(own_sheets=left)


def first_label(store: PreferenceStore, sheet: LabelSheet) -> int:
    """The first free label of the sheet that was begun, from 1."""
    kept = store.now.first_labels.get(sheet.name, 1)
    return kept if type(kept) is int and 1 <= kept <= sheet.count else 1


def keep_first_label(store: PreferenceStore, sheet: LabelSheet, first: int) -> None:
    """Remember the first free label of a sheet; a full one is a fresh one the next time."""
    known = store.now.first_labels
    store.change(first_labels={**known, sheet.name: first if first <= sheet.count else 1})


def after_printing(sheet: LabelSheet, start: int, labels: int) -> int:
    """The first free label once so many were printed from `start` on; 1 on a full sheet."""
    return (start - 1 + labels) % sheet.count + 1


def offset_of(store: PreferenceStore, printer: str) -> tuple[float, float]:
    """How far what a printer prints must be moved right and down, in mm."""
    kept = store.now.printer_offsets.get(printer, (0.0, 0.0))
    try:
        right, down = (float(part) for part in kept)
    except (TypeError, ValueError):
        return 0.0, 0.0
    return _near(right), _near(down)


def keep_offset(store: PreferenceStore, printer: str, offset: tuple[float, float]) -> None:
    """Remember how far a printer is off."""
    store.change(printer_offsets={**store.now.printer_offsets, printer: offset})


def tray_of(store: PreferenceStore, printer: str) -> str:
    """The tray wanted of a printer, as that calls it; empty for its own choice."""
    return str(store.now.trays.get(printer, ""))


def keep_tray(store: PreferenceStore, printer: str, tray: str) -> None:
    """Remember which tray of a printer is wanted."""
    if tray != tray_of(store, printer):
        store.change(trays={**store.now.trays, printer: tray})


def _near(value: float) -> float:
    return max(-FARTHEST, min(FARTHEST, value)) if isfinite(value) else 0.0


def _sheet(name: str, kept: Any) -> LabelSheet | None:
    if not isinstance(kept, dict) or not set(kept) <= set(_SIZES):
        return None
    try:
        sizes: dict[str, Any] = {
            size: int(value) if size in _COUNTED else float(value) for size, value in kept.items()
        }
        made = LabelSheet(name, **sizes)
        check_sheet(made)
    except (TypeError, ValueError, OverflowError, Refusal):
        return None
    return made
