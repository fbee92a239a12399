"""What pages for labels, envelopes and posting lists share: choices, preview, report, ways out."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm.domain.errors import Refusal
from ui.letters.addressing import ForThePost
from ui.letters.fit_list import FitList, Remark
from ui.letters.rows import count
from ui.look.measure import px
from ui.look.surfaces import FlowingPage, column, pane, row, scrolling
from ui.look.text import wrapped
from ui.panels.outlet import NO_PRINTER, Outlet
from ui.panels.page_view import PageView
from ui.panels.print_choice import A4, PaperSize, PrintChoice
from ui.places import Place
from ui.room import Desk

if TYPE_CHECKING:
    from ui.letters.sheet_drawing import DrawnSheets

MANY = 200
"""Addresses from which on drawing is a job with progress and Cancel."""

NOTHING = "Nothing goes to the post here. Queue packs, or choose a run in Letters."
STOPPED = "Drawing was stopped. Draw again, or change a choice."


class SheetPage(QWidget):
    """One kind of paper that goes with packs. `drawn` comes when what is shown has changed."""

    title = ""
    thing = ""
    """What one of them is called: `label`."""
    drawn = Signal()

    def __init__(self, desk: Desk, outlet: Outlet) -> None:
        super().__init__()
        self._desk = desk
        self._outlet = outlet
        self._post: ForThePost | None = None
        self._made: DrawnSheets | None = None
        self._job = ""
        self.pages = PageView(desk.bridge, f"{self.title}, as they will be printed")
        self.report = FitList()
        self.report.opened.connect(self._open_company)
        self._said = wrapped("", "muted")
        self._trouble = wrapped("", "warning")
        self._trouble.hide()
        left = FlowingPage()
        inside = column(left, gap=10)
        inside.setContentsMargins(px(16), px(14), px(16), px(14))
        self.choices(inside)
        inside.addWidget(self._said)
        inside.addWidget(self._trouble)
        inside.addStretch()
        ground = pane("left pane")
        column(ground).addWidget(scrolling(left))
        ground.setFixedWidth(px(314))
        right = column(gap=0)
        right.addWidget(self.pages, 1)
        right.addWidget(self.report)
        whole = row(self, gap=0)
        whole.addWidget(ground)
        whole.addLayout(right, 1)
        desk.jobs.changed.connect(self._look_at_jobs)

    def choices(self, inside: QVBoxLayout) -> None:
        """Put the choices of this kind of paper into the side."""

    def paper(self) -> PaperSize:
        """The paper it is printed on."""
        return A4

    def ask_for_drawing(self, post: ForThePost) -> None:
        """Let the worker draw; the answer goes to `show_drawn`."""
        raise NotImplementedError

    def printed(self) -> None:
        """Note that what is shown went to a printer."""

    def fits_printer(self, _printer: str) -> bool:
        """Whether what is shown is drawn for this printer; else it is drawn again for it."""
        return True

    def first_focus(self) -> QWidget:
        """Where work begins."""
        return self.pages

    def show_post(self, post: ForThePost) -> None:
        """Show these packs; the same ones again change nothing."""
        if post != self._post:
            self._post = post
            self.draw()

    def draw(self) -> None:
        """Draw what is chosen."""
        if self._post is None:
            return
        if not self._post.items:
            self._empty(NOTHING)
            return
        self.say_trouble("")
        if self._many:
            self._empty(f"{self._drawing()}…")
        self.ask_for_drawing(self._post)

    def job_title(self) -> str:
        """The title of the job that draws; empty where there are too few to wait for."""
        self._job = self._drawing() if self._many else ""
        return self._job

    def show_drawn(self, made: "DrawnSheets") -> None:
        """Show what was drawn and what is to be said of it."""
        self._made, self._job = made, ""
        items = self._post.items if self._post else ()
        self.report.show_remarks(
            [
                Remark(items[n].company_id, items[n].organisation, words, held)
                for n, words, held in made.remarks
                if 0 <= n < len(items)
            ]
        )
        general = [words for n, words, _held in made.remarks if n < 0]
        self.say_trouble(" ".join(general))
        self._said.setText(self.describe(made))
        if made.pdf:
            self.pages.show_pages(
                made.pdf, made.pictures, made.dpi, about=self.title, same=True, pages=made.pages
            )
        else:
            self.pages.show_nothing(f"No {self.thing} can be printed: see why below.")
        self.drawn.emit()

    def describe(self, made: "DrawnSheets") -> str:
        """What was made, in a few words."""
        return f"{count(made.printed, self.thing)} on {count(made.pages, 'sheet')}"

    def refused(self, refusal: Refusal) -> bool:
        """Say what cannot be drawn."""
        self._empty("")
        self.say_trouble(refusal.message)
        return True

    def said(self) -> str:
        """What is said about the sheets shown."""
        return self._said.text()

    def trouble(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def say_trouble(self, words: str) -> None:
        """Say what is wrong; empty for nothing."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def can_go_out(self) -> bool:
        """Whether there is something to print."""
        return self._made is not None and bool(self._made.pdf)

    def save(self) -> None:
        """Save what is shown as a PDF."""
        self._with_pdf(self._outlet.save)

    def view(self) -> None:
        """Show it in the system's viewer."""
        self._with_pdf(self._outlet.view)

    def print_now(self) -> None:
        """Choose a printer and print."""
        made = self._made
        if made is None or not made.pdf:
            return
        title = f"Print {count(made.printed, self.thing)}"
        choice = self._outlet.choose(title, paper=self.paper(), pages=made.pages, one_side=True)
        if choice is None:
            self.say_trouble(NO_PRINTER if self._outlet.no_printer else "")
        elif self.fits_printer(choice.printer):
            self._send(choice)
        else:
            self._drawn_once(partial(self._send, choice))
            self.draw()

    def _send(self, choice: PrintChoice) -> None:
        made = self._made
        if made is None or not made.pdf:
            return
        title = count(made.printed, self.thing)
        then = partial(self._sent, f"{title} sent to {choice.printer}.", whole=not choice.ranges)
        self._outlet.send(made.pdf, made.pages, choice, title, then)

    def _sent(self, said: str, *, whole: bool) -> None:
        self._desk.say(said)
        if whole:
            self.printed()

    def _drawn_once(self, then: Callable[[], object]) -> None:
        def shown() -> None:
            self.drawn.disconnect(shown)
            then()

        self.drawn.connect(shown)

    def _with_pdf(self, out: Callable[[bytes, str], object]) -> None:
        if self._made is not None and self._made.pdf and self._post is not None:
            out(self._made.pdf, f"{self.title} – {self._post.title}")

    def _empty(self, words: str) -> None:
        self._made = None
        self.report.show_remarks(())
        self._said.setText("")
        self.pages.show_nothing(words)
        self.drawn.emit()

    @property
    def _many(self) -> bool:
        return self._post is not None and len(self._post.items) > MANY

    def _drawing(self) -> str:
        items: Sequence[object] = self._post.items if self._post else ()
        return f"Drawing {count(len(items), self.thing)}"

    def _look_at_jobs(self) -> None:
        """Say so where the user stopped the drawing: no answer comes then."""
        if not self._job or self._made is not None:
            return
        running = {job.title for job in self._desk.jobs.running if not job.cancelled}
        if self._job not in running:
            self._job = ""
            self.pages.show_nothing(STOPPED)

    def _open_company(self, company_id: int) -> None:
        self._desk.places.go(Place("companies", "company", company_id))
