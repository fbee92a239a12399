"""Handing a telephone number to the program that dials, and always to the clipboard too."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from crm.domain.phone_numbers import say_number

Opener = Callable[[str], bool]
"""Opens a link in the program that is for it; False where there is none."""


def open_link(link: str) -> bool:
    """Open a link in the system's program for it; False where there is none."""
    scheme = link.partition(":")[0]
    if sys.platform.startswith("linux") and not has_program(scheme):
        return False
    return QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))


def dial(e164: str, scheme: str = "tel", opener: Opener = open_link) -> str:
    """Copy a number and hand it to the telephone program; a sentence on how that went.

    `scheme` is `tel`, `callto` or `sip`; `e164` is `+441632960123`.
    """
    said = say_number(e164)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(e164)
    if opener(f"{scheme}:{e164}"):
        return f"Dialling {said}; the number is copied too."
    return f"No program on this machine takes calls ({scheme}:). {said} is copied: dial it."


def has_program(scheme: str, folders: Iterable[Path] | None = None) -> bool:
    """Whether a Linux desktop knows a program for a scheme (freedesktop.org, mime applications)."""
    entry = f"x-scheme-handler/{scheme}="
    for folder in _folders() if folders is None else folders:
        for name in ("mimeapps.list", "mimeinfo.cache"):
            try:
                text = (folder / name).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            if any(line.startswith(entry) and line != entry for line in text.splitlines()):
                return True
    return False


def _folders() -> list[Path]:
    home = Path.home()
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    settings = os.environ.get("XDG_CONFIG_HOME") or str(home / ".config")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    places = [settings, *(f"{known}/applications" for known in (data, *shared.split(":")))]
    return [Path(place) for place in places]
