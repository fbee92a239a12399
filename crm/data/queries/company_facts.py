"""What the page of a company holds, as plain frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from crm.domain.fees import FeeBand
from crm.domain.objections import Channel


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A telephone number; `person_id` None where it is the company's.

    `e164` is None where nothing can be dialled. `objects` says that it may not be called.
    """

    id: int
    person_id: int | None
    typed: str
    e164: str | None
    extension: str
    kind: str
    note: str
    state: str
    source: str
    ctps_result: str
    ctps_checked_on: date | None
    objects: bool = False


@dataclass(frozen=True, slots=True)
class EmailFacts:
    """An email address; `objects` says that it may not be written to."""

    id: int
    person_id: int | None
    address: str
    source: str
    objects: bool = False


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody at the company with their own numbers and addresses; `left_on` None: still there."""

    id: int
    title: str
    forenames: str
    surname: str
    suffix: str
    name: str
    """The whole name as it is read out: `Ms Helen Marsh`."""
    job_title: str
    role: str
    best_time: str
    source: str
    left_on: date | None
    numbers: tuple[NumberFacts, ...] = ()
    emails: tuple[EmailFacts, ...] = ()
    objects: bool = False


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """A further address of the company."""

    id: int
    kind: str
    premises: str
    street: str
    locality: str
    town: str
    postcode: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """The open next step; `due_at` is set where a clock time was said, in UTC."""

    id: int
    kind: str
    due_on: date
    due_at: datetime | None
    part: str | None
    text: str
    promised: bool
    person_id: int | None
    person: str


@dataclass(frozen=True, slots=True)
class MembershipFacts:
    """The latest term of membership."""

    number: str
    plan: str
    from_on: date
    to_on: date
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether the company as a whole may be reached by one channel.

    Where it may not, `objection_id` names what `actions.privacy` can mark as recorded in error.
    """

    channel: Channel
    allowed: bool
    since: datetime | None = None
    words: str = ""
    asked_by: str = ""
    objection_id: int | None = None


@dataclass(frozen=True, slots=True)
class CtpsCheck:
    """The oldest check of the company's usable numbers against CTPS or TPS.

    `checked_on` is None while one of them was never checked; `listed` says that one is on the
    list; `stale` that the check is missing or more than 28 days old.
    """

    checked_on: date | None
    listed: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A pack or letter of the company; pages are those of its run, from 1."""

    id: int
    reference: str
    pack: str
    state: str
    channel: str
    person: str
    queued_at: datetime
    posted_on: date | None
    run_id: int | None
    first_page: int | None
    last_page: int | None


@dataclass(frozen=True, slots=True)
class FourAnswers:
    """Whom we last reached and when, what they said, what we promised, how many tries since."""

    reached_at: datetime | None = None
    reached: str = ""
    """The name of the person reached, empty where none was noted."""
    reached_id: int | None = None
    said: str = ""
    said_at: datetime | None = None
    promised: StepFacts | None = None
    tries: int = 0
    last_try_at: datetime | None = None
    pack_posted_on: date | None = None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Everything about one company but its timeline. Text is empty where nothing is known."""

    id: int
    version: int
    name: str
    legal_name: str
    legal_form: str
    registered_number: str
    vat_number: str
    subscriber_kind: str
    staff: int | None
    founded_year: int | None
    activities: str
    website: str
    premises: str
    street: str
    locality: str
    town: str
    postcode: str
    branch_id: int | None
    branch: str
    branch_chosen: bool
    stage: str
    """As shown: Member or Lapsed over the stored stage."""
    stored_stage: str
    stage_since: date | None
    decline_reason: str
    source: str
    source_kind: str
    source_on: date | None
    lawful_basis: str
    referred_by_id: int | None
    referred_by: str
    pinned: str
    hot: str
    added_at: datetime
    trashed_at: datetime | None
    last_contact_at: datetime | None
    last_contact_kind: str
    next_step: StepFacts | None
    answers: FourAnswers
    membership: MembershipFacts | None
    band: FeeBand | None
    """The fee band by the number of staff."""
    ctps: CtpsCheck
    wishes: tuple[Wish, ...]
    people: tuple[PersonFacts, ...] = ()
    numbers: tuple[NumberFacts, ...] = ()
    """Those of the company itself; a person's stand with the person."""
    emails: tuple[EmailFacts, ...] = ()
    addresses: tuple[AddressFacts, ...] = ()
    tags: tuple[str, ...] = ()
    documents: tuple[DocumentFacts, ...] = field(default=())

    def wish(self, channel: Channel) -> Wish:
        """Give the wish for one channel."""
        return next(wish for wish in self.wishes if wish.channel is channel)
