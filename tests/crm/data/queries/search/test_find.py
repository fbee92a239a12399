from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.data.book import Book
from crm.data.queries.search.find import Hit, HitKind, find
from crm.data.work import Work
from tests.books.clock import START
from tests.crm.data.queries.firms import activity, email, firm, number, person, tagged


@pytest.fixture
def firms(book: Book) -> dict[str, int]:
    def fill(work: Work) -> dict[str, int]:
        made = {
            "potteries": firm(
                work, "Potteries Data Ltd", town="Stoke-on-Trent", postcode="ST4 1AA"
            ),
            "data": firm(work, "Data & Sons", town="Stone", postcode="ST15 8AA", stage="Declined"),
            "muller": firm(work, "Müller Łódź GmbH", town="Stafford", postcode="ST16 2AA"),
            "percent": firm(work, "100% Web_Works", town="Stafford", postcode="B1 1AA"),
            "gone": firm(work, "Potteries Gone", town="Stone", trashed_at=START),
        }
        helen = person(work, made["potteries"], "Helen", "Marsh", job_title="Managing Director")
        made["helen"] = helen
        number(work, made["potteries"], "+441782960123", person_id=helen)
        number(work, made["muller"], "+441214960123")
        email(work, made["potteries"], "helen@potteries.example", person_id=helen)
        email(work, made["muller"], "info@muller.example")
        tagged(work, "Cloud", made["muller"])
        activity(
            work, made["data"], "call", datetime(2003, 3, 1, tzinfo=UTC),
            note="Decides with her brother.\nWants TRAINING for two juniors",
        )  # fmt: skip
        return made

    return book.do(fill).value


def hits(book: Book, text: str, limit: int = 20) -> tuple[Hit, ...]:
    return book.ask(find, text, limit)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("pott", HitKind.COMPANY, "potteries"),
        ("POTTERIES DATA LIMITED", HitKind.COMPANY, "potteries"),
        ("muller", HitKind.COMPANY, "muller"),
        ("Mülle", HitKind.COMPANY, "muller"),
        ("lodz", HitKind.COMPANY, "muller"),
        ("data and", HitKind.COMPANY, "data"),
        ("data & sons", HitKind.COMPANY, "data"),
        ("sons data", HitKind.COMPANY, "data"),
        ("web", HitKind.COMPANY, "percent"),
        ("helen", HitKind.PERSON, "potteries"),
        ("marsh", HitKind.PERSON, "potteries"),
        ("marsh helen", HitKind.PERSON, "potteries"),
        ("01782 960123", HitKind.NUMBER, "potteries"),
        ("+44 1782 960", HitKind.NUMBER, "potteries"),
        ("(01782)", HitKind.NUMBER, "potteries"),
        ("0044 1782", HitKind.NUMBER, "potteries"),
        ("82960", HitKind.NUMBER, "potteries"),
        ("st4 1aa", HitKind.POSTCODE, "potteries"),
        ("ST41AA", HitKind.POSTCODE, "potteries"),
        ("st4", HitKind.POSTCODE, "potteries"),
        ("st158", HitKind.POSTCODE, "data"),
        ("b11aa", HitKind.POSTCODE, "percent"),
        ("helen@", HitKind.EMAIL, "potteries"),
        ("INFO@MULLER.example", HitKind.EMAIL, "muller"),
        ("muller.example", HitKind.EMAIL, "muller"),
        ("#cloud", HitKind.TAG, "muller"),
        ("clou", HitKind.TAG, "muller"),
        ("stone", HitKind.TOWN, "data"),
        ("training juniors", HitKind.NOTE, "data"),
    ],
)
def test_the_first_hit_is_what_was_meant(
    book: Book, firms: dict[str, int], text: str, kind: HitKind, name: str
) -> None:
    first = hits(book, text)[0]
    assert (first.kind, first.company_id) == (kind, firms[name])


def test_a_hit_says_what_was_found_and_where(book: Book, firms: dict[str, int]) -> None:
    (one,) = hits(book, "marsh")
    assert (one.title, one.person_id) == ("Helen Marsh", firms["helen"])
    assert one.line == "Managing Director · Potteries Data Ltd · Stoke-on-Trent"
    (one,) = hits(book, "1782 960123")
    assert (one.title, one.matched) == ("Potteries Data Ltd", "01782 960123")
    assert one.line == "Helen Marsh · Stoke-on-Trent"
    (one,) = hits(book, "juniors")
    assert one.matched == "…r. Wants TRAINING for two juniors"
    assert (one.title, one.stage) == ("Data & Sons", "Declined")


def test_names_that_begin_so_come_before_names_that_hold_it(
    book: Book, firms: dict[str, int]
) -> None:
    assert [one.title for one in hits(book, "data")] == ["Data & Sons", "Potteries Data Ltd"]


def test_one_company_is_one_hit(book: Book, firms: dict[str, int]) -> None:
    found = [(one.company_id, one.person_id) for one in hits(book, "potteries")]
    assert len(found) == len(set(found))
    assert len(hits(book, "st", limit=2)) == 2


@pytest.mark.parametrize(
    "text", ["", "  ", "%", "_", "---", "'; DROP", "zzz", "potteries gone", "a\x00b"]
)
def test_what_is_not_there_finds_nothing(book: Book, firms: dict[str, int], text: str) -> None:
    assert hits(book, text) == ()


def test_the_trash_hides_nothing_that_is_not_in_it(book: Book) -> None:
    def fill(work: Work) -> None:
        for n in range(30):
            firm(work, f"Same {n:02}", trashed_at=START)
        firm(work, "Same 99")

    book.do(fill)
    assert [one.title for one in hits(book, "same", limit=1)] == ["Same 99"]


@given(text=st.text(max_size=40))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_typed_breaks_it(book: Book, firms: dict[str, int], text: str) -> None:
    assert len(hits(book, text, limit=3)) <= 3
