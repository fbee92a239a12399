"""What the organiser of the demo book is told on the telephone, call by call."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from crm.actions.demo_firms import DemoCompany, Destiny
from crm.actions.demo_words import DemoWords
from crm.domain.calendar import PartOfDay, add_working_days, local_day, to_instant
from crm.domain.next_steps import When
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import REASONS, Call, NumberFate, Outcome

_LONGEST_SILENCE = 4
"""Tries before somebody picks up, at companies that are reached at all."""

_SECONDS = {
    Outcome.NO_ANSWER: (15, 40),
    Outcome.MESSAGE: (35, 75),
    Outcome.ENGAGED: (5, 12),
    Outcome.GATEKEEPER: (45, 150),
    Outcome.BAD_NUMBER: (10, 30),
    Outcome.DO_NOT_CALL: (30, 90),
}


@dataclass(slots=True)
class Story:
    """How far it has come with one company of the demo book.

    `talks` are the outcomes of the talks to come, in order; `silences` how often nobody is
    reached before the next of them. `decider` and `gatekeeper` are people on file.
    """

    company: DemoCompany
    company_id: int
    decider: int | None
    gatekeeper: int | None
    numbers: Sequence[int]
    direct: int | None
    plan: str
    talks: list[Outcome] = field(default_factory=list)
    silences: int = 0
    talked: int = 0
    pack_posted: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that matter on the day of the demo.

    Promises are due on `promise_day`, the day itself or the working day after a day off; then
    the last hour of `day_before` keeps a few that nobody got round to, else it is None.
    """

    promise_day: date
    day_before: date | None

    def days_left(self, day: date) -> int:
        """Count the working days from a day to the one on which promises are due."""
        left = 0
        while day < self.promise_day:
            day = add_working_days(day, 1)
            left += 1
        return left


def plan_talks(destiny: Destiny, chance: Random) -> list[Outcome]:
    """Decide what the talks with a company will come to, in order."""
    first, again, also = (chance.random() < share for share in (0.4, 0.5, 0.25))
    back = [Outcome.CALL_BACK]
    pack = [Outcome.SEND_PACK]
    ways = {
        Destiny.MEMBER: [*back * first, *pack, *back * again, Outcome.WILL_JOIN],
        Destiny.JOINING: [*back * first, *pack, *back * again, Outcome.WILL_JOIN],
        Destiny.PACKED: [*back * first, *pack],
        Destiny.FOLLOW_UP: pack,
        Destiny.QUEUED: pack,
        Destiny.TALKING: [*back * first, *[Outcome.BOOKED] * also],
        Destiny.RESTING: [*back * first, Outcome.NOT_NOW],
        Destiny.DECLINED: [*(pack * also or back * first), Outcome.NOT_INTERESTED],
        Destiny.BARRED: [Outcome.DO_NOT_CALL],
        Destiny.MISDIALLED: [Outcome.BAD_NUMBER],
    }
    return list(ways.get(destiny, ()))


def silences(destiny: Destiny, chance: Random, *, promised: bool) -> int:
    """Draw how often nobody is reached before the next talk."""
    if destiny in {Destiny.FOLLOW_UP, Destiny.QUEUED, Destiny.MISDIALLED}:
        return 0
    weights = (80, 17, 3, 0, 0) if promised else (50, 28, 14, 6, 2)
    return chance.choices(range(_LONGEST_SILENCE + 1), weights)[0]


