"""The middle of a company's page: the four answers, and all that happened."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from crm.domain import timeline as book
from crm.domain.errors import Refusal
from crm.domain.timeline import EntryKind
from ui.bridge import Bridge
from ui.companies import questions
from ui.companies.answers_card import AnswersCard
from ui.companies.questions import Looked
from ui.look.buttons import button
from ui.look.chips import Chip, chip
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import as_part, card, column, row, scrolling
from ui.look.text import muted, wrapped
from ui.look.tokens import Kind
from ui.panels.happenings import entries_of, is_call
from ui.panels.timeline import Entry, Timeline

if TYPE_CHECKING:
    from crm.data.queries.timeline import TimelinePage

SHOWN = 100
"""Entries shown before the older ones are asked for."""

CHIPS: Final = (
    (None, "All"),
    (EntryKind.CALL, "Calls"),
    (EntryKind.LETTER, "Letters"),
    (EntryKind.NOTE, "Notes"),
    (EntryKind.EVENT, "Events"),
    (EntryKind.CHANGE, "Changes"),
)


class FindLine(QLineEdit):
    """Where words of the history are typed."""

    escaped = Signal()
    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties it, Down goes to the entries."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class HistoryPane(QFrame):
    """The history of the company shown.

    `run_wanted(run id)` leads to a letter run, `correct_wanted(activity id)` to where a call is
    corrected.
    """

    run_wanted = Signal(object)
    correct_wanted = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        as_part(self, "pane")
        self._bridge = bridge
        self._company_id = 0
        self._kind: EntryKind | None = None
        self._limit = SHOWN
        self._step = 0
        self.answers = AnswersCard()
        self.timeline = Timeline()
        self.chips: dict[EntryKind | None, Chip] = {}
        self.find_line = FindLine()
        self._nothing = muted("")
        self._older = button("Show older", quiet=True, run=self._show_older)
        self.offer = card(Kind.WARNING)
        self._offer_words = wrapped("")
        self.undo_button = button("Undo this", run=self._undo)
        self.rest_button = button("Undo the rest", run=partial(self._undo, rest=True))
        self._place_parts()
        self.find_line.textEdited.connect(self._ask_afresh)
        self.find_line.escaped.connect(self._end_search)
        self.find_line.left_down.connect(self.timeline.setFocus)
        self.timeline.opened.connect(self._opened)
        self.timeline.followed.connect(self._followed)

    def show_company(self, looked: Looked) -> None:
        """Show a company; another one starts with all of its history."""
        if looked.page.id != self._company_id:
            self._company_id = looked.page.id
            self._kind, self._limit = None, SHOWN
            self.find_line.clear()
            self.offer.hide()
        self.answers.show_page(looked.page, looked.today)
        self._ask()

    def focus_search(self) -> None:
        """Go to the search."""
        self.find_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_line.selectAll()

    def show_kind(self, kind: EntryKind | None) -> None:
        """Show one sort of entries, or all."""
        self._kind, self._limit = kind, SHOWN
        self._ask()

    def _place_parts(self) -> None:
        content = QWidget()
        as_part(content, "pane")
        inside = column(content, gap=10)
        inside.setContentsMargins(px(20), px(14), px(20), px(14))
        inside.addWidget(self.answers)
        bar = Flow(gap=6)
        for kind, words in CHIPS:
            made = chip(words, partial(self.show_kind, kind), checkable=True)
            self.chips[kind] = made
            bar.addWidget(made)
        self.find_line.setAccessibleName("Find in history")
        self.find_line.setPlaceholderText("Find in history  Ctrl F")
        self.find_line.setMaximumWidth(px(190))
        self.find_line.setMinimumWidth(px(150))
        self.find_line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar.addWidget(self.find_line)
        inside.addLayout(bar)
        inner = column(self.offer, gap=6, margin=10)
        inner.addWidget(self._offer_words)
        buttons = row(gap=6)
        for made_button in (self.undo_button, self.rest_button):
            buttons.addWidget(made_button)
        buttons.addWidget(button("Leave it", run=self._leave_offer))
        buttons.addStretch(1)
        inner.addLayout(buttons)
        self.offer.hide()
        inside.addWidget(self.offer)
        inside.addWidget(self._nothing)
        inside.addWidget(self.timeline)
        inside.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        column(self, gap=0).addWidget(scrolling(content))

    def _ask_afresh(self, _text: str) -> None:
        self._limit = SHOWN
        self._ask()

    def _ask(self) -> None:
        self._bridge.ask(
            questions.history_of,
            self._company_id,
            self._kind,
            self.find_line.text(),
            self._limit,
            then=self._show,
            owner=self,
            troubled=lambda _refusal: True,
            latest="history",
        )

    def _show(self, answer: tuple["TimelinePage", date]) -> None:
        page, today = answer
        total = sum(page.counts.values())
        for kind, words in CHIPS:
            count = total if kind is None else page.counts.get(kind, 0)
            self.chips[kind].rename(f"{words} {count:,}")
            self.chips[kind].setChecked(kind is self._kind)
            self.chips[kind].setVisible(bool(count) or kind in (None, self._kind))
        self.timeline.show_entries(entries_of(page.entries, today, linked=True))
        self.timeline.setVisible(bool(page.entries))
        self._older.setVisible(page.total > len(page.entries))
        self._older.rename(f"Show older: {page.total - len(page.entries):,} more")
        searched = self.find_line.text().strip()
        self._nothing.setVisible(not page.entries)
        self._nothing.setText(
            f"Nothing here holds “{searched}”." if searched else "Nothing of this sort yet."
        )

    def _show_older(self) -> None:
        self._limit += SHOWN
        self._ask()

    def _end_search(self) -> None:
        if self.find_line.text():
            self.find_line.clear()
            self._ask()
        else:
            self.timeline.setFocus()

    def _opened(self, entry: Entry) -> None:
        source = entry.source
        if isinstance(source, book.Entry) and is_call(source):
            self.correct_wanted.emit(source.activity_id)
        elif isinstance(source, book.Entry) and source.step_id:
            self._offer_undo(source)

    def _followed(self, entry: Entry, link: str) -> None:
        source = entry.source
        if not isinstance(source, book.Entry):
            return
        if link == "undo":
            self._offer_undo(source)
        elif link == "correct":
            self.correct_wanted.emit(source.activity_id)
        elif source.run_id is not None:
            self.run_wanted.emit(source.run_id)

    def _offer_undo(self, entry: book.Entry) -> None:
        self._step = entry.step_id
        self._offer_words.setText(f"Take this back? {entry.title} {entry.more}")
        self.rest_button.hide()
        self.undo_button.show()
        self.offer.show()
        self.undo_button.setFocus()

    def _leave_offer(self) -> None:
        self.offer.hide()
        self.timeline.setFocus()

    def _undo(self, *, rest: bool = False) -> None:
        self.offer.hide()
        self._bridge.undo(self._step, rest=rest, troubled=self._in_the_way)

    def _in_the_way(self, refusal: Refusal) -> bool:
        self._offer_words.setText(refusal.message)
        self.undo_button.hide()
        self.rest_button.setVisible(refusal.field == "step")
        self.offer.show()
        return True
