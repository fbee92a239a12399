"""What leaves the program: files written, pages handed to the printing system.

Module functions for the worker process; trouble outside is a `Refusal`, never a mistake of ours.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from crm.data.disk_files import atomic_write
from crm.domain.errors import Refusal
from crm.domain.text_safety import clean_line

PATIENCE = 120
"""Seconds the printing system may take to accept a file."""


def write_file(path: str, content: bytes) -> str:
    """Write a file whole or not at all; gives its path back. Refuses where it cannot be."""
    try:
        atomic_write(Path(path), content)
    except OSError as error:
        why = error.strerror or str(error) or "the disk refused it"
        raise Refusal(
            f"{Path(path).name} was not saved: {why}. What stood there before still does.",
            field="file",
        ) from error
    return path


def print_by_lp(program: str, arguments: Sequence[str], pdf: bytes) -> str:
    """Hand a PDF to `lp`; gives back what it answered. Refuses where it does not take it.

    The pages go in through its standard input: nothing about anybody is left in a folder.
    """
    try:
        ran = subprocess.run(  # noqa: S603 -- a list of arguments, no shell, the system's own lp
            [program, *arguments], input=pdf, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refusal("The printing system did not answer.", field="printer") from error
    if ran.returncode:
        said = _first_line(ran.stderr) or f"lp ended with {ran.returncode}"
        said = said.removeprefix(f"{program}: ")
        raise Refusal(f"The printer did not take the pages: {said}", field="printer")
    return _first_line(ran.stdout)


def _first_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return clean_line(lines[0][:200], "answer", 200) if lines else ""