class Telephone:
    """Makes up the calls of one story after the other, always the same ones."""

    def __init__(self, words: DemoWords, calendar: Calendar, chance: Random) -> None:
        self._words = words
        self._calendar = calendar
        self._chance = chance
        self._promises = [
            time(9, 30), time(9, 45), time(10, 30), time(10, 45), time(11, 15), time(11, 30),
            time(12, 15), time(13, 30), time(14, 0), time(14, 30), time(15, 15), time(16, 0),
            time(16, 45),
        ]  # fmt: skip
        self._late = [time(17), time(16, 45), time(16, 30)]

    def call(self, story: Story, at: datetime) -> Call | None:
        """Make the next call to a company up; None where it is left for another day."""
        destiny = story.company.destiny
        if destiny in {Destiny.FOLLOW_UP, Destiny.QUEUED} and not story.talks:
            return None
        if destiny is Destiny.PROMISED and self._calendar.days_left(local_day(at)) <= 5:
            return self._promise(story, at)
        if story.silences > 0 or destiny in {Destiny.COLD, Destiny.NEW}:
            story.silences -= 1
            return self._nobody(story, at)
        if destiny is Destiny.MISDIALLED and not story.talks:
            return self._nobody(story, at)
        outcome = story.talks.pop(0) if story.talks else self._after()
        if outcome in {Outcome.NO_ANSWER, Outcome.MESSAGE}:
            return self._nobody(story, at)
        story.silences = silences(destiny, self._chance, promised=outcome is Outcome.CALL_BACK)
        return self._talk(story, outcome, at)

    def _after(self) -> Outcome:
        """Go on with a company whose story is told, until the day of the demo."""
        return self._chance.choices(
            (Outcome.CALL_BACK, Outcome.NO_ANSWER, Outcome.MESSAGE), (70, 18, 12)
        )[0]

    def _nobody(self, story: Story, at: datetime) -> Call:
        chance = self._chance
        outcome = chance.choices(
            (Outcome.NO_ANSWER, Outcome.MESSAGE, Outcome.GATEKEEPER, Outcome.ENGAGED),
            (56, 24, 0 if story.company.destiny is Destiny.COLD else 16, 4),
        )[0]
        if outcome is not Outcome.GATEKEEPER:
            return self._said(story, outcome, at)
        best = None
        if chance.random() < 0.4:
            day = add_working_days(local_day(at), chance.randint(1, 4))
            best = When(day, None, chance.choice(tuple(PartOfDay)))
        name = chance.choice(self._words.people["women"])
        known = story.gatekeeper
        return self._said(
            story, outcome, at, person=known, gatekeeper=None if known else name, best=best
        )

    def _promise(self, story: Story, at: datetime) -> Call:
        day, before = self._calendar.promise_day, self._calendar.day_before
        if before is not None and local_day(at) < before and self._late:
            day, clock = before, self._late.pop()
        elif story.company.said:
            clock = time(10, 30)
        else:
            clock = self._promises.pop(0) if self._promises else time(11)
        when = When(day, to_instant(day, clock))
        story.talked += 1
        return self._said(story, Outcome.CALL_BACK, at, person=story.decider, when=when)

    def _talk(self, story: Story, outcome: Outcome, at: datetime) -> Call:
        story.talked += 1
        when, which = None, None
        if outcome is Outcome.CALL_BACK:
            when = self._some_day(at, 4, 13)
        elif outcome is Outcome.NOT_NOW:
            days = self._chance.choice((30, 60, 90, 90, 180))
            when = When(add_working_days(local_day(at) + timedelta(days=days), 0))
        elif outcome is Outcome.BOOKED:
            when = When(self._some_day(at, 6, 18).day)
            which = self._chance.choice(self._words.talk["events"]["which"])
        return self._said(story, outcome, at, person=story.decider, when=when, which=which)

    def _some_day(self, at: datetime, least: int, most: int) -> When:
        chance = self._chance
        day = add_working_days(local_day(at), chance.randint(least, most))
        kind = chance.random()
        if kind < 0.65:
            clock = time(chance.randint(9, 16), chance.choice((0, 0, 15, 30, 30, 45)))
            return When(day, to_instant(day, clock))
        return When(day, None, chance.choice(tuple(PartOfDay)) if kind < 0.9 else None)

    def _said(
        self,
        story: Story,
        outcome: Outcome,
        at: datetime,
        *,
        person: int | None = None,
        when: When | None = None,
        which: str | None = None,
        gatekeeper: str | None = None,
        best: When | None = None,
    ) -> Call:
        chance = self._chance
        reason = chance.choice(REASONS) if outcome is Outcome.NOT_INTERESTED else None
        fate = chance.choice(tuple(NumberFate)) if outcome is Outcome.BAD_NUMBER else None
        barred = outcome is Outcome.DO_NOT_CALL
        joins = outcome is Outcome.WILL_JOIN
        note = self._note(story, outcome, gatekeeper, reason or fate or "")
        return Call(
            company_id=story.company_id,
            outcome=outcome,
            person_id=person,
            number_id=(story.direct if person == story.decider else None) or story.numbers[0],
            note=note,
            seconds=chance.randint(*_SECONDS.get(outcome, (110, 620))),
            at=at,
            when=when,
            channel=Channel.POST if outcome is Outcome.SEND_PACK else None,
            reason=reason,
            number_fate=fate,
            plan=story.plan if joins else None,
            signatory=self._name(story) if joins else None,
            which=which,
            scope=Scope.COMPANY if barred else None,
            who_asked=self._name(story) if barred else None,
            gatekeeper_name=gatekeeper,
            best_time=best,
        )

    def _note(self, story: Story, outcome: Outcome, gatekeeper: str | None, because: str) -> str:
        company, talk = story.company, self._words.talk
        if company.said and story.talked == 1 and outcome in {Outcome.CALL_BACK, Outcome.SEND_PACK}:
            return company.said
        if outcome is Outcome.NOT_INTERESTED:
            choices = talk["reasons"][because]
        elif outcome is Outcome.BAD_NUMBER:
            choices = talk["numbers"][because]
        elif outcome is Outcome.CALL_BACK and story.pack_posted:
            choices = self._words.notes("after-pack")
        else:
            choices = self._words.notes(outcome)
        return fill_in(self._chance.choice(choices), company, gatekeeper)

    def _name(self, story: Story) -> str:
        person = next(iter(story.company.people), None)
        return f"{person.forenames} {person.surname}" if person else "the receptionist"


def fill_in(text: str, company: DemoCompany, gatekeeper: str | None = None) -> str:
    """Put the particulars of a company into words made for any."""
    person = next(iter(company.people), None)
    answers = [one.forenames for one in company.people if one.role == "gatekeeper"]
    values = {
        "first": person.forenames if person else "the boss",
        "staff": str(company.staff or "a few"),
        "trade": company.does[:1].lower() + company.does[1:],
        "town": company.town,
        "gatekeeper": gatekeeper or next(iter(answers), "The office"),
    }
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
