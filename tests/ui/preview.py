"""Draws the shell with placeholder content to build/screenshots: `python -m tests.ui.preview`."""

import os
import sys
from array import array
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import TinyBook
from ui.bridge import Bridge
from ui.command import Command, Commands
from ui.form.editable import Editable
from ui.form.editors import Check, Choice, GrowingText, line
from ui.form.fields import Fact, Form
from ui.form.filter_line import FilterLine
from ui.form.when_field import WhenField
from ui.lanes import InlineLanes
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.scheme import Appearance
from ui.look.surfaces import card, column, pane, row, scrolling
from ui.look.text import badge, heading, label, muted, section_title, strong, title, wrapped
from ui.look.tokens import Kind, Scheme
from ui.places import Place, Places
from ui.preferences import PreferenceStore
from ui.room import Desk, Room, Sayings
from ui.shell.catalogue import Entry
from ui.shell.commands import WindowDeeds, window_commands
from ui.shell.facts import Found, WindowFacts
from ui.shell.window import Window
from ui.table.columns import CellKind, Column, Mark, Pill, Source
from ui.table.table import Table

OUT = Path(__file__).resolve().parents[2] / "build" / "screenshots"
NAMES = (
    "Potteries Data Ltd", "Bluebrick Software", "Lichfield Networks Ltd", "Trentside Systems Ltd",
    "Cannock Web Works", "Tamworth IT Partners", "Shugborough Signal", "Leek Logic Ltd",
)  # fmt: skip


class ListRoom(Room):
    """A filter, a table."""

    def __init__(self, desk):
        super().__init__(desk)
        left = pane("left pane")
        views = column(left, gap=2, margin=16)
        views.addWidget(section_title("Saved views"))
        for name in ("All companies", "Warm in Staffordshire", "Pack sent, no reply"):
            views.addWidget(label(name))
        views.addStretch()
        self.filter = FilterLine()
        self.filter.put("stage:attempting branch:staffordshire last:>5d")
        head = pane("head")
        beside = row(head, gap=8)
        beside.setContentsMargins(14, 5, 14, 5)
        beside.addWidget(self.filter, 1)
        beside.addWidget(muted("128 of 4,812 · 3 ms"))
        self.table = Table(COLUMNS, desk.bridge, name="Companies")
        self.table.show_source(source())
        whole = row(self, gap=0)
        whole.addWidget(left)
        right = column(gap=0)
        right.addWidget(head)
        right.addWidget(self.table, 1)
        whole.addLayout(right, 1)

    def commands(self):
        return [
            Command("companies.new", "New company", lambda: None, "Ctrl+N", tip="Add a company"),
        ]

    def top_bar(self):
        bar = QWidget()
        buttons = row(bar, gap=12)
        buttons.addWidget(button("Import…"))
        buttons.addWidget(button(self.desk.commands.find("companies.new"), primary=True))
        return bar


class CallRoom(Room):
    """Three panes with every kind of part."""

    def __init__(self, desk):
        super().__init__(desk)
        whole = row(self, gap=0)
        middle = pane()
        content = column(middle, gap=8, margin=20)
        head = row(gap=10)
        for part in (title("Potteries Data Ltd"), badge("Pack sent", "warning"),
                     badge("Staffordshire")):  # fmt: skip
            head.addWidget(part)
        head.addStretch()
        head.addWidget(button("Pack", keys="Ctrl+Shift+P"))
        head.addWidget(button("Edit", keys="F2"))
        content.addLayout(head)
        content.addWidget(wrapped("Database development and hosting · Stoke-on-Trent", "muted"))
        content.addWidget(section_title("People"))
        people = card()
        inside = column(people, gap=2, margin=10)
        line_ = row(gap=6)
        line_.addWidget(strong("Helen Marsh"))
        line_.addWidget(badge("decision maker", "accent"))
        line_.addStretch()
        inside.addLayout(line_)
        inside.addWidget(muted("Managing Director"))
        inside.addWidget(label("01782 496123"))
        content.addWidget(people)
        for caption, value in (("Staff", "12"), ("Town", "Stoke-on-Trent"), ("Referred by", "")):
            content.addWidget(Fact(caption, Editable(caption, value)))
        form = Form()
        form.add("postcode", "Postcode", line("Postcode")).show_trouble("That is no postcode.")
        form.add("kind", "Kind", Choice("Kind", [("Private limited company", 1)]))
        form.add("listed", "", Check("List in the directory", on=True))
        content.addWidget(form)
        content.addStretch()
        whole.addWidget(scrolling(middle), 1)
        right = pane("right pane")
        right.setFixedWidth(px(330))
        call = column(right, gap=8, margin=16)
        call.addWidget(heading("Call with Helen Marsh"))
        script = card(Kind.ACCENT)
        words = column(script, gap=6, margin=10)
        words.addWidget(section_title("Script — follow-up after pack", accent=True))
        words.addWidget(wrapped("Did the pack reach you, Helen?"))
        call.addWidget(script)
        call.addWidget(section_title("Outcome"))
        answers = (("No answer", "1"), ("Left a message", "2"), ("Will join", "0"))
        for words_, keys in answers:
            made = button(words_, keys=keys, spread=True)
            made.setCheckable(True)
            made.setChecked(keys == "0")
            call.addWidget(made)
        call.addWidget(section_title("Notes"))
        note = GrowingText("Notes")
        note.setPlainText("Form coming back by Friday. Wants the 11–24 band.")
        call.addWidget(note)
        call.addWidget(section_title("Next step"))
        when = WhenField()
        when.put("+3wd")
        call.addWidget(when)
        call.addStretch()
        call.addWidget(button("Log call and open next", keys="Ctrl+0", primary=True))
        whole.addWidget(right)


