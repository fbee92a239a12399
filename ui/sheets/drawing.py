"""What the worker process draws for this room: module functions, plain values.

Importing this brings reportlab: the window does so inside functions, after `gather` has.
"""

from dataclasses import dataclass

from crm.documents.call_sheet import SheetContent, make_call_sheet
from crm.documents.rendering import RenderedPage, render_pages


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """A sheet with its pages as pictures at `dpi`."""

    pdf: bytes
    pictures: tuple[RenderedPage, ...]
    dpi: float


def draw_sheet(content: SheetContent, dpi: float) -> DrawnSheet:
    """Draw a sheet to be looked at and printed."""
    pdf = make_call_sheet(content)
    return DrawnSheet(pdf, tuple(render_pages(pdf, dpi)), dpi)
