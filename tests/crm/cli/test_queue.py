"""The queue from the shell: its counts, a set of it, and the marks on it."""

from pathlib import Path

from crm.actions.call_sets import work_through
from crm.data.book import Book
from crm.data.queries.queue import call_queue
from tests.crm.cli.conftest import Shell


def places(shell: Shell) -> dict[str, int]:
    return {row["name"]: row["place"] for row in shell("queue", "--json").json}


def test_the_queue_is_listed_as_far_as_asked_for(at_ten: Shell) -> None:
    assert len(at_ten("queue", "--json", "--limit", 3).json) == 3
    ran = at_ten("queue", "--limit", 2)
    assert ran.out.count("\n") == 2
    assert "more" in ran.err


def test_the_counts_say_who_waits_for_what(at_ten: Shell) -> None:
    counts = at_ten("queue", "--counts", "--json").json
    assert counts["ready"] >= len(at_ten("queue", "--json").json)
    assert counts["no next step"] == 0
    assert {"call back later", "cooling down", "asked not to be called"} <= counts.keys()
    assert "cooling down" in at_ten("queue", "--counts").out


def test_marks_move_a_company_and_undo_takes_them_back(at_ten: Shell) -> None:
    names = list(places(at_ten))
    movable = [row for row in at_ten("queue", "--json").json if row["group"] == 4]
    name, other = movable[0]["name"], movable[1]["name"]
    assert at_ten("pin", name).out == f"Pin {name} to the top of the queue.\n"
    pinned = places(at_ten)[name]
    assert pinned < places(at_ten)[other]
    at_ten("later", name)
    assert places(at_ten)[name] == len(names)
    at_ten("snooze", name, "20m")
    assert name not in places(at_ten)
    at_ten("unmark", name)
    assert list(places(at_ten)) == names
    at_ten("undo")
    assert name not in places(at_ten)
    at_ten("today", name)
    assert "Added to today" in at_ten("queue").out


def test_a_snooze_that_is_not_understood_says_what_to_type(at_ten: Shell) -> None:
    ran = at_ten("snooze", "potteries", "soonish")
    assert (ran.code, "15:30" in ran.err, "UNTIL" in ran.err) == (2, True, True)


def test_only_a_set_is_listed_by_its_name(at_ten: Shell, demo: Path) -> None:
    book = Book.open(demo)
    some = [row.company_id for row in book.ask(call_queue).queue.rows[-3:]]
    book.do(work_through, "Stafford IT", some)
    book.close()
    rows = at_ten("queue", "--set", "stafford it", "--json").json
    assert {row["company_id"] for row in rows} == set(some)
    ran = at_ten("queue", "--set", "Leek")
    assert ran.code == 2
    assert "There are: Stafford IT" in ran.err
