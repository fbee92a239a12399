"""Reading a PDF that somebody brought: what its pages show, and nothing that acts.

Only the drawing of each page is taken over: its content, fonts, pictures and colours, and what its
annotations look like in print. Scripts, actions, links, attached files, forms and everything else
in the file are never looked at, so none of it can get into what we make.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from crm.documents.foreign_objects import FILTER_KEYS, Copier
from crm.documents.foreign_pages import ForeignPage, ForeignPdf, Matrix
from crm.domain.errors import Refusal

MOST_BYTES: Final = 25_000_000
MOST_PAGES: Final = 60
_MOST_CONTENT: Final = 20_000_000
_MOST_POINTS: Final = 5_000.0
_MOST_ANNOTATIONS: Final = 500
_HIDDEN, _PRINTED = 2, 4
_RESOURCES: Final = ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading")


@lru_cache(maxsize=6)
def read_pdf(data: bytes, most_pages: int = MOST_PAGES) -> ForeignPdf:
    """Read a PDF. Raises Refusal naming `pdf` where it is locked, damaged, huge or no PDF."""
    if len(data) > MOST_BYTES:
        _refuse(f"The PDF is larger than {MOST_BYTES // 1_000_000} MB.")
    if b"%PDF-" not in data[:1024]:
        _refuse("The file is no PDF.")
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            _refuse("The PDF is locked with a password: save a copy without one.")
        count = len(reader.pages)
        if not count:
            _refuse("The PDF has no pages.")
        if count > most_pages:
            _refuse(f"The PDF has {count:,} pages; at most {most_pages} can be inserted.")
        _refuse_hidden_layers(reader)
        copier = Copier()
        pages = tuple(_page(page, copier) for page in reader.pages)
        copier.finish()
    except (PyPdfError, FileNotDecryptedError, DependencyError) as error:
        raise Refusal("The PDF is damaged: open it and save it again.", field="pdf") from error
    except (
        ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
        OverflowError, AssertionError, NotImplementedError, OSError, EOFError,
    ) as error:  # fmt: skip
        raise Refusal("The PDF is damaged: open it and save it again.", field="pdf") from error
    fonts = tuple(sorted(copier.loose_fonts))
    return ForeignPdf(hashlib.sha256(data).hexdigest(), pages, tuple(copier.copied), fonts)


def _refuse(message: str) -> None:
    raise Refusal(message, field="pdf")


def _refuse_hidden_layers(reader: PdfReader) -> None:
    """Layers that are switched off would come out in print, where nobody expects them."""
    layers = _seen(_seen(reader.root_object).get("/OCProperties"))
    default = _seen(layers.get("/D"))
    off = default.get("/OFF")
    hidden = off.get_object() if off is not None else None
    if default.get("/BaseState") == "/OFF" or (isinstance(hidden, list) and hidden):
        _refuse("The PDF has hidden layers: print it into a new PDF, and insert that.")


def _page(page: PageObject, copier: Copier) -> ForeignPage:
    box = _box(page)
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    if not (1 <= wide <= _MOST_POINTS and 1 <= high <= _MOST_POINTS):
        _refuse("A page of the PDF has no size that can be printed.")
    turned = int(page.rotation) % 360
    place: Matrix = {
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }.get(turned, (1.0, 0.0, 0.0, 1.0, -left, -bottom))
    resources = _seen(page.get("/Resources"))
    entries = {
        "Type": "/XObject", "Subtype": "/Form", "FormType": 1, "BBox": list(box),
    }  # fmt: skip
    kept = DictionaryObject(
        {name: resources[name] for kind in _RESOURCES if (name := f"/{kind}") in resources}
    )
    group = page.get("/Group")
    number = copier.add_form(entries, kept, group, _content(page))
    drawn = [(place, number)]
    for matrix, look in _annotations(page):
        drawn.append((_times(matrix, place), copier.add(look)))
    if turned in {90, 270}:
        wide, high = high, wide
    return ForeignPage(wide, high, tuple(drawn))


def _box(page: PageObject) -> tuple[float, float, float, float]:
    crop, media = page.cropbox, page.mediabox
    left, right = sorted((float(crop.left), float(crop.right)))
    bottom, top = sorted((float(crop.bottom), float(crop.top)))
    media_left, media_right = sorted((float(media.left), float(media.right)))
    media_bottom, media_top = sorted((float(media.bottom), float(media.top)))
    inside = (
        max(left, media_left), max(bottom, media_bottom),
        min(right, media_right), min(top, media_top),
    )  # fmt: skip
    whole = inside[0] < inside[2] and inside[1] < inside[3]
    return inside if whole else (media_left, media_bottom, media_right, media_top)


def _content(page: PageObject) -> bytes:
    content = page.get("/Contents")
    found = content.get_object() if content is not None else None
    streams = found if isinstance(found, ArrayObject) else [found]
    parts: list[bytes] = []
    room = _MOST_CONTENT
    for one in streams:
        stream = one.get_object() if one is not None else None
        if isinstance(stream, StreamObject):
            if any(key in stream for key in FILTER_KEYS):
                _refuse("The PDF keeps part of its pages in another file.")
            parts.append(stream.get_data())
            room -= len(parts[-1])
            if room < 0:
                _refuse("A page of the PDF is too large to be printed.")
    return b"\n".join(parts)


def _annotations(page: PageObject) -> Iterator[tuple[Matrix, StreamObject]]:
    """Give what annotations look like on paper: filled form fields, stamps, notes in the text."""
    listed = page.get("/Annots")
    found = listed.get_object() if listed is not None else None
    if not isinstance(found, ArrayObject):
        return
    for one in list(found)[:_MOST_ANNOTATIONS]:
        annotation = _seen(one)
        flags = int(annotation.get("/F", 0) or 0)
        if flags & _HIDDEN or not flags & _PRINTED or annotation.get("/Subtype") == "/Popup":
            continue
        look: Any = _seen(annotation.get("/AP")).get("/N")
        look = look.get_object() if look is not None else None
        if isinstance(look, DictionaryObject) and not isinstance(look, StreamObject):
            look = look.get(str(annotation.get("/AS", "")))
            look = look.get_object() if look is not None else None
        if isinstance(look, StreamObject) and "/Rect" in annotation and "/BBox" in look:
            matrix = _fit(look, annotation["/Rect"])
            if matrix:
                yield matrix, look


def _fit(look: StreamObject, rectangle: PdfObject) -> Matrix | None:
    """Say how an appearance is scaled into its place (ISO 32000-1, 12.5.5)."""
    turned = _numbers(look.get("/Matrix"))
    a, b, c, d, e, f = turned if len(turned) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x1, y1, x2, y2 = _numbers(look["/BBox"])
    spots = [(a * x + c * y + e, b * x + d * y + f) for x in (x1, x2) for y in (y1, y2)]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    bottom, top = min(y for _, y in spots), max(y for _, y in spots)
    sides = _numbers(rectangle)
    if len(sides) != 4 or right - left < 1e-6 or top - bottom < 1e-6:
        return None
    to_left, to_right = sorted((sides[0], sides[2]))
    to_bottom, to_top = sorted((sides[1], sides[3]))
    across, up = (to_right - to_left) / (right - left), (to_top - to_bottom) / (top - bottom)
    return (across, 0.0, 0.0, up, to_left - left * across, to_bottom - bottom * up)


def _numbers(value: PdfObject | None) -> list[float]:
    found = value.get_object() if value is not None else None
    return [float(str(one)) for one in found] if isinstance(found, ArrayObject) else []


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip


def _seen(value: PdfObject | None) -> DictionaryObject:
    """Give a dictionary behind a reference, or an empty one."""
    found = value.get_object() if value is not None else None
    if found is None or isinstance(found, NullObject) or not isinstance(found, DictionaryObject):
        return DictionaryObject()
    return found
