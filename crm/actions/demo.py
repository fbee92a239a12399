"""The demo book: an association in the twelfth week of its drive, made up from end to end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from crm.actions.association import set_up
from crm.actions.demo_calls import Calendar, Story
from crm.actions.demo_companies import SEED, invent_companies
from crm.actions.demo_drive import DemoDrive
from crm.actions.demo_firms import Destiny
from crm.actions.demo_rows import bring_in_firms
from crm.actions.demo_words import demo_words
from crm.actions.letters import queue_pack
from crm.actions.objecting import enter_objection
from crm.actions.shipped import preset
from crm.data.queries.letters import count_queued
from crm.data.records.companies import Company, SavedView
from crm.data.work import Work
from crm.domain.addresses import Address
from crm.domain.association import AssociationProfile, Legal, LegalForm, Signatory
from crm.domain.calendar import add_working_days, is_working_day, next_working_day, to_instant
from crm.domain.objections import Channel, Scope
from crm.domain.stages import Stage

INSTEAD = "A demo book is not taken back: open another book instead."

OPENED_AT = time(9, 20)
"""The clock time at which the made-up part of the day of the demo ends."""

LEFT_AT = time(16, 20)
"""On a day off: the clock time at which the working day before it ends, some calls unmade."""

PACKS_WAITING = 17

_WEEKS_BEFORE = 11
_VIEWS = (
    ("Warm in Staffordshire", "branch:staffordshire stage:in-conversation"),
    ("Came to the launch", "tag:launch"),
)


def demo_moment(today: date) -> datetime:
    """Give the moment up to which the demo book is lived: this morning, or the last workday."""
    if is_working_day(today):
        return to_instant(today, OPENED_AT)
    return to_instant(add_working_days(today, -1), LEFT_AT)


def fill_demo(work: Work, today: date) -> None:
    """Fill a new, empty book with the demo drive as it stands on a day; takes some seconds.

    Equal days give equal books. On a day off most of what was promised falls on the next
    working day, and a few promises of the last one were not kept.
    """
    chance = Random(SEED)  # noqa: S311 - invented, and the same every time
    starts_on = today - timedelta(days=today.weekday(), weeks=_WEEKS_BEFORE)
    with work.at(to_instant(starts_on, time(8))):
        set_up(work, _profile(starts_on))
        for place, (name, text) in enumerate(_VIEWS, 10):
            work.add(SavedView(name=name, filter_text=text, position=place))
        stories = bring_in_firms(work, invent_companies(), starts_on, chance)
    day_before = None if is_working_day(today) else add_working_days(today, -1)
    calendar = Calendar(next_working_day(today), day_before)
    end = demo_moment(today)
    DemoDrive(work, stories, demo_words(), starts_on, calendar, end, chance).live()
    with work.at(end):
        _object(work, stories)
        _refer(work, stories)
        _queue_more(work, stories)
    work.irreversible(INSTEAD)
    work.label("Make the demo book")


def _profile(starts_on: date) -> AssociationProfile:
    """Fill in what the preset leaves open, with an address and people who do not exist."""
    shipped = preset()
    ends_on = starts_on + timedelta(days=364)
    middle = starts_on + (ends_on - starts_on) / 2
    return replace(
        shipped,
        address=Address("Kiln House", "4 Saggar Row", "", "Stoke-on-Trent", "ST4 9ZZ"),
        telephone="01632 960001",
        email="office@wmita.example",
        legal=Legal(LegalForm.UNINCORPORATED),
        signatories=(
            Signatory("Eleanor Whitlow", "Founder member", "01632 960002", "eleanor@wmita.example"),
        ),
        drive=replace(
            shipped.drive,
            name=f"{middle.year} membership drive",
            starts_on=starts_on,
            ends_on=ends_on,
        ),
    )


def _object(work: Work, stories: Sequence[Story]) -> None:
    """Let two firms that said no also want no more letters."""
    declined = [
        story for story in stories if work.get(Company, story.company_id).stage == Stage.DECLINED
    ]
    for story in declined[:2]:
        enter_objection(
            work,
            Channel.POST,
            Scope.COMPANY,
            story.company_id,
            asked_by="the office",
            words="No more post, please.",
        )


def _refer(work: Work, stories: Sequence[Story]) -> None:
    """Name a member for each firm that one told us of."""
    members = [story.company_id for story in stories if story.company.destiny is Destiny.MEMBER]
    for place, story in enumerate(stories):
        company = work.get(Company, story.company_id)
        if company.source_kind == "referral" and story.company_id not in members:
            company.referred_by_id = members[place % len(members)]


def _queue_more(work: Work, stories: Sequence[Story]) -> None:
    """Write to firms that three tries did not reach, as the cadence proposes."""
    missing = PACKS_WAITING - work.ask(count_queued)
    for story in stories:
        company = work.get(Company, story.company_id)
        if missing > 0 and company.stage == Stage.ATTEMPTING and company.tries >= 3:
            queue_pack(work, company.id)
            missing -= 1
