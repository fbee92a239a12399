"""Letters named on the command line: by reference as it is printed, or the run they are in."""

from typing import Annotated

import typer

from crm.data.connection import Reading
from crm.data.queries.documents import document_named
from crm.documents.reference import make_reference, read_reference
from crm.domain.errors import Refusal

Reference = Annotated[
    str, typer.Argument(metavar="REF", help="The reference of a letter: WM-0482-K.")
]
RunOrReference = Annotated[
    str, typer.Argument(metavar="RUN|REF", help="The number of a run, or a letter's reference.")
]


def document_of(reading: Reading, text: str) -> int:
    """Find the letter of a reference as somebody typed it. Refusal names `reference`."""
    read = read_reference(text)
    reference = make_reference(read.prefix, read.number)
    found = document_named(reading, reference)
    if found is None:
        raise Refusal(f"There is no letter {reference} in this book.", field="reference")
    return found
