"""How a company may be reached: by telephone, post and email; recording that it objects."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.calendar import local_day, say_date
from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from ui.bridge import Bridge
from ui.companies import deeds
from ui.companies.facts_pane import CAPTION
from ui.companies.questions import Looked
from ui.companies.revealing import reveal
from ui.form.editors import Choice, line
from ui.form.fields import Fact, Form
from ui.look.buttons import button
from ui.look.chips import chip
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import card, column, empty, row
from ui.look.text import badge, section_title, wrapped
from ui.look.tokens import Kind

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage, Wish
    from crm.data.queries.objections import ObjectionFacts

CHANNELS: Final = {Channel.CALL: "Calls", Channel.POST: "Post", Channel.EMAIL: "Email"}
ASKED: Final = {
    Channel.CALL: "not to be called",
    Channel.POST: "not to be written to by post",
    Channel.EMAIL: "not to be emailed",
}
COMPANY = 0


class ObjectionForm(QFrame):
    """Who does not want to be reached: `answered(Channel, person id or None, words, who)`."""

    answered = Signal(object, object, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._channel = Channel.CALL
        self._title = wrapped("", "strong")
        self.form = Form(gap=5)
        self.whose = Choice("Whose wish", [("the company", COMPANY)])
        self.form.add("person", "Whose wish", self.whose)
        self.form.add("asked_by", "Who asked", line("Who asked"))
        self.form.add("words", "What was said", line("What was said"))
        buttons = row(gap=6)
        self.go = button("Record", primary=True, run=self.answer)
        buttons.addWidget(self.go)
        buttons.addWidget(button("Cancel", run=self.left.emit))
        buttons.addStretch(1)
        box = card()
        inside = column(box, gap=6, margin=10)
        inside.addWidget(self._title)
        inside.addWidget(self.form)
        inside.addWidget(wrapped("It is kept for good: undo does not take it back.", "small"))
        inside.addLayout(buttons)
        column(self).addWidget(box)
        self.hide()

    def ask(self, channel: Channel, page: "CompanyPage") -> None:
        """Ask about a channel."""
        self._channel = channel
        self._title.setText(f"Asked {ASKED[channel]}")
        self.form.fill({"asked_by": "", "words": ""})
        self.form.clear_troubles()
        people = [(one.name, one.id) for one in page.people if one.left_on is None]
        self.whose.offer([("the company", COMPANY), *people])
        self.whose.choose(COMPANY)
        self.show()
        self.form.field("asked_by").editor.setFocus()

    def answer(self) -> None:
        """Tell what was said."""
        values = self.form.values()
        whose = self.whose.value() or None
        self.answered.emit(self._channel, whose, values["words"], values["asked_by"])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter records, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answer()
        else:
            super().keyPressEvent(event)


class ErrorForm(QFrame):
    """Why a wish was recorded in error: `answered(objection id, reason)`."""

    answered = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._objection = 0
        self.form = Form(gap=5)
        self.form.add("reason", "Recorded in error, because", line("Why it was in error"))
        buttons = row(gap=6)
        self.go = button("Mark as in error", primary=True, run=self.answer)
        buttons.addWidget(self.go)
        buttons.addWidget(button("Cancel", run=self.left.emit))
        buttons.addStretch(1)
        box = card()
        inside = column(box, gap=6, margin=10)
        inside.addWidget(self.form)
        inside.addLayout(buttons)
        column(self).addWidget(box)
        self.hide()

    def ask(self, objection_id: int) -> None:
        """Ask about a wish."""
        self._objection = objection_id
        self.form.fill({"reason": ""})
        self.show()
        self.form.field("reason").editor.setFocus()

    def answer(self) -> None:
        """Tell the reason."""
        self.answered.emit(self._objection, self.form.values()["reason"])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter marks, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answer()
        else:
            super().keyPressEvent(event)


class WishesPane(QWidget):
    """The section Contact wishes."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._looked: Looked | None = None
        self._shown: object = None
        whole = column(self, gap=3)
        head = section_title("Contact wishes")
        head.setContentsMargins(0, 0, 0, px(4))
        whole.addWidget(head)
        self._rows = column(gap=4)
        whole.addLayout(self._rows)
        self.objection, self.error = ObjectionForm(), ErrorForm()
        for form in (self.objection, self.error):
            whole.addWidget(form)
            form.left.connect(self.leave)
        self.objection.answered.connect(self._record)
        self.error.answered.connect(self._mark)

    def show_company(self, looked: Looked) -> None:
        """Show the wishes of a company; what is asked here stays open for the same one."""
        if self._looked is not None and self._looked.page.id != looked.page.id:
            self.leave()
        self._looked = looked
        shown = (looked.page.wishes, looked.page.ctps, looked.wishes, looked.today)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._rows)
        for wish in looked.page.wishes:
            self._rows.addWidget(self._channel_row(wish, looked))
        whole = {wish.objection_id for wish in looked.page.wishes}
        for one in looked.wishes:
            if one.id not in whole and one.scope is not Scope.COMPANY:
                self._rows.addWidget(self._single_row(one, looked))

    def leave(self) -> None:
        """Close what is asked."""
        self.objection.hide()
        self.error.hide()

    def record(self, channel: Channel) -> None:
        """Ask who objects to a channel."""
        self.leave()
        if self._looked is not None:
            self.objection.ask(channel, self._looked.page)
            reveal(self.objection)

    def mark_in_error(self, objection_id: int) -> None:
        """Ask why a wish was in error."""
        self.leave()
        self.error.ask(objection_id)
        reveal(self.error)

    def words(self) -> tuple[str, ...]:
        """What the badges say, channel by channel."""
        wishes = self._looked.page.wishes if self._looked else ()
        today = self._looked.today if self._looked else None
        return tuple(_badge_words(wish, today) for wish in wishes)

    def _channel_row(self, wish: "Wish", looked: Looked) -> QWidget:
        value = QWidget()
        inside = column(value, gap=2)
        inside.setContentsMargins(px(7), px(2), 0, px(1))
        first = Flow(gap=6)
        kind = Kind.SUCCESS if wish.allowed else Kind.DANGER
        first.addWidget(badge(_badge_words(wish, looked.today), kind))
        name = CHANNELS[wish.channel]
        if wish.allowed:
            press = chip("Objects…", lambda: self.record(wish.channel), lit=False)
            press.setAccessibleName(f"{name}: record an objection")
            first.addWidget(press)
        elif wish.objection_id is not None:
            key = wish.objection_id
            press = chip("In error…", lambda: self.mark_in_error(key), lit=False)
            press.setAccessibleName(f"{name}: mark the objection as recorded in error")
            first.addWidget(press)
        inside.addLayout(first)
        for line_ in _under(wish, looked):
            inside.addWidget(wrapped(line_, "small"))
        return Fact(name, value, caption_width=CAPTION)

    def _single_row(self, one: "ObjectionFacts", looked: Looked) -> QWidget:
        people = {person.id: person.name for person in looked.page.people}
        who = people.get(one.person_id or 0, "One number" if one.number_id else "Somebody")
        value = QWidget()
        inside = column(value, gap=2)
        inside.setContentsMargins(px(7), px(2), 0, px(1))
        first = row(gap=6)
        day = say_date(local_day(one.taken_at), looked.today)
        first.addWidget(wrapped(f"{who} asked {ASKED[one.channel]}, {day}"), 1)
        press = chip("In error…", lambda: self.mark_in_error(one.id), lit=False)
        press.setAccessibleName(f"{who}: mark the objection as recorded in error")
        first.addWidget(press, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(first)
        if one.words:
            inside.addWidget(wrapped(f"“{one.words}”", "small"))
        return Fact("", value, caption_width=CAPTION)

    def _record(self, channel: object, person: object, words: str, who: str) -> None:
        if self._looked is None or not isinstance(channel, Channel):
            return
        self._bridge.do(
            deeds.record_objection,
            channel,
            self._looked.page.id,
            person if isinstance(person, int) else None,
            words,
            who,
            then=lambda _key: self.leave(),
            owner=self,
            troubled=self.objection.form.show_refusal,
        )

    def _mark(self, objection_id: int, reason: str) -> None:
        def refused(refusal: Refusal) -> bool:
            return self.error.form.show_refusal(refusal)

        self._bridge.do(
            deeds.mark_in_error,
            objection_id,
            reason,
            then=lambda _nothing: self.leave(),
            owner=self,
            troubled=refused,
        )


def _badge_words(wish: "Wish", today: object) -> str:
    if wish.allowed or wish.since is None:
        return "allowed" if wish.allowed else "objects"
    day = local_day(wish.since)
    this_year = getattr(today, "year", day.year)
    return f"objects since {day.day} {day:%b}" + ("" if day.year == this_year else f" {day.year}")


def _under(wish: "Wish", looked: Looked) -> list[str]:
    said = []
    if wish.words:
        said.append(f"“{wish.words}”")
    if wish.asked_by:
        said.append(f"asked by {wish.asked_by}")
    if wish.channel is Channel.CALL and wish.allowed:
        ctps = looked.page.ctps
        if ctps.listed:
            said.append("a number is on the CTPS or TPS list")
        elif ctps.checked_on is not None:
            late = ", check again" if ctps.stale else ""
            said.append(f"CTPS checked {say_date(ctps.checked_on, looked.today)}{late}")
        elif ctps.stale:
            said.append("CTPS not checked yet")
    return said
