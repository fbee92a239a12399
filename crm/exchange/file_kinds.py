"""Which kind of file stands there, told by its first bytes and never by its name."""

import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from crm.domain.errors import Refusal

HEAD_BYTES: Final = 65_536
TEXT_BYTES_AT_MOST: Final = 4 * 1024**3

_NO_LIST = "Choose a CSV file or an Excel workbook (.xlsx)."
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM\x00", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"ID3", "a recording"),
    (b"\x1f\x8b", "a packed archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a packed archive; unpack it first"),
    (b"Rar!", "a packed archive; unpack it first"),
    (b"BZh", "a packed archive; unpack it first"),
    (b"\xfd7zXZ", "a packed archive; unpack it first"),
    (b"{\\rtf", "a word processor's document"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN_CONTROLS = frozenset("\t\n\r\v\f\x1a")


class FileKind(StrEnum):
    """The two kinds of file that a list can be read from."""

    TEXT = "csv"
    WORKBOOK = "xlsx"


def shown_name(path: Path) -> str:
    """Make the file's name fit for a message: no control or direction marks, 80 characters."""
    name = "".join(c if c.isprintable() else " " for c in path.name)
    return name if len(name) <= 80 else name[:77] + "..."


def file_kind(path: Path) -> FileKind:
    """Tell text from workbook.

    Raises `Refusal` on the field `file`, naming the file and what it is instead, for anything
    else, for what is missing, empty, a folder, or text beyond 4 GB.
    """
    name = shown_name(path)
    try:
        if path.is_dir():
            raise Refusal(f"{name} is a folder. {_NO_LIST}", field="file")
        if not path.is_file():
            what = "is no ordinary file" if path.exists() else "is not there"
            raise Refusal(f"{name} {what}.", field="file")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as trouble:
        reason = trouble.strerror or "the system would not open it"
        raise Refusal(f"{name} cannot be read: {reason}.", field="file") from trouble
    except ValueError as trouble:  # a name with a NUL in it
        raise Refusal(f"{name} is no name of a file.", field="file") from trouble
    if head.startswith(b"PK"):
        return _kind_of_archive(path, name)
    if head.startswith(_OLD_OFFICE):
        raise Refusal(
            f"{name} is an Excel workbook of the old kind (.xls) or locked with a password. "
            "Open it in your spreadsheet and save it as .xlsx or CSV.",
            field="file",
        )
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise Refusal(f"{name} is {what}, not a list. {_NO_LIST}", field="file")
    if size > TEXT_BYTES_AT_MOST:
        raise Refusal(f"{name} is larger than 4 GB; split it first.", field="file")
    return FileKind.TEXT


def refuse_other_text(sample: str, name: str) -> None:
    """Raise `Refusal` for text that is no table: nothing at all, a web page, JSON, raw bytes.

    `sample` is the start of the file's text.
    """
    if not sample.strip("\ufeff\0 \t\r\n\v\f\x1a"):
        raise Refusal(f"{name} is empty.", field="file")
    controls = sum(c < " " and c not in _PLAIN_CONTROLS for c in sample)
    if controls > max(2, len(sample) // 50):
        raise Refusal(f"{name} is not text, so it cannot be a list. {_NO_LIST}", field="file")
    start = sample.lstrip("\ufeff \t\r\n")[:200].casefold()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        raise Refusal(
            f"{name} is a web page, not a list: the download may have failed. {_NO_LIST}",
            field="file",
        )
    beginnings = {
        "<?xml": "an XML document",
        "begin:vcard": "an address card (vCard)",
        "begin:vcal": "a calendar",
        "begin:vtimezone": "a calendar",
    }
    found = [what for beginning, what in beginnings.items() if start.startswith(beginning)]
    if found or _looks_like_json(start):
        what = found[0] if found else "a JSON document"
        raise Refusal(f"{name} is {what}, not a list. {_NO_LIST}", field="file")


def _looks_like_json(start: str) -> bool:
    if not start or start[0] not in "{[":
        return False
    inside = start[1:].lstrip()
    return not inside or inside[0] in '{["}]'


def _kind_of_archive(path: Path, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as trouble:
        raise Refusal(f"{name} is a damaged workbook or archive.", field="file") from trouble
    if "xl/workbook.xml" in members:
        return FileKind.WORKBOOK
    if "xl/workbook.bin" in members:
        what = "an Excel workbook of the binary kind (.xlsb). Save it as .xlsx or CSV"
    elif "word/document.xml" in members:
        what = f"a word processor's document, not a list. {_NO_LIST}"
    elif "content.xml" in members and "mimetype" in members:
        what = "an OpenDocument file. Save it as .xlsx or CSV"
    else:
        what = "a ZIP archive. Unpack it and choose the CSV file inside"
    raise Refusal(f"{name} is {what.rstrip('.')}.", field="file")
