"""The Import room: a list is chosen, its columns are mapped, its rows looked at, brought in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from crm.domain.imports import Action
from crm.exchange.foreign_table import TableChoices
from ui.command import Command
from ui.exchange.foot import Foot
from ui.exchange.mapping_table import MappingTable
from ui.exchange.pages import DonePage, StartPage
from ui.exchange.preview import Preview
from ui.exchange.table_choices import TableBar
from ui.exchange.work import BRINGING, ImportWork
from ui.form.editors import line
from ui.form.fields import Field
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, pane, row, scrolling
from ui.look.text import section_title, title, wrapped
from ui.places import Place
from ui.room import Desk, Room

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.actions.imports import BroughtIn
    from crm.data.queries.imports import BatchLine

KINDS = "Lists (*.csv *.txt *.tsv *.xlsx);;All files (*)"
NARROW = 860
"""Width at the design size below which columns and rows do not fit beside each other."""

TOUCHED = ("companies", "people", "phone_numbers", "email_addresses")


class ExchangeRoom(Room):
    """Three pages: choosing, mapping with the preview, done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self.work = ImportWork(desk, self)
        self._commands = (
            Command("exchange.choose", "Choose a file…", self.choose, "Ctrl+Shift+O",
                    group="Import", tip="Choose the list to bring in"),
            Command("exchange.bring_in", "Bring in", self.work.bring_in, "Ctrl+Return",
                    self._can_bring_in, group="Import",
                    tip="Bring in what the preview shows, as one step that can be undone"),
            Command("exchange.columns", "Go to the columns", self._go_to_columns, "F2",
                    group="Import", tip="Say what each column of the list holds"),
            Command("exchange.again", "Another list", self.start_again, "Ctrl+Shift+N",
                    group="Import", tip="Leave this list and choose another"),
        )  # fmt: skip
        self.path = Field(
            "file", "", line("File to bring in", placeholder="Name of a CSV or .xlsx file")
        )
        self.start, self.table_bar, self.mapping = StartPage(), TableBar(), MappingTable()
        self.preview = Preview(desk.bridge)
        self.done = DonePage(
            look=lambda: desk.places.go(Place("companies")),
            again=self.start_again,
            elsewhere=self.choose_folder,
        )
        self.foot = Foot(self._commands[1], self.work.cancel)
        self._stack = QStackedWidget()
        whole = column(self, gap=0)
        whole.addWidget(self._head())
        whole.addWidget(self._stack, 1)
        for page in (self.start, self._middle(), self.done):
            self._stack.addWidget(page)
        self._connect()
        self._show_state()

    def commands(self) -> Sequence[Command]:
        """Choosing and bringing in."""
        return self._commands

    def show_place(self, place: Place) -> None:
        """Show the room; a place may name a file in its `view`."""
        if place.view:
            self.open(place.view)
        elif self._stack.currentWidget() is self.start:
            self._ask_batches()

    def refresh(self, changes: Changes) -> None:
        """Compare again when the book has changed; an import taken back stands for choice again."""
        if self.work.busy == BRINGING:
            return
        undone = changes.label.startswith("Undone")
        if self._stack.currentWidget() is self.done:
            if undone and changes.touch("import_batches"):
                self._stack.setCurrentIndex(1)
                self.work.compare()
        elif any(changes.touch(kind) for kind in TOUCHED):
            self.work.compare()
        if changes.touch("import_batches"):
            self._ask_batches()

    def focus_first(self) -> None:
        """The name of the file."""
        self.path.editor.setFocus()

    def focus_filter(self) -> None:
        """The first of the chips over the rows."""
        self.preview.chips[None].setFocus()

    def open(self, path: str) -> None:
        """Look into a file."""
        typed = path.strip().strip('"')
        if not typed:
            self.path.show_trouble("Type the name of a file, or choose one.")
            return
        found = Path(typed).expanduser()
        if not found.is_absolute():
            found = self.desk.preferences.folder("import") / found
        self.path.put(str(found))
        self.table_bar.forget()
        self.foot.say_trouble("")
        self.work.open(str(found))

    def choose(self) -> None:
        """Let a file be chosen."""
        folder = self.desk.preferences.folder("import")
        name, _kind = QFileDialog.getOpenFileName(self, "Import a list", str(folder), KINDS)
        if name:
            self.desk.preferences.keep_folder("import", Path(name).parent)
            self.open(name)

    def choose_folder(self) -> None:
        """Let another folder be chosen for the rows left out."""
        name = QFileDialog.getExistingDirectory(self, "Folder for the rows left out")
        if name:
            self.work.write_bad_rows(str(Path(name) / Path(self.work.list.path).name))

    def start_again(self) -> None:
        """Go back to choosing."""
        self.path.put("")
        self._stack.setCurrentWidget(self.start)
        self._ask_batches()
        self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand columns and rows above each other where there is no room beside each other."""
        super().resizeEvent(event)
        wide = self.width() >= px(NARROW)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._split.orientation() != way:
            self._split.setOrientation(way)
            self._split.setSizes([px(460), px(740)] if wide else [px(200), px(200)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into the file that was dropped."""
        event.acceptProposedAction()
        self.open(event.mimeData().urls()[0].toLocalFile())

    def _head(self) -> QWidget:
        head = pane("head")
        beside = row(head, gap=10)
        beside.setContentsMargins(px(16), px(10), px(16), px(10))
        top = Qt.AlignmentFlag.AlignTop
        beside.addWidget(title("Import a list"), 0, top)
        beside.addSpacing(px(10))
        beside.addWidget(self.path, 1, top)
        beside.addWidget(button(self._commands[0]), 0, top)
        return head

    def _middle(self) -> QWidget:
        middle = pane()
        left = pane("left pane")
        names = column(left, gap=0)
        head = section_title("Columns")
        head.setContentsMargins(px(16), px(12), 0, px(2))
        names.addWidget(head)
        self._remembered = wrapped("Taken as you said for the last list like this.", "small")
        self._remembered.setContentsMargins(px(16), 0, px(16), 0)
        names.addWidget(self._remembered)
        names.addWidget(scrolling(self.mapping), 1)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setMinimumSize(px(240), px(120))
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([px(460), px(740)])
        split.setStretchFactor(1, 1)
        layout = column(middle, gap=0)
        layout.addWidget(self.table_bar)
        layout.addWidget(split, 1)
        layout.addWidget(self.foot)
        return middle

    def _connect(self) -> None:
        work = self.work
        self.path.editor.returnPressed.connect(lambda: self.open(self.path.text()))  # type: ignore[attr-defined]
        self.table_bar.chosen.connect(self._read_otherwise)
        self.mapping.mapped.connect(work.map)
        work.looked.connect(self._show_columns)
        work.planned.connect(self._show_plan)
        work.brought.connect(self._show_done)
        work.wrote.connect(self._say_written)
        work.refused.connect(self._refuse)
        work.moved.connect(self._show_state)
        self.desk.jobs.changed.connect(self._show_progress)

    def _read_otherwise(self, choices: TableChoices) -> None:
        self.foot.say_trouble("")
        self.work.open(self.work.list.path, choices)

    def _show_columns(self) -> None:
        now = self.work.list
        if now.table is None or now.mapping is None:
            return
        self.table_bar.show_facts(now.table.facts)
        self.mapping.show_table(now.mapping, now.table.rows)
        self._remembered.setVisible(now.remembered)
        self._stack.setCurrentIndex(1)
        self._point_to(self.foot.bring)

    def _show_plan(self) -> None:
        if self.work.list.plan is not None:
            self.foot.say_trouble("")
            self.preview.show_plan(self.work.list.plan)
            if self._stack.currentIndex() == 1 and not self.mapping.isAncestorOf(
                self.focusWidget() or self
            ):
                self._point_to(self.foot.bring)

    def _point_to(self, editor: QWidget) -> None:
        """Move the focus, unless the user has gone to another room meanwhile."""
        if self.isVisible():
            editor.setFocus()

    def _show_done(self, done: "BroughtIn") -> None:
        key = self.desk.commands.say_key("edit.undo")
        self.done.show_done(Path(self.work.list.path).name, done, key)
        self._stack.setCurrentWidget(self.done)
        self._point_to(self.done.companies)
        if done.refused:
            self.work.write_bad_rows()

    def _say_written(self, where: str) -> None:
        count = len(self.work.bad_rows())
        rows = "1 row was" if count == 1 else f"{count:,} rows were"
        self.done.say_left_out(f"{rows} left out, with the reasons, in {where}")

    def _refuse(self, refusal: Refusal) -> None:
        if refusal.field == "folder":
            self.done.say_left_out(f"{refusal.message} Nothing else is wrong.", offer=True)
        elif self._stack.currentIndex() == 1 and refusal.field != "file":
            self.foot.say_trouble(refusal.message)
        else:
            self._stack.setCurrentWidget(self.start)
            self.path.show_trouble(refusal.message)
            self._point_to(self.path.editor)

    def _show_state(self) -> None:
        self.foot.show_state(self.work.busy, self.work.list.plan)
        self.desk.commands.refresh()
        self.foot.bring.look_again()

    def _show_progress(self) -> None:
        job = next((j for j in self.desk.jobs.running if j.title == self.work.busy), None)
        self.foot.show_share(job.share if job else None)

    def _can_bring_in(self) -> bool:
        plan = self.work.list.plan
        if plan is None or self.work.busy or self._stack.currentIndex() != 1:
            return False
        counts = plan.counts()
        return bool(counts[Action.CREATE] or counts[Action.UPDATE])

    def _go_to_columns(self) -> None:
        self.mapping.focus_first()

    def _ask_batches(self) -> None:
        from crm.data.queries.imports import batches

        self.bridge.ask(batches, then=self._show_batches, latest="batches")

    def _show_batches(self, found: "Sequence[BatchLine]") -> None:
        self.start.show_batches(found)
