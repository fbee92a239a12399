"""A small drive as it stands on a Tuesday in March 2003, for tests and pictures of Today."""

from datetime import UTC, datetime, timedelta

from crm.actions.calls import log_call
from crm.actions.companies import change_company
from crm.actions.people import NewPerson, add_number, add_person
from crm.data.book import Book
from crm.data.records.companies import Company
from crm.data.work import Work
from crm.domain.likeness import name_key
from crm.domain.next_steps import read_when
from crm.domain.objections import Channel
from crm.domain.outcomes import Call, Outcome
from tests.books.clock import SetClock
from tests.books.drive import begin

NOW = datetime(2003, 3, 25, 10, 35, tzinfo=UTC)

FIRMS = (
    ("Trentside Systems Ltd", "Stafford", "ST16 2AA"),
    ("Potteries Data Ltd", "Stoke-on-Trent", "ST4 1AA"),
    ("Cannock Web Works", "Cannock", "WS11 1AA"),
    ("Bluebrick Software", "Newcastle", "ST5 1AA"),
    ("Lichfield Networks Ltd", "Lichfield", "WS13 6AA"),
    ("Black Country Hosting", "Wolverhampton", "WV1 1AA"),
    ("Malvern Microsystems", "Worcester", "WR1 1AA"),
    ("Shire CAD Solutions", "Shrewsbury", "SY1 1AA"),
    ("Telford Payments Ltd", "Telford", "TF1 1AA"),
    ("Burton Bit Brewers", "Burton", "DE14 1AA"),
    ("Rugby Robotics", "Rugby", "CV21 1AA"),
    ("Leek Logic", "Leek", "ST13 5AA"),
)


def add_firms(work: Work) -> dict[str, int]:
    """Twelve firms with a number each, by name."""
    found: dict[str, int] = {}
    for place, (name, town, postcode) in enumerate(FIRMS):
        firm = work.add(
            Company(
                name=name, name_key=name_key(name), street=f"{place + 2} High Street", town=town,
                staff=5 + place, source="chamber-list.csv",
                added_at=work.now,
            )
        )  # fmt: skip
        work.session.flush()
        change_company(work, firm.id, "postcode", postcode)
        add_number(work, firm.id, f"01632 9601{place:02}")
        found[name] = firm.id
    potteries = work.get(Company, found["Potteries Data Ltd"])
    potteries.activities, potteries.staff = "Database development and hosting", 12
    potteries.street, potteries.website = "14 Liverpool Road", "potteriesdata.example"
    potteries.source_kind = "list"
    work.get(Company, found["Bluebrick Software"]).source_kind = "event"
    work.get(Company, found["Bluebrick Software"]).source = "Met at launch, 12 Feb"
    referred = work.get(Company, found["Lichfield Networks Ltd"])
    referred.source_kind, referred.referred_by_id = "referral", found["Leek Logic"]
    helen = NewPerson(
        "Helen Marsh", job_title="Managing Director", role="decision maker",
        telephone="01632 960200", email="helen@potteriesdata.example",
    )  # fmt: skip
    jon = NewPerson(
        "Jon Adeyemi", job_title="Office manager · answers the phone", role="gatekeeper",
        telephone="01632 960201",
    )  # fmt: skip
    for person in (helen, jon):
        add_person(work, potteries.id, person)
    work.label("Add twelve firms")
    return found


def fill(book: Book, clock: SetClock) -> dict[str, int]:
    """Fill an empty book with the firms and some weeks of calls; the clock stands at `NOW`."""
    clock.set(datetime(2003, 2, 3, 9, 0, tzinfo=UTC))
    firms = begin(book).do(add_firms).value

    def call(name: str, outcome: Outcome, at: datetime, **said: object) -> None:
        clock.set(at)
        book.do(log_call, Call(firms[name], outcome, **said))  # type: ignore[arg-type]

    potteries = "Potteries Data Ltd"
    call(potteries, Outcome.NO_ANSWER, datetime(2003, 3, 10, 9, 30, tzinfo=UTC))
    call(potteries, Outcome.NO_ANSWER, datetime(2003, 3, 12, 15, 30, tzinfo=UTC))
    call(
        potteries, Outcome.SEND_PACK, datetime(2003, 3, 14, 10, 0, tzinfo=UTC), seconds=360,
        person_name="Helen Marsh", channel=Channel.POST,
        note="Wants training for two juniors and more local clients. Asked what it costs for "
        "12 staff. Send the pack, ring after Tuesday.",
    )  # fmt: skip
    monday = datetime(2003, 3, 20, 14, 0, tzinfo=UTC)
    call("Cannock Web Works", Outcome.NO_ANSWER, monday)
    call("Shire CAD Solutions", Outcome.NO_ANSWER, monday + timedelta(minutes=5))
    call(
        "Telford Payments Ltd", Outcome.CALL_BACK, datetime(2003, 3, 20, 9, 0, tzinfo=UTC),
        person_name="Asha Patel", when=read_when("+4d", clock.now),
        note="Asked for fees by email.",
    )  # fmt: skip
    at = datetime(2003, 3, 24, 16, 0, tzinfo=UTC)
    call(
        "Trentside Systems Ltd", Outcome.CALL_BACK, at, person_name="Priya Nair",
        when=read_when("tomorrow 10:30", at),
    )  # fmt: skip
    call("Leek Logic", Outcome.NO_ANSWER, NOW - timedelta(minutes=15))
    clock.set(NOW)
    return firms
