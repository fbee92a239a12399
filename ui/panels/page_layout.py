"""Where the pages of a document stand on the desk, for a width and a zoom."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

SCREEN = 96 / 72
"""Design pixels in a point at 100 %."""

STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""The zooms that `+` and `-` go through."""


@dataclass(frozen=True, slots=True)
class Box:
    """One page on the desk, in pixels from its top left."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DeskLayout:
    """All pages on the desk; `scale` is pixels a point."""

    boxes: tuple[Box, ...]
    width: int
    height: int
    scale: float


def lay_out(
    sizes: Sequence[tuple[float, float]],
    view: tuple[int, int],
    gap: int,
    *,
    zoom: float | None,
    unit: float = SCREEN,
    narrowest: int = 220,
) -> DeskLayout:
    """Place pages (sizes in points) in a view (pixels), two beside each other where they fit.

    Without a `zoom` the pages are as large as they can be and still show whole from left to
    right: two beside each other, unless that makes them narrower than `narrowest` pixels.
    `unit` is pixels a point at a zoom of 1.
    """
    if not sizes:
        return DeskLayout((), 0, 0, unit)
    room = max(40, view[0])
    widest = max(width for width, _high in sizes)
    beside = min(2, len(sizes))
    if zoom is None:
        while beside > 1 and (room - (beside + 1) * gap) / beside < narrowest:
            beside -= 1
        scale = max(0.05, (room - (beside + 1) * gap) / (beside * widest))
        if len(sizes) == 1:
            tall = sizes[0][1]
            scale = min(scale, max(0.05, (view[1] - 2 * gap) / tall), unit * 1.5)
    else:
        scale = zoom * unit
        while beside > 1 and beside * widest * scale + (beside + 1) * gap > room:
            beside -= 1
    return _place(sizes, scale, beside, room, gap)


def next_step(zoom: float, by: int) -> float:
    """The next larger (1) or smaller (-1) zoom."""
    if by > 0:
        return next((step for step in STEPS if step > zoom * 1.01), STEPS[-1])
    return next((step for step in reversed(STEPS) if step < zoom * 0.99), STEPS[0])


def _place(
    sizes: Sequence[tuple[float, float]], scale: float, beside: int, room: int, gap: int
) -> DeskLayout:
    pixels = [(int(wide * scale), int(high * scale)) for wide, high in sizes]
    rows = [pixels[start : start + beside] for start in range(0, len(pixels), beside)]
    # Columns stay under each other: a last page alone stands at the left.
    whole = max(beside * max(wide for wide, _ in pixels) + (beside + 1) * gap, 1)
    left_edge = max(0, (room - whole) // 2) + gap
    column = max(wide for wide, _ in pixels) + gap
    tops = list(accumulate((max(high for _, high in row) + gap for row in rows), initial=gap))
    boxes = tuple(
        Box(left_edge + place * column, top, wide, high)
        for row, top in zip(rows, tops, strict=False)
        for place, (wide, high) in enumerate(row)
    )
    return DeskLayout(boxes, max(whole, 1), tops[-1], scale)
