"""Reading an application form that comes back: a PDF filled in its fields, a scan, a photograph.

What comes in is text and pictures from outside: it is read in the worker process, with limits,
and never run. Nothing here knows the book; `domain.applications` says what the answers mean.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from crm.documents.form_layout import REFERENCE_FIELD, VERSION_FIELD
from crm.documents.reference import make_reference, read_reference
from crm.documents.scanned_form import (
    find_in_pages,
    find_in_picture,
    only_page,
    picture_as_pdf,
)
from crm.domain.application_form import BAND, YES
from crm.domain.errors import Refusal
from crm.domain.text_safety import FREE_TEXT_LENGTH, clean_text

LARGEST: Final = 25 * 1024 * 1024
FIELDS_READ: Final = 400
PAGES_READ: Final = 500
_BAND_BOX: Final = re.compile(r"membership\.band_\d+")
_ODD_PDF: Final = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
    OverflowError, AssertionError, NotImplementedError, OSError, EOFError,
)  # fmt: skip
"""What the reader of PDFs raises at a file that is none, or a broken one."""

NO_CODE: Final = (
    "No reference was found on it: no field holds one, and no QR code could be read. "
    "Choose the company it is from, or type the reference printed beside the code."
)
FLAT: Final = (
    "This is a picture of the form: it was printed, scanned or photographed, and holds no fields "
    "to read. Key the answers in beside it."
)
TWO_BANDS: Final = "Two fee bands are ticked: look at the form, and type the one they mean."
DAMAGED: Final = "damaged: it cannot be opened. Ask for it again, or scan the paper"


class Manner(StrEnum):
    """How a form came back."""

    FILLED = "filled"
    """With its fields: the answers could be read."""
    PICTURE = "picture"
    """As a picture of the page: the answers are keyed in beside it."""


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What could be read of one file.

    `reference` is empty where none was found. `answers` are texts by the names of
    `form_layout`, `yes` for a ticked box; `untouched` names those that stand as they were
    printed. `shown` is a PDF of `pages` to look at: of a longer file the page with the form alone,
    which is its page `page` (from 0). `remark` says in a sentence what is odd.
    """

    media_type: str
    manner: Manner
    reference: str
    shown: bytes
    pages: int
    page: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    untouched: frozenset[str] = frozenset()
    remark: str = ""


def read_returned_form(content: bytes, name: str = "This file") -> ReturnedForm:
    """Read one returned file. Raises Refusal naming `file` where it can be nothing of ours.

    Too large, neither PDF nor PNG nor JPEG, damaged, locked with a password: each says so.
    """
    if len(content) > LARGEST:
        raise Refusal(f"{name} is larger than 25 MB, the most a book takes.", field="file")
    if content[:1024].lstrip().startswith(b"%PDF"):
        return _read_pdf(content, name)
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        media = "image/png" if content.startswith(b"\x89") else "image/jpeg"
        reference, picture = find_in_picture(content, name)
        remark = FLAT if reference else NO_CODE
        return ReturnedForm(
            media, Manner.PICTURE, reference, picture_as_pdf(picture), 1, remark=remark
        )
    if not content:
        raise Refusal(f"{name} is empty.", field="file")
    raise Refusal(f"{name} is neither a PDF nor a picture (PNG or JPEG).", field="file")


def _read_pdf(content: bytes, name: str) -> ReturnedForm:
    fields, pages = _fields(content, name)
    if REFERENCE_FIELD in fields:
        answers, untouched = _answers(fields)
        bands = _bands(fields)
        answers[BAND] = bands[0] if len(bands) == 1 else ""
        reference = _clean(_value(fields[REFERENCE_FIELD]))
        return ReturnedForm(
            "application/pdf",
            Manner.FILLED,
            _as_reference(reference) or reference,
            *_shown(content, pages, _page_of_form(content)),
            answers,
            untouched,
            TWO_BANDS if len(bands) > 1 else "",
        )
    reference, page = find_in_pages(content, name)
    remark = FLAT if reference else NO_CODE
    if fields and not reference:
        remark = "It is a form, but none of ours: it has no reference of ours. " + NO_CODE
    seen = _shown(content, pages, page) if reference else (content, pages, page)
    return ReturnedForm("application/pdf", Manner.PICTURE, reference, *seen, remark=remark)


def _shown(content: bytes, pages: int, page: int) -> tuple[bytes, int, int]:
    """Give what is looked at, its pages, and which page of the file has the form."""
    return (content, 1, page) if pages == 1 else (only_page(content, page), 1, page)


def _fields(content: bytes, name: str) -> tuple[dict[str, Any], int]:
    """Give the fields by their full names, and how many pages there are."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal(
                f"{name} is locked with a password: ask for a copy without one.", field="file"
            )
        pages = len(reader.pages)
        found: dict[str, Any] = reader.get_fields() or {}
    except DependencyError as error:
        raise Refusal(
            f"{name} is locked: ask for a copy without a password.",
            field="file",
        ) from error
    except _ODD_PDF as error:
        raise Refusal(f"{name} is {DAMAGED}.", field="file") from error
    if not pages:
        raise Refusal(f"{name} has no pages.", field="file")
    if pages > PAGES_READ or len(found) > FIELDS_READ:
        raise Refusal(f"{name} is far larger than any form of ours.", field="file")
    return found, pages


def _answers(fields: Mapping[str, Any]) -> tuple[dict[str, str], frozenset[str]]:
    answers: dict[str, str] = {}
    untouched: set[str] = set()
    for name, one in fields.items():
        kind = one.get("/FT")
        if name in {REFERENCE_FIELD, VERSION_FIELD} or kind not in {"/Tx", "/Btn", "/Ch"}:
            continue
        value, printed = _value(one), _value(one, "/DV")
        if _BAND_BOX.fullmatch(name):
            continue
        if kind == "/Btn":
            answers[name] = YES if value not in {"", "/Off"} else ""
        else:
            answers[name] = _clean(value)
        if value == printed:
            untouched.add(name)
    return answers, frozenset(untouched)


def _bands(fields: Mapping[str, Any]) -> list[str]:
    """List the words beside the fee bands that are ticked."""
    return [
        _clean(str(one.get("/TU", "")))
        for name, one in fields.items()
        if _BAND_BOX.fullmatch(name) and _value(one) not in {"", "/Off"}
    ]


def _value(one: Any, key: str = "/V") -> str:
    value = one.get(key)
    return value if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Make an answer safe to keep; what is longer than any field is cut."""
    return clean_text(text[: 4 * FREE_TEXT_LENGTH], "answer", 4 * FREE_TEXT_LENGTH).strip()[
        :FREE_TEXT_LENGTH
    ]


def _as_reference(text: str) -> str:
    try:
        read = read_reference(text)
        return make_reference(read.prefix, read.number)
    except Refusal:
        return ""


def _page_of_form(content: bytes) -> int:
    """Find the page that the fields stand on; the first where that cannot be told."""
    try:
        for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
            kinds = [one.get_object().get("/Subtype") for one in page.get("/Annots") or ()]
            if "/Widget" in kinds:
                return number
    except _ODD_PDF:
        return 0
    return 0
