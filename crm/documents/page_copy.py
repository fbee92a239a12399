"""Copies of pages of a filed run: what a reprint prints, byte for byte the same each time."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject

from crm.domain.errors import Refusal


def copy_pages(pdf: bytes, ranges: Sequence[tuple[int, int]]) -> bytes:
    """Copy ranges of pages (first and last, counted from 1) of a PDF, in their order.

    Equal pages of an equal file give equal bytes. Raises Refusal naming `pdf` where the bytes
    are no PDF or it has no such pages, or where no range is given.
    """
    try:
        reader = PdfReader(BytesIO(pdf), strict=False)
        there = len(reader.pages)
        if not ranges or any(not 1 <= first <= last <= there for first, last in ranges):
            raise Refusal("The document has no such page.", field="pdf")
        writer = PdfWriter()
        for first, last in ranges:
            writer.append(reader, pages=(first - 1, last), import_outline=False)
        writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
            {NameObject("/PrintScaling"): NameObject("/None")}
        )
        written = BytesIO()
        writer.write(written)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refusal("The document cannot be opened as a PDF.", field="pdf") from error
    return written.getvalue()
