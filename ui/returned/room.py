"""The room of returned forms: the page at the left, its answers beside ours at the right."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget

from crm.domain.application_form import doubts
from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from ui.command import Command
from ui.look.measure import px
from ui.look.surfaces import column, pane
from ui.panels.outlet import Outlet
from ui.panels.page_view import PageView
from ui.places import Place
from ui.returned.commands import ReturnedDeeds, ReturnedState, returned_commands
from ui.returned.filed_list import FiledList
from ui.returned.filing import as_received
from ui.returned.form_pane import FormPane
from ui.returned.questions import Filed, beside, filed, kept_file, whose
from ui.room import Desk, Room

if TYPE_CHECKING:
    from crm.actions.returned_forms import FoundForm
    from ui.returned.reading import ReadFile

FILES = "files"
"""The kind of a place that hands over files; `view` has their paths, one a line."""

KINDS = "Returned forms (*.pdf *.png *.jpg *.jpeg)"
WIDE = 620
NARROW = 940
"""The width, at the design size, below which captions stand above the answers."""


class ReturnedRoom(Room):
    """Reads one file after the other; what is filed comes out as one step with Undo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waiting: list[str] = []
        self._handed = ""
        self._read: ReadFile | None = None
        self._found: FoundForm | None = None
        self._outlet = Outlet(desk, self)
        self._commands = returned_commands(self._deeds(), self._state())
        self.pages = PageView(desk.bridge, "The returned form")
        self.form = FormPane(desk.bridge, self._commands)
        self.filed = FiledList(self._commands)
        self._stack = QStackedWidget()
        self._place_parts()
        self.form.whose.company.connect(self._chosen)
        self.form.whose.form.connect(self._show_found)
        self.form.answers.changed.connect(self.form.clear_refusal)
        self.filed.opened.connect(lambda key: desk.places.go(Place("companies", "company", key)))
        self._ask()

    def commands(self) -> Sequence[Command]:
        """Reading, choosing whose answer stands, filing."""
        return self._commands.all()

    def show_place(self, place: Place) -> None:
        """Read the files of a place, unless they are those read just now."""
        if place.kind == FILES and place.view != self._handed:
            self._handed = place.view
            self.begin(place.view.splitlines())
        self._ask()

    def refresh(self, changes: Changes) -> None:
        """Ask again for the applications, and for the company of the form."""
        self._ask()
        found = self._found
        if found is not None and found.beside and changes.concern(found.beside.company_id):
            self._chosen(found.beside.company_id)

    def focus_first(self) -> None:
        """The answers, whose form it is, or the list."""
        if self._read is None:
            self.filed.list.setFocus()
        elif self._found is None:
            self.form.whose.line.setFocus()
        else:
            self.form.answers.focus_first()

    def focus_filter(self) -> None:
        """Whose form it is."""
        if self._read is not None:
            self._ask_whose("")
        else:
            self.filed.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put captions above the answers where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        self.form.set_narrow(narrow)
        if narrow:
            self._splitter.setSizes([self.width() * 2 // 5, self.width() * 3 // 5])

    def begin(self, paths: Sequence[str]) -> None:
        """Read files, one after the other; those dropped later wait behind."""
        self._waiting += [path for path in paths if path]
        if self._read is None:
            self._next()

    def _deeds(self) -> ReturnedDeeds:
        return ReturnedDeeds(
            read=self._choose_files,
            file=self._file,
            take_here=self._take_here,
            take_all=lambda: self.form.answers.choose_all(True),
            keep_all=lambda: self.form.answers.choose_all(False),
            everything=lambda: self.form.answers.show_everything(not self.form.answers.everything),
            whose=lambda: self._ask_whose(""),
            restore=self._restore,
            skip=self._next,
            company=self._open_company,
            show_file=self._show_file,
        )

    def _take_here(self) -> None:
        self.form.answers.toggle_here()

    def _state(self) -> ReturnedState:
        return ReturnedState(
            form=lambda: self._read is not None,
            answers=lambda: self._found is not None,
            row=lambda: self._found is not None and self.form.answers.has_focus_row(),
            trashed=lambda: bool(self._found and self._found.beside and self._found.beside.trashed),
            company=lambda: bool(self._company()),
            application=lambda: self._read is None and bool(self._attachment()),
        )

    def _place_parts(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        right = pane("right pane")
        column(right, gap=0).addWidget(self.form)
        splitter.addWidget(self.pages)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([px(1200 - WIDE), px(WIDE)])
        self._splitter = splitter
        desk = pane()
        column(desk, gap=0).addWidget(self.filed)
        self._stack.addWidget(desk)
        self._stack.addWidget(splitter)
        column(self, gap=0).addWidget(self._stack)

    def _ask(self) -> None:
        self.bridge.ask(filed, then=self._show_filed, owner=self, latest="filed")

    def _show_filed(self, found: Filed) -> None:
        self.filed.show_filed(found)
        self.desk.commands.refresh()

    def _choose_files(self) -> None:
        folder = self.desk.preferences.folder("returned")
        names, _kind = QFileDialog.getOpenFileNames(self, "Read returned forms", str(folder), KINDS)
        if names:
            self.desk.preferences.keep_folder("returned", Path(names[0]).parent)
            self.begin(names)

    def _next(self) -> None:
        self._read = self._found = None
        self.form.clear_refusal()
        if not self._waiting:
            self._handed = ""
            self._stack.setCurrentIndex(0)
            self.desk.commands.refresh()
            self.focus_first()
            return
        from ui.returned.reading import read_file  # brings the readers of PDFs and pictures

        path = self._waiting.pop(0)
        self.filed.show_trouble("")
        self.bridge.work(
            read_file, path, self.pages.wanted_dpi(), then=self._show_file_read, owner=self,
            troubled=self._unreadable, title=f"Reading {Path(path).name}",
        )  # fmt: skip

    def _unreadable(self, refusal: Refusal) -> bool:
        self._next()
        self.filed.show_trouble(refusal.message)
        if self._read is not None:
            self.desk.troubles.meet(refusal)
        return True

    def _show_file_read(self, read: "ReadFile") -> None:
        self._read = read
        self._stack.setCurrentIndex(1)
        form = read.form
        if form is None:
            self.pages.show_nothing("This file cannot be shown.")
        else:
            self.pages.show_pages(
                form.shown, read.pictures, read.dpi, about=read.name, pages=form.pages
            )
        answers = form.answers if form else {}
        self.form.answers.show_form(answers, form.untouched if form else frozenset())
        self.form.answers.show_everything(not answers)
        self.form.how.choose("email" if answers else "post")
        if form is None or not form.reference:
            self._ask_whose(read.trouble or (form.remark if form else ""))
            return
        self.bridge.ask(
            whose, form.reference, read.sha256, then=self._show_found, owner=self, latest="whose"
        )

    def _ask_whose(self, message: str) -> None:
        if self._read is not None:
            self._found = None
            self.form.ask_whose(self._read.name, message, self._read.sha256)
            self.form.whose.line.setFocus()
            self.desk.commands.refresh()

    def _chosen(self, company_id: int) -> None:
        if self._read is not None:
            form = self._read.form
            self.bridge.ask(
                beside, company_id, form.reference if form else "", self._read.sha256,
                then=self._show_found, owner=self, troubled=self._gone, latest="whose",
            )  # fmt: skip

    def _gone(self, refusal: Refusal) -> bool:
        self._ask_whose(refusal.message)
        return True

    def _show_found(self, found: "FoundForm") -> None:
        if self._read is None:
            return
        if found.beside is None:
            self._ask_whose(found.message)
            return
        first = self._found is None
        self._found = found
        form = self._read.form
        odd = [*found.notices, *filter(None, [form.remark if form else self._read.trouble])]
        if form is not None and form.answers:
            odd += doubts(form.answers)
        reference = found.sent.reference if found.sent else ""
        self.form.show_company(found.beside, reference, odd, keep_date=not first)
        self.desk.commands.refresh()
        if first:
            self.form.answers.focus_first()

    def _file(self) -> None:
        read, found = self._read, self._found
        if read is None or found is None or found.beside is None:
            return
        from crm.actions.applications import receive_form  # loaded with the answer

        try:
            received = as_received(read, found, self.form)
        except Refusal as refusal:
            self.form.show_refusal(refusal)
            return
        self._found = None  # what comes of it is no news about this form
        self.bridge.do(
            receive_form, received, then=lambda _key: self._next(), owner=self,
            troubled=lambda refusal: self._refused(found, refusal),
        )  # fmt: skip

    def _refused(self, found: "FoundForm", refusal: Refusal) -> bool:
        self._found = found
        if refusal.field == "version" and found.beside is not None:
            self._chosen(found.beside.company_id)
        self.desk.commands.refresh()
        return self.form.show_refusal(refusal)

    def _restore(self) -> None:
        from crm.actions.companies import restore  # loaded with the answer

        self.bridge.do(restore, [self._company()], owner=self)

    def _company(self) -> int:
        if self._found is not None and self._found.beside is not None:
            return self._found.beside.company_id
        return self.filed.company() if self._read is None and hasattr(self, "filed") else 0

    def _attachment(self) -> int:
        # Asked while the room is being made, too.
        return self.filed.attachment() if hasattr(self, "filed") else 0

    def _open_company(self) -> None:
        self.desk.places.go(Place("companies", "company", self._company()))

    def _show_file(self) -> None:
        def arrived(found: tuple[str, str, bytes]) -> None:
            name, _media, content = found
            if content:
                self._outlet.view(content, name)

        self.bridge.ask(kept_file, self._attachment(), then=arrived, owner=self)
