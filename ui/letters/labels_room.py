"""Labels, envelopes and the posting list of a run or of the queue, in the order of the letters."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from ui.command import Command
from ui.letters.addressing import ForThePost, for_the_post
from ui.letters.envelopes_page import EnvelopesPage
from ui.letters.labels_page import LabelsPage
from ui.letters.posting_list_page import PostingListPage
from ui.letters.rows import RowKind, count
from ui.letters.sheet_page import SheetPage
from ui.letters.warming import warm_up
from ui.look.buttons import button
from ui.look.chips import chip
from ui.look.measure import px
from ui.look.surfaces import column, pane, row
from ui.look.text import OneLine, title
from ui.panels.outlet import Outlet
from ui.places import Place
from ui.room import Desk, Room

GROUP = "Labels and envelopes"
NOTHING = "There is nothing to print here"


class LabelsRoom(Room):
    """Three pages of one set of packs; Esc goes back to the letters.

    Its places: `kind` and `id` name a run (or `kind` is the queue), `view` holds the numbers of
    some of its documents; a place that names nothing is as the room was left.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._run: int | None = None
        self._documents: tuple[int, ...] = ()
        self._post: ForThePost | None = None
        outlet = Outlet(desk, self)
        outlet.setParent(self)
        self.labels = LabelsPage(desk, outlet)
        self.envelopes = EnvelopesPage(desk, outlet)
        self.posting_list = PostingListPage(desk, outlet)
        self._pages: tuple[SheetPage, ...] = (self.labels, self.envelopes, self.posting_list)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
            page.drawn.connect(self._show_state)
        self._commands = self._make_commands()
        self._print, self._save, self._view, *others = self._commands
        self._print_button = button(self._print, primary=True)
        self._tabs = [
            chip(command.text, command.press, checkable=True) for command in others[:3]
        ]  # fmt: skip
        self._of = OneLine("", "muted")
        head = pane("head")
        beside = row(head, gap=10)
        beside.setContentsMargins(px(16), px(10), px(16), px(10))
        beside.addWidget(title(GROUP))
        beside.addWidget(self._of)
        beside.addStretch(1)
        for tab in self._tabs:
            beside.addWidget(tab)
        whole = column(self, gap=0)
        whole.addWidget(head)
        whole.addWidget(self._stack, 1)
        self.bridge.work(warm_up)
        self._show_page(self.labels)

    @property
    def page(self) -> SheetPage:
        """The page shown."""
        return self._pages[self._stack.currentIndex()]

    def commands(self) -> Sequence[Command]:
        """Printing, saving, and the three pages."""
        return self._commands

    def top_bar(self) -> QWidget:
        """Back, save, print."""
        bar = QWidget()
        holder = row(bar, gap=10)
        holder.addWidget(button("Back to letters", keys="Esc", run=self._back))
        save = button(self._save.text)
        save.follow(self._save)
        holder.addWidget(save)
        holder.addWidget(self._print_button)
        return bar

    def show_place(self, place: Place) -> None:
        """Show a run, some packs of it, or the queue."""
        if place.kind or place.view or self._post is None:
            self._run = place.id if place.kind == RowKind.RUN.value else None
            words = place.view.split()
            self._documents = tuple(int(word) for word in words if word.isdecimal())
        for page in (self.labels, self.envelopes):
            page.look_again()
        self._ask()

    def show_queue(self) -> None:
        """Show what waits in the queue."""
        self._run, self._documents = None, ()
        self._ask()

    def refresh(self, changes: Changes) -> None:
        """Ask again: names and addresses may be others."""
        self._ask()

    def focus_first(self) -> None:
        """The choice that matters most on the page shown."""
        self.page.first_focus().setFocus()

    def focus_filter(self) -> None:
        """The same: there is nothing to filter."""
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if self.bridge.has_book:
            self.bridge.ask(
                for_the_post, self._run, self._documents, then=self._show, owner=self,
                troubled=self._refused, latest="post",
            )  # fmt: skip

    def _show(self, post: ForThePost) -> None:
        self._post = post
        self._of.setText(f"{post.title} · {count(len(post.items), 'pack')}")
        self.page.show_post(post)
        self._show_state()

    def _show_page(self, page: SheetPage) -> None:
        self._stack.setCurrentWidget(page)
        for tab, one in zip(self._tabs, self._pages, strict=True):
            tab.setChecked(one is page)
        if self._post is not None:
            page.show_post(self._post)
        self._show_state()

    def _go_to(self, page: SheetPage) -> None:
        self._show_page(page)
        self.focus_first()

    def _show_state(self) -> None:
        self._print_button.rename(f"Print {self.page.title.lower()}")
        self.desk.commands.refresh()

    def _back(self) -> None:
        run = self._run
        self.desk.places.go(Place("letters", RowKind.RUN.value, run) if run else Place("letters"))

    def _can_go_out(self) -> bool:
        return self.page.can_go_out()

    def _print_page(self) -> None:
        self.page.print_now()

    def _save_page(self) -> None:
        self.page.save()

    def _view_page(self) -> None:
        self.page.view()

    def _draw_page(self) -> None:
        self.page.draw()

    def _refused(self, refusal: Refusal) -> bool:
        return self.page.refused(refusal)

    def _make_commands(self) -> tuple[Command, ...]:
        return (
            Command("labels.print", "Print…", self._print_page, "Ctrl+P",
                    self._can_go_out, group=GROUP, why_not=NOTHING,
                    tip="Print the labels, envelopes or list as they are shown"),
            Command("labels.save", "Save PDF…", self._save_page, "Ctrl+S",
                    self._can_go_out, group=GROUP, why_not=NOTHING,
                    tip="Save what is shown as a PDF"),
            Command("labels.view", "Open in PDF viewer", self._view_page, "Ctrl+Alt+O",
                    self._can_go_out, group=GROUP, why_not=NOTHING,
                    tip="Look at what is shown in the system's own PDF viewer"),
            Command("labels.labels", "Labels", lambda: self._go_to(self.labels), "Ctrl+Alt+L",
                    group=GROUP, tip="Address labels, from any label of the sheet on"),
            Command("labels.envelopes", "Envelopes", lambda: self._go_to(self.envelopes),
                    "Ctrl+Alt+E", group=GROUP, tip="Print the addresses on envelopes"),
            Command("labels.posting_list", "Posting list",
                    lambda: self._go_to(self.posting_list), "Ctrl+Alt+I", group=GROUP,
                    tip="The list that goes to the post office with the packs"),
            Command("labels.queue", "Take the queue", self.show_queue, "Ctrl+Alt+Q", group=GROUP,
                    tip="Print labels and envelopes for everything that waits in the queue"),
            Command("labels.draw", "Draw again", self._draw_page, "Ctrl+Alt+R",
                    group=GROUP, tip="Draw what is shown again"),
            Command("labels.back", "Back to letters", self._back, "Ctrl+Alt+B",
                    group=GROUP, tip="Go back to the letters; Esc does the same"),
        )  # fmt: skip
