"""Forms as they come back: filled, flattened, scanned, photographed."""

import io
from collections.abc import Mapping
from datetime import date

import pypdf
from PIL import Image, ImageChops
from pypdf.generic import NameObject, TextStringObject

from crm.actions.letters import queue_pack
from crm.actions.paper import pack_contents
from crm.data.book import Book
from crm.data.queries.pack_facts import pack_facts
from crm.documents.pack import make_pack
from crm.documents.rendering import render_pages


def made_pack(book: Book, document_id: int, *, fillable: bool = True) -> bytes:
    """Draw a queued pack as it is emailed (fillable) or printed."""
    contents = pack_contents(book.ask(pack_facts, [document_id]), date(2003, 3, 14))
    return make_pack(contents, fillable=fillable).pdf


def sent_to(book: Book, company_id: int) -> tuple[int, bytes]:
    """Queue a pack for a company; gives its key and the PDF with the fields."""
    document = book.do(queue_pack, company_id).value
    return document, made_pack(book, document)


def fill(pdf: bytes, answers: Mapping[str, str], ticks: tuple[str, ...] = ()) -> bytes:
    """Fill a form as a PDF reader does: texts by name, boxes ticked."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf)))
    for page in writer.pages:
        for one in page.get("/Annots") or ():
            widget = one.get_object()
            name = f"{widget['/Parent'].get_object()['/T']}.{widget['/T']}"
            if name in answers:
                widget[NameObject("/V")] = TextStringObject(answers[name])
            elif name in ticks:
                widget[NameObject("/V")] = NameObject("/Yes")
                widget[NameObject("/AS")] = NameObject("/Yes")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def page_with_form(pdf: bytes) -> int:
    """The page that the fields stand on."""
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages):
        if page.get("/Annots"):
            return number
    raise AssertionError("no page has fields")


def scanned(
    pdf: bytes,
    page: int,
    *,
    dpi: float = 150,
    turned: float = 4,
    noise: float = 40,
    kind: str = "PNG",
) -> bytes:
    """Scan a page badly: turned, grey, full of specks."""
    drawn = render_pages(pdf, dpi, [page])[0]
    picture = Image.open(io.BytesIO(drawn.png())).convert("L")
    picture = picture.rotate(turned, expand=True, fillcolor=235, resample=Image.Resampling.BICUBIC)
    specks = Image.effect_noise(picture.size, 2 * noise)
    written = io.BytesIO()
    ImageChops.add(picture, specks, 1, -128).save(written, kind)
    return written.getvalue()


def as_pdf(picture: bytes) -> bytes:
    """Put a picture on a page, as a scanner does."""
    written = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(written, "PDF", resolution=150)
    return written.getvalue()
