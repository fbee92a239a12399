"""Printing a call sheet: how many companies, for which day, and how the pages will look."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from crm.domain.calendar import say_date
from crm.domain.call_sheet import MOST, USUAL
from crm.domain.errors import Refusal
from ui.form.editors import Choice, line
from ui.form.fields import Form
from ui.look.buttons import Button
from ui.look.measure import px
from ui.look.surfaces import column, pane, row, scrolling
from ui.look.text import wrapped
from ui.panels.outlet import NO_PRINTER, Outlet
from ui.panels.page_view import PageView
from ui.room import Desk
from ui.sheets.questions import Gathered, days_offered, gather

if TYPE_CHECKING:
    from crm.data.queries.call_sheets import SheetFacts
    from ui.sheets.drawing import DrawnSheet

TYPING = 250
"""Milliseconds after the last change of a choice when the sheet is drawn."""

NOBODY = "Nobody is to be called on that day."


class PrintPage(QWidget):
    """Draws the sheet at every choice; filing comes with printing or saving it.

    Until the choice changes the same sheet is printed again, under the reference it has.
    """

    def __init__(self, desk: Desk, outlet: Outlet, buttons: Sequence[Button]) -> None:
        super().__init__()
        self._desk = desk
        self._outlet = outlet
        self._companies: tuple[int, ...] = ()
        self._gathered: Gathered | None = None
        self._filed: SheetFacts | None = None
        self._pdf = b""
        self._pages = 0
        self.day = Choice("Day")
        self.limit = line("Companies", value=str(USUAL))
        self.pages = PageView(desk.bridge, "The call sheet")
        self._said, self._left_out = wrapped(""), wrapped("", "small")
        self._trouble = wrapped("", "warning")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING)
        self._wait.timeout.connect(self.look_again)
        self._place(buttons)
        self.day.activated.connect(lambda _number: self.look_again())
        self.limit.textEdited.connect(lambda _text: self._wait.start())

    def begin(self, company_ids: Sequence[int] = ()) -> None:
        """Draw the sheet of the queue, or of these companies."""
        self._companies = tuple(company_ids)
        self._desk.bridge.ask(days_offered, then=self._offer, owner=self, latest="days")

    def look_again(self) -> None:
        """Gather and draw the sheet as it is chosen now; it is a new one."""
        self._wait.stop()
        typed, day = self.limit.text().strip(), self.day.value()
        limit = int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST)) else 0
        if not isinstance(day, date):
            return
        self._desk.bridge.ask(
            gather, day, limit, self._companies, then=self._draw, owner=self,
            troubled=self._refused, latest="sheet",
        )  # fmt: skip

    def can_print(self) -> bool:
        """Whether there is a sheet to print."""
        return bool(self._pdf)

    def save(self) -> None:
        """File the sheet, unless it is, and save it as a PDF."""
        self._filed_first(self._save)

    def print_sheet(self) -> None:
        """Choose a printer, file the sheet unless it is, and print it."""
        choice = self._outlet.choose("Print the call sheet")
        if choice is None:
            self._trouble.setText(NO_PRINTER if self._outlet.no_printer else "")
            return

        def send() -> None:
            said = partial(self._desk.say, f"{self._name()} sent to {choice.printer}.", undo=False)
            self._outlet.send(self._pdf, self._pages, choice, self._name(), said)

        self._filed_first(send)

    def said(self) -> str:
        """What is said of the sheet, for tests."""
        words = [part.text() for part in (self._said, self._left_out, self._trouble)]
        words.append(self._form.field("limit").trouble())
        return "\n".join(text for text in words if text)

    def _place(self, buttons: Sequence[Button]) -> None:
        form = self._form = Form()
        form.add("limit", "Companies", self.limit, hint=f"How many of the queue: 1 to {MOST}.")
        form.add("day", "Day", self.day)
        left = pane()
        inside = column(left, gap=10)
        inside.setContentsMargins(px(16), px(14), px(16), px(14))
        inside.addWidget(form)
        for words in (self._said, self._left_out, self._trouble):
            inside.addWidget(words)
        inside.addStretch()
        for made in buttons:
            inside.addWidget(made)
        side = scrolling(left)
        side.setMinimumWidth(px(260))
        side.setMaximumWidth(px(300))
        whole = row(self, gap=0)
        whole.addWidget(side)
        whole.addWidget(self.pages, 1)

    def _offer(self, days: tuple[date, date]) -> None:
        today, following = days
        words = (f"Today, {say_date(today, today)}", say_date(following, today))
        self.day.offer(zip(words, days, strict=True))
        self.look_again()

    def _draw(self, gathered: Gathered) -> None:
        self._gathered, self._filed = gathered, None
        self._trouble.setText("")
        self._form.clear_troubles()
        self._left_out.setText(_left_out(gathered))
        count = len(gathered.chosen.companies)
        if not count:
            self._pdf = b""
            self._said.setText(NOBODY)
            self.pages.show_nothing(NOBODY)
            self._desk.commands.refresh()
            return
        self._make("", self._show)

    def _make(self, reference: str, then: "Callable[[DrawnSheet], object]") -> None:
        from ui.sheets.drawing import draw_sheet  # imported by then, on the reader's thread

        if self._gathered is not None:
            self._desk.bridge.work(
                draw_sheet, self._gathered.under(reference), self.pages.wanted_dpi(), then=then,
                owner=self, latest="draw",
            )  # fmt: skip

    def _show(self, drawn: "DrawnSheet") -> None:
        self._pdf, self._pages = drawn.pdf, len(drawn.pictures)
        count = len(self._gathered.chosen.companies) if self._gathered else 0
        companies = "1 company" if count == 1 else f"{count} companies"
        pages = "1 page" if self._pages == 1 else f"{self._pages} pages"
        named = f"{self._filed.sheet.name}. " if self._filed else ""
        self._said.setText(f"{named}{companies} on {pages}.")
        about = f"Call sheet, {companies}"
        self.pages.show_pages(drawn.pdf, drawn.pictures, drawn.dpi, about=about)
        self._desk.commands.refresh()

    def _filed_first(self, then: Callable[[], object]) -> None:
        """File the sheet and draw it under its reference, unless that was done; then go on."""
        if self._gathered is None or not self._pdf:
            return
        if self._filed is not None:
            then()
            return
        from crm.actions.call_sheets import file_call_sheet  # imported by then

        chosen = self._gathered.chosen
        self._desk.bridge.do(
            file_call_sheet, chosen.day, [one.page.id for one in chosen.companies],
            then=partial(self._filed_now, then), owner=self, troubled=self._refused,
        )  # fmt: skip

    def _filed_now(self, then: Callable[[], object], filed: "SheetFacts") -> None:
        self._filed = filed

        def shown(drawn: "DrawnSheet") -> None:
            self._show(drawn)
            then()

        self._make(filed.sheet.reference, shown)

    def _save(self) -> None:
        self._outlet.save(self._pdf, self._name())

    def _name(self) -> str:
        return self._filed.sheet.name if self._filed else "Call sheet"

    def _refused(self, refusal: Refusal) -> bool:
        if self._form.show_refusal(refusal):
            return True
        self._trouble.setText(refusal.message)
        return True


def _left_out(gathered: Gathered) -> str:
    """Name who was asked for and is not on the sheet, with why."""
    return "\n".join(f"Left out: {name}, {why}." for name, why in gathered.chosen.left_out[:8])
