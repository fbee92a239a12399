"""The calling screen: three panes, no dialog, the next company at once."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from crm.data.queries.call_card import CallCard, CallingDay
from crm.data.queries.queue import CallQueue
from crm.domain.calendar import local_day
from crm.domain.changes import Changes
from crm.domain.outcomes import RULES, Outcome
from ui.command import Command
from ui.fields_first import text_of
from ui.look.buttons import button
from ui.look.surfaces import column
from ui.places import Place
from ui.room import Desk, Room
from ui.today.call_pane import CallPane
from ui.today.caller import Caller
from ui.today.commands import TodayDeeds, log_id, today_commands
from ui.today.company_pane import CompanyPane
from ui.today.corrector import CORRECT, Corrector
from ui.today.day_bar import DayBar
from ui.today.drafts_list import DraftsList, draft_commands
from ui.today.pack_deed import queue_a_pack
from ui.today.panes import TodayPanes
from ui.today.paper_commands import paper_commands
from ui.today.queue_commands import OFFERED, queue_commands
from ui.today.queue_deeds import QueueKeys
from ui.today.queue_pane import QueuePane
from ui.today.said import whom_to_call
from ui.today.scripts import ScriptTeller, script_commands
from ui.today.session import CallingSession
from ui.today.session_clock import SessionFacts
from ui.today.talk_commands import TalkDeeds, talk_commands

LOOK_AGAIN = 60_000
"""Milliseconds after which the queue is asked for again, for what has come due meanwhile."""

NOBODY = "Nobody to call now. The queue at the left says why."


class TodayRoom(Room):
    """Queue, company, call; the session says who is on screen, the caller what is done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.session = CallingSession(desk.bridge, self)
        self.keys = QueueKeys(desk, self.session, self)
        self._commands = [
            *today_commands(self._deeds(), self.keys.anybody),
            *queue_commands(self.keys, self._show_waiting),
            *script_commands(lambda: self.call.script, self.keys.anybody),
            *talk_commands(self._talk_deeds()),
            *paper_commands(desk.places),
            *draft_commands(self._list_drafts),
        ]
        by_id = {command.id: command for command in self._commands}
        offers = {offer: button(by_id[known]) for offer, known in OFFERED.items()}
        self.queue = QueuePane(offers, button(by_id["call.leave_set"]))
        made = [button(by_id["call.pack"]), button(by_id["call.edit"])]
        self.company = CompanyPane(made, self.session.now)
        following = button(by_id["call.dial_next"], quiet=True)
        keep = button(by_id["call.keep_contact"])
        self.call = CallPane(self.session.now, button(by_id["call.dial"]), following, keep)
        self.call.edit_key = lambda: desk.commands.say_key("call.edit")
        self.teller = ScriptTeller(desk, self.call.script)
        self.caller = Caller(desk, self.session, self.call)
        self.corrector = Corrector(desk, self.session, self.company.correction)
        measures = button(by_id["call.measures"], quiet=True)
        self.bar = DayBar(
            button(by_id["call.session"]), button(by_id["call.new_company"]), measures
        )
        self._awaited = False
        self._panes = TodayPanes(desk.preferences, self.queue, self.company, self.call)
        column(self, gap=0).addWidget(self._panes)
        self._connect()
        self._again = QTimer(self)
        self._again.setInterval(LOOK_AGAIN)
        self._again.timeout.connect(self._look_again)

    def commands(self) -> Sequence[Command]:
        """Everything that is done here has a key."""
        return self._commands

    def top_bar(self) -> QWidget:
        """The counts of the day."""
        return self.bar

    def show_place(self, place: Place) -> None:
        """Show the queue, or one company of the book to call."""
        if place.kind == "set" and place.id is not None:
            self.keys.work_through(place.id)
        elif place.kind in {"company", "incoming"} and place.id is not None:
            self.session.look_again()
            self.session.open(place.id)
            if place.kind == "incoming":
                self.caller.ring_in()
            view, _, activity = place.view.partition(" ")
            if view == CORRECT and activity.isdecimal():
                self.corrector.open_when_shown(int(activity))
        elif self.caller.under_way():
            self.session.look_again()
        else:
            self.session.begin()
        self._again.start()

    def refresh(self, changes: Changes) -> None:
        """Ask again for what was touched."""
        self.session.refresh(changes)
        self.teller.refresh(changes)

    def message_place(self) -> QWidget:
        """Under the past of the company: neither the queue's foot nor the call is covered."""
        return self.company

    def focus_first(self) -> None:
        """The caret belongs into the note, or to what is offered where nobody is to be called."""
        # The book may still be answering: the focus follows when somebody is on screen.
        self._awaited = self.session.card is None
        if not (self.session.current is None and self.queue.focus_offer()):
            self.call.to_note()

    def _focus_awaited(self) -> None:
        """Put the focus where work begins once there is something to work on."""
        focused = QApplication.focusWidget()
        if self._awaited and (focused is None or text_of(focused) is None):
            self.focus_first()
        self._awaited = False

    def focus_filter(self) -> None:
        """Go to the queue; where the window is too narrow for it, it takes the company's place."""
        self.queue.show()
        self.queue.list.setFocus()

    def _deeds(self) -> TodayDeeds:
        return TodayDeeds(
            dial=self._dial,
            dial_next=self._dial_next,
            log=self._log,
            save=self._save,
            following=lambda: self._step(1),
            previous=lambda: self._step(-1),
            to_next_step=self._to_next_step,
            to_note=self.focus_first,
            pack=self._pack,
            edit=self._edit,
            new_company=lambda: self.desk.places.go(Place("companies", "new")),
            import_list=lambda: self.desk.places.go(Place("exchange")),
        )

    def _talk_deeds(self) -> TalkDeeds:
        return TalkDeeds(
            made_earlier=self._made_earlier,
            they_rang=self._they_rang,
            find_caller=self._find_caller,
            correct=self._correct,
            keep_contact=self._keep_contact,
            anybody=self.keys.anybody,
        )

    def _made_earlier(self) -> None:
        self.call.made.go()

    def _they_rang(self) -> None:
        self.caller.ring_in()

    def _find_caller(self) -> None:
        self.desk.commands.action("edit.find").trigger()

    def _correct(self) -> None:
        self.corrector.open_latest()

    def _keep_contact(self) -> None:
        self.caller.keep_contact()

    def _wear_keys(self) -> None:
        known = {command.id: command.keys for command in self._commands}
        self.call.outcomes.wear({outcome: known[log_id(outcome)] for outcome in RULES})
        self.call.show_outcome(self.call.outcomes.outcome())

    def _connect(self) -> None:
        session = self.session
        self.desk.commands.keys_changed.connect(self._wear_keys)
        session.told_elsewhere = self.desk.troubles.refused.emit
        session.queue_shown.connect(self._show_queue)
        session.day_shown.connect(self._show_day)
        session.opening.connect(self.queue.mark)
        session.opened.connect(self._show_card)
        session.fetched.connect(self._prepare)
        session.emptied.connect(self._show_nobody)
        self.keys.serve(self.call)
        self.keys.clock.changed.connect(self._show_session)
        self.bar.show_session(self.keys.clock.facts)
        self.queue.chosen.connect(session.open)
        self.queue.entered.connect(self.call.to_note)
        self.company.picked.connect(self.caller.pick)
        self.company.past.followed.connect(lambda entry, _link: self.corrector.open_entry(entry))
        self.company.past.opened.connect(self.corrector.open_entry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._panes.fit(self.width())

    def minimumSizeHint(self) -> QSize:
        """Room for the company and the call."""
        return self._panes.needed()

    def _show_queue(self, queue: CallQueue) -> None:
        session = self.session
        typed = self.caller.drafts.waiting()
        self.queue.show_queue(queue, session.current, typed, session.now())
        if queue.working is None:
            self.desk.sayings.count("today", queue.to_call)
        self.desk.commands.refresh()

    def _show_session(self, facts: SessionFacts) -> None:
        self.bar.show_session(facts)
        self.desk.commands.refresh()

    def _show_day(self, day: CallingDay) -> None:
        self.bar.show_day(day)
        if self.session.card is not None:
            self._show_script(self.session.card)

    def _show_card(self, card: CallCard) -> None:
        self.company.show_card(card, local_day(self.session.now()))
        self._show_script(card)
        self.desk.commands.refresh()
        self._focus_awaited()

    def _show_script(self, card: CallCard) -> None:
        today, day = local_day(self.session.now()), self.session.day
        self.teller.show(card, day, today, self.caller.whom.name)

    def _prepare(self, card: CallCard) -> None:
        session = self.session
        whom = whom_to_call(card, None, None, None).name
        self.teller.prepare(card, session.day, local_day(session.now()), whom)

    def _show_nobody(self) -> None:
        self.company.show_nobody(NOBODY)
        self.call.show_nobody()
        self.queue.mark(None)
        self.desk.commands.refresh()
        self._focus_awaited()

    def _look_again(self) -> None:
        if self.isVisible() and self.bridge.has_book:
            self.session.look_again()

    def _step(self, by: int) -> None:
        self.session.step(by)
        self.call.to_note()

    def _dial(self) -> None:
        self.caller.dial()

    def _dial_next(self) -> None:
        self.caller.dial(following=True)

    def _log(self, outcome: Outcome) -> None:
        self.caller.log(outcome)

    def _save(self) -> None:
        self.caller.save()

    def _to_next_step(self) -> None:
        self.call.next_step.field.select()
        self.call.reveal(self.call.next_step)

    def _list_drafts(self) -> None:
        DraftsList(self, self.desk, self.caller.keeping, self.session.open).show()

    def _show_waiting(self) -> None:
        self.queue.unfold()

    def _edit(self) -> None:
        self.desk.places.go(Place("companies", "company", self.session.current))

    def _pack(self) -> None:
        if self.session.card is not None:
            whom = self.caller.whom.person_id
            queue_a_pack(self, self.session.card, whom, troubled=self.call.show_refusal)
