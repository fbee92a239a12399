"""From the start of the process to the first company on screen / an empty PySide6 window.

Run as a program, this module is the process that is measured. As in any installed program,
its modules are compiled already: a first start, not counted, sees to that.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measure import Figure, figure

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7


def starts(book: Path) -> list[Figure]:
    """Time and memory of a start on a book, each run a process of its own."""
    mine, floor = [], []
    _measured("muster", book)
    for _ in range(RUNS):
        mine.append(_measured("muster", book))
        floor.append(_measured("empty", book))
    named = "an empty PySide6 window"
    return [
        figure("start to usable window, p50", statistics.median(t for t, _ in mine), "ms", named,
               statistics.median(t for t, _ in floor)),
        figure("start to usable window, p95", max(t for t, _ in mine), "ms", named,
               max(t for t, _ in floor)),
        figure("memory once usable", statistics.median(m for _, m in mine), "MB", named,
               statistics.median(m for _, m in floor)),
    ]  # fmt: skip


def _measured(what: str, book: Path) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, XDG_CONFIG_HOME=home, HOME=home, XDG_DATA_HOME=home,
                           QT_QPA_PLATFORM="offscreen")  # fmt: skip
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        start = time.time()
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.of_start", what, str(book)],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
    at, memory = run.stdout.split()
    return (float(at) - start) * 1_000, float(memory)


def _tell() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    print(time.time(), pages * os.sysconf("SC_PAGE_SIZE") / 2**20, flush=True)
    os._exit(0)


def _empty() -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QLabel

    class Watcher(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                _tell()
            return False

    app = QApplication([])
    label, watcher = QLabel("Muster"), Watcher()
    label.resize(1200, 800)
    label.installEventFilter(watcher)
    label.show()
    app.exec()


def _muster(book: str) -> None:
    from ui.quick_start import load_qt

    load_qt()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui.app import App
    from ui.preferences import PreferenceStore

    app = QApplication([])
    program = App(app, PreferenceStore())
    program.show(book)

    def look() -> None:
        here = program.window.rooms.here
        session = getattr(here, "session", None)
        if here is not None and session is not None and session.card is not None:
            here.repaint()
            _tell()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(2)
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        _empty()
    else:
        _muster(sys.argv[2])
