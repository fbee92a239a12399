"""What the worker process draws for Settings: the outlines of a sheet of labels."""

from crm.documents.label_sheets import LabelSheet
from crm.documents.labels import make_proof


def draw_outlines(sheet: LabelSheet, shift: tuple[float, float]) -> bytes:
    """Draw the edges and numbers of the labels, to be held against an empty sheet."""
    return make_proof(sheet, shift=shift)