COLUMNS = (
    Column("name", "Company", 212, CellKind.BOLD),
    Column("stage", "Stage", 121),
    Column("town", "Town", 214),
    Column("next", "Next step", 158, stretches=True),
    Column("phone", "Phone", 140, CellKind.MUTED),
)


def source():
    keys = list(range(1, 400))
    return Source(
        first=lambda r, order, limit: keys[:limit],
        ids=lambda r, order: array("q", keys),
        rows=lambda r, ids: list(ids),
        key=lambda key: key,
        cells=lambda key: (
            NAMES[key % len(NAMES)],
            Pill("Pack sent", Kind.WARNING) if key % 2 else Pill("Interested", Kind.INFO),
            "Newcastle-under-Lyme",
            Mark("overdue 2 d", Kind.DANGER) if key % 7 == 0 else "today · follow up",
            "01782 496123",
        ),
    )


ENTRIES = (
    Entry("today", "Today", "tests.ui.preview:CallRoom", "The companies to call now"),
    Entry("companies", "Companies", "tests.ui.preview:ListRoom", "Every company"),
    Entry("letters", "Letters", "tests.ui.preview:CallRoom", "Packs"),
    Entry("settings", "Settings", "tests.ui.preview:CallRoom", "Settings", at_foot=True),
)
FACTS = WindowFacts(
    "West Midlands IT Association", "2003 membership drive",
    {"today": 23, "companies": 4812, "letters": 17}, 137, 250, "Forecast 31 Dec: 238 (221–256)",
    "last backup 09:02", "4,812 companies · 11,206 activities",
)  # fmt: skip


def nothing(*_given):
    """Placeholder of every deed."""


def make_window(desk):
    window = Window(desk, ENTRIES)
    deeds = WindowDeeds(*([nothing] * 3), window.open_palette,
                        lambda: window.open_palette(">"), window.focus_filter, window.undo,
                        window.show_keys, *([nothing] * 5))  # fmt: skip
    window.take_commands(window_commands(deeds, desk.bridge, desk.places, ENTRIES))
    window.show_facts(FACTS)
    window.search_with(
        lambda _text, show: show(
            [
                Found(n, nothing, "Stoke-on-Trent · ST4 1AA", "Pack sent", Kind.WARNING)
                for n in NAMES
            ]
        )
    )
    return window


def log_call_with_potteries_data_ltd(_work):
    """An action that leaves a label."""


def main():
    app = QApplication.instance() or QApplication(sys.argv)
    if "Inter" in QFontDatabase.families():
        app.setFont(QFont("Inter", 10))
    appearance = Appearance(app)
    OUT.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(OUT / "preview.ini"), QSettings.Format.IniFormat)
    for scheme, size in ((Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.CONTRAST, 100),
                         (Scheme.LIGHT, 200)):  # fmt: skip
        appearance.wear(scheme, text_size=size)
        bridge = Bridge(InlineLanes())
        bridge.use(TinyBook())
        desk = Desk(bridge, Places(), Commands(), PreferenceStore(settings), Sayings())
        window = make_window(desk)
        window.resize(1440, 900)
        window.show()
        name = f"{scheme.value.replace(' ', '-')}-{size}"
        for room in ("companies", "today"):
            desk.places.go(Place(room))
            if room == "companies":
                table = window.rooms.here.table
                table.rows.selection.tick([1, 2, 3])
                table.go_to(2)
                table.setFocus()
            else:
                bridge.do(log_call_with_potteries_data_ltd)
            app.processEvents()
            window.grab().save(str(OUT / f"shell-{room}-{name}.png"))
        window.open_palette()
        window.top_bar.search.setText("pot")
        window.top_bar.search.textEdited.emit("pot")
        app.processEvents()
        window.grab().save(str(OUT / f"shell-palette-{name}.png"))
        window.close()
        window.deleteLater()


if __name__ == "__main__":
    main()
