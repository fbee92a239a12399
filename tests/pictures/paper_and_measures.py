"""Call sheets, their grid and the measures with the demo book, to be looked at."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from crm.actions.call_sheets import file_call_sheet
from crm.actions.demo import demo_moment, fill_demo
from crm.data.book import Book
from crm.data.queries.queue import call_queue
from tests.pictures.screenshots import DAY, Studio, settle
from ui.look.tokens import Scheme
from ui.places import Place
from ui.sheets.room import SheetsRoom

SIZES = ((Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.CONTRAST, 100), (Scheme.LIGHT, 200))


def shoot_all(studio: Studio, sheet: int) -> None:
    """The measures with a list, the preview of a sheet, the grid with a row at fault."""
    studio.go(Place("measures", view="This drive"))
    studio.shoot("measures")
    studio.go(Place("sheets"))
    studio.shoot("call-sheet")
    studio.go(Place("sheets", "sheet", sheet, "key in"))
    room = studio.window.findChild(SheetsRoom)
    if room is None:
        return
    grid = room.keying.grid
    grid.setFocus()
    for key in ("1", "\r", "1", "\r", "4", "\r", "\r", "tue 2pm", "\r", "8", "\r", "too", "\r"):
        editors = [e for e in grid.viewport().findChildren(QLineEdit) if e.isVisible()]
        target = editors[-1] if editors else grid
        if key == "\r":
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            for letter in key:
                editors = [e for e in grid.viewport().findChildren(QLineEdit) if e.isVisible()]
                QTest.keyClicks(editors[-1] if editors else grid, letter)
    room.keying.file()
    settle()
    studio.shoot("key-in")


def main(out: Path) -> None:
    """Draw the three screens in every scheme, and at twice the text size."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    now = demo_moment(DAY) + timedelta(hours=1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for scheme, size in SIZES:
            path = folder / f"{scheme.name}-{size}.muster"
            book = Book.open(path, create=True, clock=lambda: now)
            book.do(fill_demo, DAY)
            ids = [row.company_id for row in book.ask(call_queue).queue.rows[:12]]
            sheet = book.do(file_call_sheet, DAY, ids).value.id
            book.close()
            studio = Studio(out, folder, scheme, text_size=size)
            studio.open(path, now)
            shoot_all(studio, sheet)
            studio.close()
    print(f"Screenshots are in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots"))
