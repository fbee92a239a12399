"""Twelve weeks of a drive, lived through call by call with the real actions."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random

from crm.actions.calls import log_call
from crm.actions.demo_calls import Calendar, Story, Telephone, fill_in, plan_talks, silences
from crm.actions.demo_firms import Destiny
from crm.actions.demo_joining import file_form, take_fee
from crm.actions.demo_rows import is_launch_guest, launch_day
from crm.actions.demo_words import DemoWords
from crm.actions.filing import file_activity, open_step
from crm.actions.letters import file_run, post_run
from crm.actions.paper import made_run, pack_contents
from crm.data.queries.letters import queued
from crm.data.queries.pack_facts import pack_facts
from crm.data.records.activities import NextStep
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.documents.pack import make_pack
from crm.domain.cadence import StepKind
from crm.domain.calendar import (
    CALLING_HOURS,
    PartOfDay,
    add_working_days,
    local_day,
    part_start,
    to_instant,
    to_local,
    working_days_between,
)
from crm.domain.outcomes import Outcome

BEGINNINGS = {
    Destiny.MEMBER: (28, 55),
    Destiny.JOINING: (8, 22),
    Destiny.PACKED: (8, 36),
    Destiny.FOLLOW_UP: (6, 7),
    Destiny.QUEUED: (1, 2),
    Destiny.PROMISED: (4, 20),
    Destiny.TALKING: (4, 38),
    Destiny.RESTING: (5, 50),
    Destiny.DECLINED: (3, 56),
    Destiny.BARRED: (5, 50),
    Destiny.MISDIALLED: (1, 6),
    Destiny.COLD: (2, 26),
}
"""How many working days before the day of the demo a story begins: at least and at most."""

_BY_HAND = frozenset({StepKind.POST_PACK, StepKind.FIND_NUMBER, StepKind.REVIEW})
"""Steps that no call of the made-up organiser does."""

_LAST_RUN = 3
"""Working days before the day of the demo on which packs were last posted."""


class DemoDrive:
    """The days of the drive as a queue of what happens when; nothing happens after `end`."""

    def __init__(
        self, work: Work, stories: Sequence[Story], words: DemoWords, starts_on: date,
        calendar: Calendar, end: datetime, chance: Random,
    ) -> None:  # fmt: skip
        self._work = work
        self._stories = stories
        self._words = words
        self._starts_on = starts_on
        self._calendar = calendar
        self._end = end
        self._chance = chance
        self._telephone = Telephone(words, calendar, chance)
        self._turns: list[tuple[datetime, int, str, int]] = []
        self._turn = 0
        self._awaited: dict[int, int] = {}
        self._free_at = to_instant(starts_on, CALLING_HOURS.opens)
        self._asked: list[int] = []
        # The session forgets records that nobody holds, and would read them again each time.
        self._held: dict[int, object] = {}
        self._companies = [work.get(Company, story.company_id) for story in stories]

    def live(self) -> None:
        """Live through all of it, in the order of time."""
        self._begin()
        progress, done = self._work.progress, 0
        while self._turns and self._turns[0][0] <= self._end:
            at, turn, kind, place = heappop(self._turns)
            done += 1
            if done % 20 == 0:
                progress.step(done, done + len(self._turns), "living through the drive")
            if kind == "call":
                if self._awaited.get(place) == turn:
                    self._call(place, at)
                continue
            with self._work.at(at):
                if kind == "post":
                    self._post()
                elif kind == "form":
                    self._form(place, at)
                elif kind == "fee":
                    take_fee(self._work, self._stories[place])
                    self._awaited.pop(place, None)
                elif kind == "launch":
                    self._launch(place)
                else:
                    self._note(place)

    def _begin(self) -> None:
        promise_day = self._calendar.promise_day
        length = working_days_between(self._starts_on, promise_day)
        for place, story in enumerate(self._stories):
            destiny = story.company.destiny
            story.talks = plan_talks(destiny, self._chance)
            story.silences = silences(destiny, self._chance, promised=False)
            if destiny in BEGINNINGS:
                least, most = BEGINNINGS[destiny]
                if destiny is Destiny.PROMISED and story.company.said:
                    # What was said asks to be rung on the very day.
                    most = least
                before = self._chance.randint(least, max(least, min(most, length - 2)))
                self._plan_call(place, self._moment(add_working_days(promise_day, -before)))
            if is_launch_guest(place):
                evening = to_instant(launch_day(self._starts_on), time(18, 30))
                self._plan("launch", evening, place)
            if destiny is not Destiny.NEW and self._chance.random() < 0.3:
                day = add_working_days(promise_day, -self._chance.randint(2, length - 3))
                self._plan("note", self._moment(day), place)
        for before in range(_LAST_RUN, length, 2):
            day = add_working_days(promise_day, -before)
            self._plan("post", to_instant(day, time(16, self._chance.randint(10, 40))), 0)

    def _call(self, place: int, due: datetime) -> None:
        """Make the call that is due, when the line is free."""
        at = max(due, self._free_at)
        if to_local(at).time() >= time(17, 5):
            at = to_instant(add_working_days(local_day(at), 1), time(8, 40))
        at = CALLING_HOURS.next_open(at)
        if at > self._end:
            return
        if at > due and self._turns and self._turns[0][0] < at:
            # Somebody else's turn comes first; this one waits until the line is free.
            self._plan_call(place, at)
            return
        story = self._stories[place]
        with self._work.at(at):
            call = self._telephone.call(story, at)
            if call is None:
                return
            log_call(self._work, call)
        self._free_at = at + timedelta(seconds=call.seconds + self._chance.randint(60, 200))
        if call.outcome is Outcome.SEND_PACK:
            self._asked.append(place)
        if call.outcome is Outcome.WILL_JOIN:
            days = self._chance.randint(3, 8)
            self._plan("form", self._moment(add_working_days(local_day(at), days)), place)
        self._await_step(place)

    def _await_step(self, place: int) -> None:
        """Plan the call that the next step asks for, if it is one to be made by telephone."""
        self._awaited.pop(place, None)
        step = self._held[place] = open_step(self._work, self._stories[place].company_id)
        if step is not None and StepKind(step.kind) not in _BY_HAND:
            self._plan_call(place, self._due(step))

    def _due(self, step: NextStep) -> datetime:
        if step.due_at is not None:
            return step.due_at
        part = PartOfDay(step.part) if step.part else self._chance.choice(tuple(PartOfDay))
        return to_instant(step.due_on, part_start(part)) + timedelta(
            minutes=self._chance.randint(5, 110)
        )

    def _post(self) -> None:
        """Print and post all that waits, in postcode order; what cannot be sent stays."""
        work = self._work
        waiting = [line.id for line in work.ask(queued)]
        if not waiting:
            return
        facts = work.ask(pack_facts, waiting)
        contents = pack_contents(facts, work.today)
        made = make_pack(contents, fillable=False, duplex=True)
        if not made.ranges:
            return
        post_run(work, file_run(work, made_run(facts, contents, made)))
        for place in self._asked:
            self._stories[place].pack_posted = True
            self._await_step(place)
        self._asked.clear()

    def _form(self, place: int, at: datetime) -> None:
        """Let the form come in by post, and a member's fee a few days later."""
        story = self._stories[place]
        if story.company.destiny is Destiny.JOINING and self._chance.random() < 0.4:
            return
        file_form(self._work, story)
        self._awaited.pop(place, None)
        if story.company.destiny is Destiny.MEMBER:
            days = self._chance.randint(2, 9)
            self._plan("fee", self._moment(add_working_days(local_day(at), days)), place)

    def _launch(self, place: int) -> None:
        work, story, company = self._work, self._stories[place], self._companies[place]
        launch = self._words.talk["events"]["launch"]
        file_activity(work, company, "event", summary=launch, person_id=story.decider)
        company.last_contact_at = work.now
        company.last_contact_kind = "event"

    def _note(self, place: int) -> None:
        work, story = self._work, self._stories[place]
        if story.talked:
            note = fill_in(self._chance.choice(self._words.talk["between"]["notes"]), story.company)
            file_activity(work, self._companies[place], "note", note=note)

    def _moment(self, day: date) -> datetime:
        """Pick a time of a working day when somebody might be rung."""
        clock = time(self._chance.randint(9, 16), self._chance.randint(0, 59))
        return to_instant(day, clock)

    def _plan_call(self, place: int, at: datetime) -> None:
        self._awaited[place] = self._turn + 1
        self._plan("call", at, place)

    def _plan(self, kind: str, at: datetime, place: int) -> None:
        self._turn += 1
        heappush(self._turns, (at, self._turn, kind, place))
