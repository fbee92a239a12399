"""Where made PDFs go: a folder that is there, and the file whole or not at all."""

from pathlib import Path
from typing import Annotated

import typer

from crm.data.disk_files import atomic_write
from crm.domain.errors import BookTrouble, Refusal

Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.pdf", help="Where to.")]


def check_output(output: Path) -> None:
    """Refuse a place without a folder before anything is drawn."""
    if not output.absolute().parent.is_dir():
        raise Refusal(f"There is no folder {output.absolute().parent}.", field="output")


def write_pdf(output: Path, pdf: bytes) -> None:
    """Write a file whole. BookTrouble where the place does not take it; the book is as it was."""
    try:
        atomic_write(output.absolute(), pdf)
    except OSError as error:
        raise BookTrouble(
            "full" if error.errno is None else "unreachable",
            f"{output} could not be written: {error.strerror or error}.",
            "The book is as it was. Choose another place for the file.",
        ) from error
