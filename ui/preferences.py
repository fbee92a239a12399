"""The choices of this machine: windows, colours, recent books. The association's are in the book.

They are convenient, never important: a lost preference costs a click.
"""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

RECENT = 8
"""How many books are remembered."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What this machine remembers; every field has a default that works.

    `scheme` is empty (follow the system), `light`, `dark` or `high contrast`; `text_size` is
    in per cent; `dialler` is `tel`, `callto` or `sip`; `columns` are the column widths of each
    table by its name, in pixels, negative where hidden; `keys` are the user's own by the id of
    a command; `recent_commands` the ids last chosen in the palette, newest first.
    """

    scheme: str = ""
    text_size: int = 100
    recent_books: tuple[str, ...] = ()
    room: str = ""
    geometry: str = ""
    splitters: dict[str, tuple[int, ...]] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    dialler: str = "tel"
    printer: str = ""
    two_sided: bool = False
    label_sheet: str = "L7160"
    envelope: str = "DL"
    own_sheets: dict[str, dict[str, float]] = field(default_factory=dict)
    """Label sheets of one's own by name, as `ui.panels.paper_choices` keeps them; in mm."""
    first_labels: dict[str, int] = field(default_factory=dict)
    """The first free label of the sheet begun, by the name of the sheet."""
    printer_offsets: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """How far each printer must be moved right and down, in mm."""
    trays: dict[str, str] = field(default_factory=dict)
    """The tray wanted, by the name of the printer and as that calls it."""
    folders: dict[str, str] = field(default_factory=dict)
    reminders: bool = True
    remind_before: int = 5
    """Minutes."""
    call_sets: dict[str, int] = field(default_factory=dict)
    """The set worked through, by the book."""
    calling_session: dict[str, Any] = field(default_factory=dict)
    """The calling session of the day, as `ui.today.session_clock` keeps it."""
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    recent_commands: tuple[str, ...] = ()


class PreferenceStore:
    """Reads and keeps the preferences; `now` is what holds at this moment."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings if settings is not None else QSettings("Muster", "Muster")
        self.now = self._read()

    def change(self, **values: Any) -> None:
        """Change some fields by name and keep them."""
        self.now = replace(self.now, **values)
        self._settings.setValue("preferences", json.dumps(asdict(self.now)))

    def opened(self, book: str) -> None:
        """Put a book first among the recent ones."""
        others = [known for known in self.now.recent_books if known != book]
        self.change(recent_books=(book, *others[: RECENT - 1]))

    def forget(self, book: str) -> None:
        """Take a book that is gone from the recent ones."""
        left = tuple(known for known in self.now.recent_books if known != book)
        self.change(recent_books=left)

    def used_command(self, command: str) -> None:
        """Put a command first among those chosen lately."""
        others = [known for known in self.now.recent_commands if known != command]
        self.change(recent_commands=(command, *others[: RECENT - 1]))

    def window_geometry(self) -> QByteArray:
        """Where the window stood; empty at the first start."""
        return QByteArray.fromBase64(self.now.geometry.encode())

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window stands."""
        self.change(geometry=bytes(geometry.toBase64().data()).decode())

    def folder(self, purpose: str) -> Path:
        """The folder last used for a purpose (`import`, `save`), or the user's own."""
        kept = self.now.folders.get(purpose, "")
        return Path(kept) if kept and Path(kept).is_dir() else Path.home()

    def keep_folder(self, purpose: str, folder: Path) -> None:
        """Remember the folder used for a purpose."""
        self.change(folders={**self.now.folders, purpose: str(folder)})

    def _read(self) -> Preferences:
        try:
            kept = json.loads(str(self._settings.value("preferences", "{}")))
        except ValueError:
            return Preferences()
        return _sound(kept) if isinstance(kept, dict) else Preferences()


def _sound(kept: dict[str, Any]) -> Preferences:
    """Take what has the right shape and leave the rest at its default."""
    default = Preferences()
    values: dict[str, Any] = {}
    for known in fields(Preferences):
        value, usual = kept.get(known.name), getattr(default, known.name)
        if isinstance(value, list) and isinstance(usual, tuple):
            values[known.name] = tuple(str(item) for item in value)
        elif known.name == "keys":
            values[known.name] = _sound_keys(value)
        elif type(value) is type(usual):
            values[known.name] = value
    return Preferences(**values)


def _sound_keys(kept: object) -> dict[str, tuple[str, ...]]:
    """Lists of keys by the id of a command; which of them are heard, `Commands` decides."""
    if not isinstance(kept, dict):
        return {}
    return {
        str(name): tuple(keys)
        for name, keys in kept.items()
        if isinstance(keys, (list, tuple)) and all(isinstance(key, str) for key in keys)
    }
