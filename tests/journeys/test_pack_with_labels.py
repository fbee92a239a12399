"""From a call to the post office by keyboard alone: a pack, its run, labels from label 8 on."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm.data.book import Book
from crm.data.queries.letters import count_queued, run_file, runs
from crm.documents.label_sheets import SHEETS
from tests.books.drive import add_firm, begin
from tests.journeys.window import ALT, CTRL, SHIFT, Organiser, opened
from ui.letters.labels_room import LabelsRoom
from ui.panels import printers
from ui.panels.printers import PrintChoice, PrintWish

MORNING = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)
FIRMS = (("Trentside Systems Ltd", "ST16 1AA"), ("Potteries Data Ltd", "ST4 1AA"))
POINTS = 72 / 25.4


@pytest.fixture
def morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=True):
        yield


@pytest.fixture
def drive(empty_book_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "drive.muster"
    path.write_bytes(empty_book_file.read_bytes())
    book = begin(Book.open(path))
    for number, (name, postcode) in enumerate(FIRMS):
        book.do(add_firm, name=name, postcode=postcode, numbers=(f"+44163296012{number}",))
    book.close()
    return path


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A printer whose `lp` keeps each PDF it is given, numbered; gives its folder."""
    folder = tmp_path / "printer"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(
        "#!/bin/sh\n"
        f'n=$(ls "{folder}" | grep -c pdf)\n'
        f'cat > "{folder}/part"\n'
        f'mv "{folder}/part" "{folder}/$n.pdf"\n'
        'echo "request id is Office-1"\n',
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def choose(_parent: object, _title: str, wish: PrintWish) -> PrintChoice:
        return PrintChoice("Office", paper=wish.paper)

    monkeypatch.setattr(printers, "printers", lambda: ("Office",))
    monkeypatch.setattr(printers, "choose_printer", choose)
    monkeypatch.setattr(printers, "lp_program", lambda: str(program))
    return folder


def queue_two(organiser: Organiser) -> None:
    """Queue a pack during each of two calls."""
    organiser.go(Qt.Key.Key_1, "today")
    for number in (1, 2):
        note = organiser.room.call.note
        organiser.until(
            "the caret in an empty note",
            lambda note=note: note.isEnabled() and not note.toPlainText() and note.hasFocus(),
        )
        organiser.type("Send them a pack.")
        organiser.press(Qt.Key.Key_P, CTRL | SHIFT)
        organiser.until("the pack", lambda number=number: queued(organiser) == number)
        organiser.press(Qt.Key.Key_1, CTRL)


def queued(organiser: Organiser) -> int:
    return organiser.book.ask(count_queued)


def state(organiser: Organiser) -> str:
    found = organiser.book.ask(runs)
    return found[0].state if found else ""


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("morning")
def test_from_a_call_to_the_post_with_labels_from_label_8_on(
    qapp: QApplication, drive: Path, paper: Path, tmp_path: Path
) -> None:
    with opened(qapp, drive, tmp_path / "settings.ini") as organiser:
        queue_two(organiser)
        organiser.go(Qt.Key.Key_3, "letters")
        print_all = organiser.program.desk.commands.action("letters.print")
        organiser.until("the packs", print_all.isEnabled)
        organiser.press(Qt.Key.Key_P, CTRL)
        organiser.until("the printed run", lambda: state(organiser) == "printed")
        post = organiser.program.desk.commands.action("letters.post")
        organiser.until("the run on the screen", post.isEnabled)

        organiser.press(Qt.Key.Key_L, CTRL | ALT)
        organiser.until("the labels", lambda: isinstance(organiser.room, LabelsRoom))
        room = organiser.room
        assert isinstance(room, LabelsRoom)
        organiser.until("the first drawing", room.labels.can_go_out)
        organiser.until("the picture", room.labels.picture.hasFocus)
        assert room.labels.said() == "2 labels on 1 sheet, 19 labels left"
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
            organiser.press(key)
        organiser.until(
            "labels 8 and 9", lambda: room.labels.said() == "2 labels on 1 sheet, 12 labels left"
        )
        organiser.press(Qt.Key.Key_P, CTRL)
        organiser.until("the labels on paper", (paper / "1.pdf").exists)
        kept = organiser.program.desk.preferences
        organiser.until("the next free label", lambda: kept.now.first_labels == {"L7160": 10})

        organiser.press(Qt.Key.Key_Escape)
        organiser.until("the run again", lambda: post.isEnabled() and organiser.room is not room)
        organiser.press(Qt.Key.Key_M, CTRL | ALT)
        organiser.until("the post", lambda: state(organiser) == "posted")
        run = organiser.book.ask(run_file, organiser.book.ask(runs)[0].id)
        assert run is not None
    assert labelled((paper / "1.pdf").read_bytes()) == {
        8: run.documents[0].company,
        9: run.documents[1].company,
    }


def labelled(pdf: bytes) -> dict[int, str]:
    """Read whose name stands on which label of a sheet L7160."""
    sheet, found = SHEETS["L7160"], {}
    (page,) = PdfReader(BytesIO(pdf)).pages

    def visit(text: str, user: list[float], matrix: list[float], *_font: object) -> None:
        across = matrix[4] * user[0] + user[4]
        down = sheet.page_high * POINTS - (matrix[5] * user[3] + user[5])
        for name, _postcode in FIRMS:
            if name in text:
                for number in range(sheet.count):
                    left, top = (side * POINTS for side in sheet.place(number))
                    wide, high = sheet.wide * POINTS, sheet.high * POINTS
                    if left <= across < left + wide and top <= down < top + high:
                        found[number + 1] = name

    page.extract_text(visitor_text=visit)
    return found
