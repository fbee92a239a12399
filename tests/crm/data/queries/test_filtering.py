from datetime import UTC, date, datetime

import pytest

from crm.data.book import Book
from crm.data.queries import filtering
from crm.data.queries.companies import matching_ids
from crm.data.records.activities import Objection
from crm.data.work import Work
from crm.domain.filter_fields import FIELDS, WORDS
from crm.domain.filters import read_filter
from tests.crm.data.queries.firms import (
    branch,
    document,
    email,
    firm,
    number,
    person,
    step,
    tagged,
    term,
)


@pytest.fixture
def firms(book: Book) -> dict[int, str]:
    """Give the companies by key as one letter each."""

    def fill(work: Work) -> dict[int, str]:
        staffs = branch(work, "Staffordshire branch", "Staffordshire")
        a = firm(
            work, "Potteries Data Ltd", town="Stoke-on-Trent", postcode="ST4 1AA", staff=12,
            branch_id=staffs, stage="Pack sent", activities="Databases, hosting", tries=3,
            last_contact_at=datetime(2003, 2, 28, 9, tzinfo=UTC),
            source="chamber-list.csv, row 212", source_kind="list",
        )  # fmt: skip
        b = firm(
            work, "Müller & Sons", town="Stone", postcode="ST15 8AA", staff=20,
            stage="Attempting", last_contact_at=datetime(2003, 2, 28, 23, 59, tzinfo=UTC),
            added_at=datetime(2003, 3, 13, 9, tzinfo=UTC), source_kind="event",
        )  # fmt: skip
        c = firm(
            work, "100% Web_Works", town="Stafford", postcode="ST40 1AB", stage="Applied",
            last_contact_at=datetime(2003, 3, 1, 0, 0, tzinfo=UTC), staff=0,
        )  # fmt: skip
        d = firm(work, "Cloud Nine", stage="New")
        step(work, a, date(2003, 3, 10))
        step(work, b, date(2003, 3, 14))
        step(work, c, date(2003, 3, 14), due_at=datetime(2003, 3, 14, 9, 30, tzinfo=UTC))
        term(work, c, date(2002, 1, 1), date(2002, 12, 31))
        term(work, c, date(2003, 1, 1), date(2003, 12, 31))
        term(work, b, date(2001, 1, 1), date(2001, 12, 31))
        tagged(work, "Cloud", b, c)
        person(work, a, "Helen", "Marsh")
        number(work, a, "+441782960123")
        email(work, b, "info@muller.example")
        document(work, a, "WM-1", state="posted", posted_on=date(2003, 3, 1))
        document(work, a, "WM-2", state="posted", posted_on=date(2003, 3, 10))
        document(work, b, "WM-3", state="queued")
        for company, wish in ((a, "call"), (b, "post")):
            work.add(
                Objection(channel=wish, scope="company", company_id=company, taken_at=work.now)
            )
        wrong = Objection(
            channel="call", scope="company", company_id=d, taken_at=work.now,
            in_error_at=work.now, in_error_reason="another company",
        )  # fmt: skip
        work.add(wrong)
        return {a: "a", b: "b", c: "c", d: "d"}

    return book.do(fill).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "abcd"),
        ("data", "a"),
        ("muller", "b"),
        ("MÜLLER and", "b"),
        ("stone", "b"),
        ("marsh", "a"),
        ("cloud", "bcd"),
        ("cloud nine", "d"),
        ("-cloud", "a"),
        ("hosting", "a"),
        ("%", ""),
        ("b_w", "c"),
        ("name:web", "c"),
        ('name:="müller and sons limited"', "b"),
        ("name:=muller", ""),
        ("stage:pack-sent", "a"),
        ("stage:new,pack-sent", "ad"),
        ("stage:applied", ""),
        ("stage:member", "c"),
        ("stage:lapsed", "b"),
        ("stage:attempting", ""),
        ("-stage:member", "abd"),
        ("town:st", "abc"),
        ("town:=stone", "b"),
        ("town:=STONE,stafford", "bc"),
        ("town:none", "d"),
        ("-town:st", "d"),
        ("branch:staffordshire", "a"),
        ("branch:none", "bcd"),
        ("-branch:staffordshire", "bcd"),
        ("postcode:st4", "ac"),
        ("postcode:=st4", "a"),
        ("postcode:st41aa", "a"),
        ('postcode:"ST15 8"', "b"),
        ("postcode:none", "d"),
        ('person:"helen marsh"', "a"),
        ("person:none", "bcd"),
        ("phone:01782", "a"),
        ('phone:"+44 1782 960"', "a"),
        ("phone:none", "bcd"),
        ("email:MULLER", "b"),
        ("email:none", "acd"),
        ("tag:cloud", "bc"),
        ("-tag:cloud", "ad"),
        ("tag:none", "ad"),
        ("does:data", "a"),
        ("source:chamber", "a"),
        ("source:event", "b"),
        ("source:none", "bcd"),
        ("staff:>12", "b"),
        ("staff:>=12", "ab"),
        ("staff:<12", "c"),
        ("staff:<=12", "ac"),
        ("staff:20", "b"),
        ("staff:none", "d"),
        ("-staff:>12", "acd"),
        ("tries:>=3", "a"),
        ("last:>13d", "ab"),
        ("last:>14d", ""),
        ("last:>=14d", "ab"),
        ("last:<14d", "c"),
        ("last:<=14d", "abc"),
        ("last:<2w", "c"),
        ("last:never", "d"),
        ("pack:<5d", "a"),
        ("pack:>5d", ""),
        ("pack:never", "bcd"),
        ("added:<2d", "b"),
        ("added:>2d", "acd"),
        ("next:overdue", "ac"),
        ("next:today", "bc"),
        ("next:overdue,today", "abc"),
        ("next:<1d", "abc"),
        ("next:>1d", ""),
        ("next:none", "d"),
        ("objects:call", "a"),
        ("objects:call,post", "ab"),
        ("objects:none", "cd"),
        ("-objects:call", "bcd"),
    ],
)
def test_a_filter_finds_what_it_says(book: Book, firms: dict[int, str], text: str, expected: str):
    found = book.ask(matching_ids, read_filter(text))
    assert "".join(sorted(firms[one] for one in found)) == expected


def test_the_border_of_last_is_midnight_in_london(book: Book, firms: dict[int, str], clock) -> None:
    # 31 March 2003 is summer time: 23:30 UTC on the 30th is already the 31st.
    def fill(work: Work) -> int:
        return firm(work, "Night", last_contact_at=datetime(2003, 3, 30, 23, 30, tzinfo=UTC))

    night = book.do(fill).value
    clock.set(datetime(2003, 4, 1, 12, tzinfo=UTC))
    assert night in book.ask(matching_ids, read_filter("last:<=1d"))
    assert night not in book.ask(matching_ids, read_filter("last:<1d"))
    assert night not in book.ask(matching_ids, read_filter("last:>1d"))


def test_every_field_of_the_filter_has_a_condition() -> None:
    known = {*filtering._PLAIN, *filtering._BY_THE_DATE}
    assert known == {WORDS, *FIELDS}
