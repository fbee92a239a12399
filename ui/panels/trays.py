"""Which paper trays a printer has: asked of the printing system, without waiting for it."""

import re
import shutil
import sys

from PySide6.QtCore import QCoreApplication, QProcess

from ui.form.editors import Choice

OWN_CHOICE = "As the printer is set"
_TRAYS = re.compile(r"^(?:InputSlot|media-source)[^:\n]*:(.*)$", re.MULTILINE)
_MOST = 40


def parse_trays(answer: str) -> tuple[str, ...]:
    """Read the trays out of what `lpoptions -l` answers, as the printer calls them."""
    found = _TRAYS.search(answer)
    words = found.group(1).split() if found else []
    return tuple(dict.fromkeys(word.lstrip("*") for word in words if word.strip("*")))[:_MOST]


def say_tray(tray: str) -> str:
    """`LargeCapacity2` as `Large capacity 2`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|[-_]+", " ", tray).strip()
    return words[:1].upper() + words[1:].lower() if words else tray


def lpoptions_program() -> str | None:
    """Where `lpoptions` is; None where the system has none."""
    return None if sys.platform == "win32" else shutil.which("lpoptions")


class TrayChoice(Choice):
    """The trays of one printer; `value()` is as the printer calls it, empty for its own choice.

    They come once the printing system has answered; until then the one wanted stands alone.
    """

    def __init__(self, name: str = "Paper tray") -> None:
        super().__init__(name, ((OWN_CHOICE, ""),))
        self._wanted = ""
        self._asking: QProcess | None = None

    def show_printer(self, printer: str, wanted: str) -> None:
        """Offer the trays of a printer, with the one wanted chosen."""
        self._wanted = wanted
        self._offer((wanted,) if wanted else ())
        self.stop()
        program = lpoptions_program()
        if program is None or not printer:
            return
        # It outlives a window that is closed meanwhile: nobody waits for it then.
        asking = QProcess(QCoreApplication.instance())
        asking.finished.connect(self._answered)
        asking.finished.connect(asking.deleteLater)
        self._asking = asking
        asking.start(program, ["-p", printer, "-l"])

    def stop(self) -> None:
        """Wait for no answer any more."""
        if self._asking is not None:
            self._asking.finished.disconnect(self._answered)
            self._asking = None

    def _answered(self, code: int, _status: QProcess.ExitStatus) -> None:
        asking, self._asking = self._asking, None
        if asking is None or code:
            return
        answer = bytes(asking.readAllStandardOutput().data()).decode("utf-8", "replace")
        chosen = str(self.value() or self._wanted)
        self._offer(parse_trays(answer))
        self.choose(chosen)

    def _offer(self, trays: tuple[str, ...]) -> None:
        self.offer([(OWN_CHOICE, ""), *((say_tray(tray), tray) for tray in trays)])
        self.choose(self._wanted)
