"""The bytes of attachments and made documents."""

from dataclasses import dataclass

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.records.history import files


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a kept file is called and what kind it is; `size` in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


def file_bytes(reading: Reading, sha256: str) -> bytes | None:
    """Read the bytes of a file; None where the book holds no such file."""
    content = reading.sql.execute(
        select(files.c.content).where(files.c.sha256 == sha256)
    ).scalar_one_or_none()
    return None if content is None else bytes(content)


def file_facts(reading: Reading, sha256: str) -> FileFacts | None:
    """Read what a file is called; None where the book holds no such file."""
    found = reading.sql.execute(
        select(files.c.sha256, files.c.name, files.c.media_type, files.c.size).where(
            files.c.sha256 == sha256
        )
    ).one_or_none()
    return None if found is None else FileFacts(*found)
