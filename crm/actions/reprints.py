"""Printing made letters once more: the pages of the run as they were, byte for byte."""

from crm.data.connection import Reading
from crm.data.queries.documents import document_place
from crm.data.queries.files import file_bytes
from crm.data.queries.letters import RunFile, run_file
from crm.documents.page_copy import copy_pages
from crm.domain.errors import BookTrouble, Refusal


def reprint_run(reading: Reading, run_id: int) -> bytes:
    """Give the PDF of a run as it was filed. Refusal (field `run`) where there is no such run."""
    run = _run(reading, run_id)
    return _pdf(reading, run.file_sha256)


def reprint_document(reading: Reading, document_id: int) -> bytes:
    """Give the pages of one document as they were made, in a file of their own.

    Equal every time. Refusal (field `documents`) for one that is not made yet.
    """
    place = document_place(reading, document_id)
    if place is None:
        raise Refusal("This letter is not made yet.", field="documents")
    return copy_pages(_pdf(reading, place.file_sha256), [(place.first_page, place.last_page)])


def _run(reading: Reading, run_id: int) -> RunFile:
    found = run_file(reading, run_id)
    if found is None:
        raise Refusal("There is no such run.", field="run")
    return found


def _pdf(reading: Reading, sha256: str) -> bytes:
    found = file_bytes(reading, sha256)
    if found is None:
        raise BookTrouble(
            "damaged", "The PDF of this run is not in the book.", "Restore a backup that has it."
        )
    return found
