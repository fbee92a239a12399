"""What the worker process does for this room: reading one returned file, with its pages drawn."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from crm.documents.rendering import RenderedPage, render_pages
from crm.documents.returned_form import LARGEST, ReturnedForm, read_returned_form
from crm.domain.errors import Refusal

DRAWN_AT_ONCE = 3
"""Pages drawn before anything is shown; the others when they come into sight."""

_MEDIA = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg",
          ".jpeg": "image/jpeg"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A returned file and what could be read of it.

    Without `form` it could not be read, and `trouble` says why: it can still be kept, and its
    answers typed. `pictures` are its first pages at `dpi`.
    """

    name: str
    content: bytes
    sha256: str
    media_type: str
    form: ReturnedForm | None
    trouble: str = ""
    pictures: tuple[RenderedPage, ...] = ()
    dpi: float = 96.0


def read_file(path: str, dpi: float) -> ReadFile:
    """Read a returned file; Refusal (field `file`) only where there is nothing to keep."""
    place = Path(path)
    try:
        with place.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or "the disk does not give it"
        raise Refusal(f"{place.name} cannot be read: {why}.", field="file") from error
    if not content:
        raise Refusal(f"{place.name} is empty.", field="file")
    if len(content) > LARGEST:
        raise Refusal(f"{place.name} is larger than 25 MB, the most a book takes.", field="file")
    media = _MEDIA.get(place.suffix.lower(), "")
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        form = read_returned_form(content, place.name)
        pages = range(min(form.pages, DRAWN_AT_ONCE))
        pictures = tuple(render_pages(form.shown, dpi, pages))
    except Refusal as refusal:
        if not media:
            raise
        return ReadFile(place.name, content, sha256, media, None, refusal.message)
    return ReadFile(place.name, content, sha256, form.media_type, form, "", pictures, dpi)
