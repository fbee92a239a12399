"""The room of companies: the list, the page of one, and the sheet for a new one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from crm.domain.changes import Changes
from ui.command import Command
from ui.companies.calling import CallingFromHere
from ui.companies.commands import room_commands
from ui.companies.company_page import CompanyPageView
from ui.companies.list_page import ListPage
from ui.companies.new_company import NewCompanySheet
from ui.companies.top_bars import TopBars
from ui.look.surfaces import column
from ui.places import Place
from ui.room import Desk, Room

ROOM = "companies"


class CompaniesRoom(Room):
    """The list, a page, or the sheet for a new company.

    `Place("companies")` is the list as it was left, with `view` a filter of it;
    `Place("companies", "company", id)` the page of a company.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = ListPage(desk)
        self.page = CompanyPageView(desk)
        self.sheet = NewCompanySheet(desk.bridge)
        self._stack = QStackedWidget()
        for part in (self.list, self.page, self.sheet):
            self._stack.addWidget(part)
        self._list_stale = False
        self._calling = CallingFromHere(desk, self)
        self._commands = room_commands(self, self.on_page, self.any_chosen)
        self._bars: TopBars | None = None
        column(self, gap=0).addWidget(self._stack)
        self.list.opened.connect(self.open)
        self.list.table.counted.connect(lambda _rows, _ms: self._say_where())
        self.list.views.chosen.connect(lambda _text: self._say_where())
        self.page.left.connect(self.back_to_list)
        self.page.opened.connect(self.open)
        self.sheet.added.connect(self.open)
        self.sheet.opened.connect(self.open)
        self.sheet.left.connect(self.back_to_list)

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return self._commands

    def top_bar(self) -> QWidget:
        """Import and New for the list; where one is, Pack and Call for a page."""
        if self._bars is None:
            self._bars = TopBars({command.id: command for command in self._commands})
            self._say_where()
        return self._bars

    def show_place(self, place: Place) -> None:
        """Show the list, or a company."""
        if place.kind == "company" and place.id is not None:
            arriving = not self.on_page()
            self.page.show_company(place.id)
            self._show(self.page)
            if arriving:
                self.page.focus_first()
            self.list.table.go_to(place.id)
        else:
            if place.view:
                self.list.show_filter(place.view)
            self._show_list()
        self._say_where()

    def refresh(self, changes: Changes) -> None:
        """Ask again for what was touched; the part that is hidden is asked when it is shown."""
        if self._stack.currentWidget() is self.list:
            self.list.refresh(changes)
            return
        self._list_stale = True
        if self.on_page():
            self.page.refresh(changes)

    def focus_first(self) -> None:
        """The rows, or the facts of the company."""
        if self.on_page():
            self.page.focus_first()
        else:
            self.list.focus_table()

    def focus_filter(self) -> None:
        """The filter of the list; from a page the list comes back first."""
        if self._stack.currentWidget() is not self.list:
            self.back_to_list()
        self.list.focus_filter()

    def may_leave(self) -> bool:
        """Save what is being edited first."""
        self.page.finish_editing()
        return True

    def on_page(self) -> bool:
        """Whether the page of a company is shown."""
        return self._stack.currentWidget() is self.page

    def any_chosen(self) -> bool:
        """Whether a deed would know which company is meant."""
        if self.on_page():
            return self.page.company_id is not None
        return self._stack.currentWidget() is self.list and bool(self.list.table.chosen_ids())

    def open(self, company_id: int) -> None:
        """Go to the page of a company."""
        self.desk.places.go(Place(ROOM, "company", company_id))

    def open_current(self) -> None:
        """Go to the page of the company the list stands on."""
        here = self.list.table.current_id()
        if here is not None:
            self.open(here)

    def back_to_list(self) -> None:
        """Go to the list."""
        self.page.finish_editing()
        self.desk.places.go(Place(ROOM))
        self._show_list()
        self.list.focus_table()

    def new_company(self) -> None:
        """Open the sheet; what was typed before and not saved is still there."""
        if self.sheet.is_begun():
            self.sheet.form.field("name").editor.setFocus()
        else:
            self.sheet.open()
        self._show(self.sheet)
        self.sheet.form.field("name").editor.setFocus()

    def import_list(self) -> None:
        """Go where lists are brought in."""
        self.desk.places.go(Place("exchange"))

    def walk(self, rows: int) -> None:
        """Go on in the list; on a page the next company is opened."""
        table = self.list.table
        if not self.on_page():
            table.step(rows)
            return
        here = self.page.company_id
        if here is None or not table.go_to(here):
            return
        there = table.step(rows)
        if there is not None and there != here:
            self.page.finish_editing()
            self.open(there)

    def call(self) -> None:
        """Go and call the company."""
        here = self.page.company_id if self.on_page() else self.list.table.current_id()
        if here is None and self.list.table.ticked_count():
            here = self.list.table.ticked_ids()[0]
        if here is not None:
            self.desk.places.go(Place("today", "company", here))

    def call_today(self) -> None:
        """Put the company of the page, or those of the list, onto today's list."""
        if self.on_page() and self.page.company_id is not None:
            self._calling.call_today([self.page.company_id])
        else:
            self.list.call_today()

    def work_through(self) -> None:
        """Work through the ticked companies, or through what the filter shows."""
        self.list.work_through()

    def queue_pack(self) -> None:
        """One on the page, the ticked ones in the list."""
        if self.on_page():
            self.page.queue_pack()
        else:
            self.list.bulk.ask_packs()

    def set_tag(self) -> None:
        """Ask for a tag."""
        if self.on_page():
            self.page.head.ask_tag()
        else:
            self.list.bulk.ask_tag()

    def set_stage(self) -> None:
        """Ask for a stage."""
        if self.on_page():
            self.page.head.ask_stage()
        else:
            self.list.bulk.ask_stage()

    def trash(self) -> None:
        """Put in the trash; from a page the list comes back."""
        if self.on_page():
            self.page.trash()
        else:
            self.list.bulk.trash()

    def change_step(self) -> None:
        """Open the next step."""
        self.page.head.ask_step()

    def new_person(self) -> None:
        """Add somebody."""
        self.page.people.add_person()

    def find_in_history(self) -> None:
        """Go to the search of the history."""
        self.page.history.focus_search()

    def tick_all(self) -> None:
        """Tick every match."""
        self.list.table.tick_all()

    def _show_list(self) -> None:
        self._show(self.list)
        if self._list_stale:
            self._list_stale = False
            self.list.refresh_all()

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        if self._bars is not None:
            self._bars.show_for(page=part is self.page)
        self.desk.commands.refresh()

    def _say_where(self) -> None:
        if self._bars is None:
            return
        self._bars.show_for(page=self.on_page())
        here, table = self.page.company_id, self.list.table
        row = table.rows.pages.row_of(here) if here is not None else -1
        said = ""
        if row >= 0:
            said = f"{row + 1:,} of {table.count():,} in {self.list.view_name()}"
        self._bars.say_where(said)
