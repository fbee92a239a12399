"""The list of companies: saved views, a filter, the table, and a bar for what is ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from crm.domain.filters import Term, filter_text, read_filter, say_term
from ui.companies import deeds, questions
from ui.companies.bulk_bar import BulkBar
from ui.companies.calling import CallingFromHere
from ui.companies.columns import cells
from ui.companies.companies_table import CompaniesTable
from ui.companies.completion import FilterCompletion
from ui.companies.questions import Listed, Views
from ui.companies.views_pane import WIDTH, ViewsPane
from ui.form.filter_line import FilterLine
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, pane, row
from ui.look.text import muted, wrapped
from ui.room import Desk
from ui.table.columns import Source

TOUCHING = frozenset(
    {"companies", "activities", "next_steps", "phone_numbers", "company_tags", "tags",
     "memberships", "saved_views", "people", "documents", "objections", "branches"}
)  # fmt: skip
"""The kinds of rows that the list shows or can be filtered by."""


class ListPage(QWidget):
    """All companies or those that a filter leaves; `opened(id)` comes at Enter."""

    opened = Signal(object)
    filtered = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._bridge = desk, desk.bridge
        self._terms: tuple[Term, ...] = ()
        self._total = 0
        self._wider = ""
        self.views = ViewsPane()
        self.filter = FilterLine(say=say_chip)
        self.completion = FilterCompletion(self._line())
        self._count = muted("")
        self._trouble = wrapped("", "trouble")
        self._widen = button("Show without it", run=self._show_wider)
        self._widen.hide()
        self.table = CompaniesTable(desk)
        right = self._place_parts()
        self._calling = CallingFromHere(desk, self)
        self.bulk = BulkBar(
            right, desk.bridge, self.table.chosen_ids, self.table.untick_all, self.focus_table,
            self._call,
        )  # fmt: skip
        self._connect()
        self.show_filter("")
        self._ask_views()

    def show_filter(self, text: str) -> None:
        """Show what a filter leaves."""
        self.filter.put(text)
        self._filter(text)

    def filter_said(self) -> str:
        """The filter in force, as it is written."""
        return filter_text(self._terms)

    def view_name(self) -> str:
        """What the list is called: a saved view, all companies or the filter."""
        return self.views.name_of(self.filter_said()) or "this filter"

    def call_today(self) -> None:
        """Put the companies ticked, or the one the list stands on, onto today's list."""
        self._calling.call_today(self.table.chosen_ids())

    def work_through(self) -> None:
        """Let Today show only those ticked, or where none is what the filter shows."""
        view = self.views.name_of(self.filter_said())
        ticked = self.table.ticked_count()
        if not ticked:
            self._calling.work_through_view(view, self.filter_said())
            return
        whole = ticked == self.table.count()
        name = view if whole else f"{ticked:,} of {view}" if view else ""
        self._calling.work_through(name, self.table.ticked_ids())

    def refresh(self, changes: Changes) -> None:
        """Ask again for what was touched."""
        if TOUCHING.isdisjoint(changes.kinds):
            return
        self.table.refresh(changes.companies)
        self._ask_views()

    def refresh_all(self) -> None:
        """Ask again for everything: it was hidden while the book changed."""
        self.table.refresh()
        self._ask_views()

    def focus_table(self) -> None:
        """Go to the rows, to the first one where none was walked to."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.position() < 0:
            self.table.step(1)

    def focus_filter(self) -> None:
        """Go to the filter with what is typed selected."""
        self._line().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line().selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows the room they need; the views give way first."""
        super().resizeEvent(event)
        self.views.setVisible(self.width() >= px(WIDTH + 560))
        self._place_offer()

    def _place_parts(self) -> QWidget:
        head = pane("head")
        above = column(head, gap=4)
        above.setContentsMargins(px(12), px(5), px(14), px(5))
        first = row(gap=8)
        first.addWidget(self.filter, 1)
        first.addWidget(self._count)
        above.addLayout(first)
        self._trouble.hide()
        above.addWidget(self._trouble)
        right = QWidget()
        beside = column(right, gap=0)
        beside.addWidget(head)
        beside.addWidget(self.table, 1)
        whole = row(self, gap=0)
        whole.addWidget(self.views)
        whole.addWidget(right, 1)
        return right

    def _connect(self) -> None:
        self.filter.changed.connect(self._filter)
        self.filter.left_down.connect(self.focus_table)
        self.table.opened.connect(self.opened)
        self.table.sought.connect(self._seek)
        self.table.ticked.connect(self.bulk.show_count)
        self.table.ticked.connect(lambda _count: self._desk.commands.refresh())
        self.table.walked.connect(lambda _key: self._desk.commands.refresh())
        self.table.counted.connect(self._show_count)
        self.views.chosen.connect(self.show_filter)
        self.views.chosen.connect(lambda _text: self.focus_table())
        self.views.kept.connect(self._keep_view)
        self.views.dropped.connect(lambda key: self._bridge.do(deeds.remove_view, key))

    def _call(self, how: str) -> None:
        if how == "today":
            self.call_today()
        else:
            self.work_through()

    def _filter(self, text: str) -> None:
        try:
            terms = read_filter(text)
        except Refusal as refusal:
            self._trouble.setText(refusal.message)
            self._trouble.show()
            self._line().setAccessibleDescription(refusal.message)
            return
        self._trouble.hide()
        self._line().setAccessibleDescription("")
        self._terms = terms
        self._widen.hide()
        self.table.say_empty("")
        self.views.mark(filter_text(terms))
        self.table.show_source(self._source(terms))
        self.filtered.emit(text)

    @staticmethod
    def _source(terms: Sequence[Term]) -> Source[Listed]:
        return Source(
            first=lambda reading, order, limit: questions.first_rows(reading, terms, order, limit),
            ids=lambda reading, order: questions.ordered_ids(reading, terms, order),
            rows=questions.rows,
            key=lambda row: row.line.id,
            cells=cells,
        )

    def _seek(self, letters: str) -> None:
        self._bridge.ask(
            questions.beginning, self._terms, letters, then=self._found, owner=self, latest="seek"
        )

    def _found(self, key: int | None) -> None:
        if key is not None:
            self.table.go_to(key)

    def _show_count(self, rows: int, milliseconds: float) -> None:
        of = f" of {self._total:,}" if self._terms else ""
        self._count.setText(f"{rows:,}{of} · {max(1, round(milliseconds))} ms")
        if rows and self.table.hasFocus() and self.table.position() < 0:
            self.table.step(1)  # the rows came after the focus
        if rows == 0 and self._terms:
            self._bridge.ask(
                questions.emptied_by, self._terms, then=self._say_empty, owner=self, latest="empty"
            )
        elif rows == 0:
            key = self._desk.commands.say_key("companies.new")
            new = f"add one with {key}" if key else "add one with New company"
            self.table.say_empty(f"No companies yet. Bring in a list with Import…, or {new}.")
        else:
            self._widen.hide()
        self._desk.commands.refresh()

    def _say_empty(self, found: tuple[Term, int] | None) -> None:
        if found is None or self.table.count():
            return
        term, count = found
        said = say_term(term)
        if count:
            self.table.say_empty(f"Nothing matches. “{said}” removes most.")
            self._widen.rename(f"Show {count:,} without “{said}”")
        else:
            self.table.say_empty(f"Nothing matches; least of all “{said}”.")
            self._widen.rename("Show all companies")
        left = [one for one in self._terms if one != term] if count else []
        self._wider = filter_text(left)
        self._widen.setParent(self.table)
        self._place_offer()
        self._widen.show()

    def _place_offer(self) -> None:
        """Put the offer under the words that say why nothing is shown."""
        size = self._widen.sizeHint()
        left = max(0, (self.table.width() - size.width()) // 2)
        top = self.table.horizontalHeader().height() + px(60) + self.fontMetrics().height() * 2
        self._widen.setGeometry(left, top, min(size.width(), self.table.width()), size.height())

    def _show_wider(self) -> None:
        self.show_filter(self._wider)
        self.focus_filter()

    def _ask_views(self) -> None:
        self._bridge.ask(questions.views, then=self._show_views, owner=self, latest="views")
        self._bridge.ask(
            questions.filter_words, then=self.completion.know, owner=self, latest="words"
        )

    def _show_views(self, views: Views) -> None:
        self._total = views.total
        self.views.show_views(views.total, views.saved)

    def _keep_view(self, name: str) -> None:
        self._bridge.do(deeds.save_view, name, self.filter_said())

    def _line(self) -> QLineEdit:
        line = self.filter.focusProxy()
        if not isinstance(line, QLineEdit):
            raise TypeError("a filter line without a line")
        return line


def say_chip(term: str) -> str:
    """The words of a chip; what cannot be read stands as it was typed."""
    try:
        read = read_filter(term)
    except Refusal:
        return term
    return say_term(read[0]) if len(read) == 1 else term
