"""Where a book is looked for, and whether there is a screen to show it on."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NO_SCREEN = """Muster needs a screen to open its window, and none was found.

- On a desktop: start it from a terminal inside your session.
- Over ssh: connect with `ssh -X`, or use the commands, which need no screen: muster --help
- For a trial without a screen: xvfb-run -a muster
"""


def has_screen(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be opened; on X11 and Wayland the environment tells."""
    if platform in ("win32", "darwin"):
        return True
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen in ("offscreen", "minimal", "vnc", "linuxfb", "eglfs"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def is_url(location: str | Path) -> bool:
    """Whether a book is a database instead of a file."""
    return str(location).startswith(("postgresql://", "postgres://", "postgresql+"))


def say_book(location: str | Path) -> str:
    """A book in a few words, without a password that its address may hold."""
    text = str(location)
    if is_url(text):
        return text.rpartition("@")[2] or text
    return Path(text).stem
