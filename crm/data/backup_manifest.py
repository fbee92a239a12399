"""What is written down beside a backup, so that it can be recognised and trusted later."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crm.data.backup_thinning import BackupKind
from crm.data.disk_files import atomic_write

_ENDING = ".manifest.json"


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A verified copy of the book. `rows` counts each table; `size` is in bytes."""

    path: Path
    kind: BackupKind
    made_at: datetime
    size: int
    sha256: str
    schema: int
    last_step: int
    rows: Mapping[str, int]

    def same_content(self, other: "BackupMade") -> bool:
        """Whether nothing was done in the book between two backups."""
        return (self.schema, self.last_step, dict(self.rows)) == (
            other.schema,
            other.last_step,
            dict(other.rows),
        )


def write_manifest(backup: BackupMade) -> None:
    """Write the manifest beside its backup."""
    said = asdict(backup) | {"path": backup.path.name, "made_at": backup.made_at.isoformat()}
    atomic_write(manifest_of(backup.path), json.dumps(said, indent=1, sort_keys=True).encode())


def read_manifest(path: Path) -> BackupMade | None:
    """Read what was written down beside a backup; None where there is no readable manifest."""
    try:
        said: dict[str, Any] = json.loads(manifest_of(path).read_bytes())
        return BackupMade(
            path=path,
            kind=BackupKind(said["kind"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            size=int(said["size"]),
            sha256=str(said["sha256"]),
            schema=int(said["schema"]),
            last_step=int(said["last_step"]),
            rows={str(name): int(count) for name, count in said["rows"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def manifest_of(path: Path) -> Path:
    """Name the manifest of a backup."""
    return path.with_name(path.name + _ENDING)


def sha256_of(path: Path) -> str:
    """Add a file up to its SHA-256, as 64 hexadecimals."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
