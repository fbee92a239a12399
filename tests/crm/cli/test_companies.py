"""Listing companies, the history of one, and the call queue."""

from tests.crm.cli.conftest import Shell


def test_companies_are_filtered_and_counted(at_ten: Shell) -> None:
    ran = at_ten("companies", "branch:staffordshire", "stage:member", "--json")
    lines = ran.json
    assert ran.code == 0
    assert lines
    assert {line["stage"] for line in lines} == {"Member"}
    assert {line["branch"] for line in lines} == {"Staffordshire"}
    few = at_ten("companies", "--limit", "3")
    assert few.out.count("\n") == 3
    assert "3 of 320 companies" in few.err
    assert len(at_ten("companies", "--limit", "0", "--json").json) == 320


def test_an_empty_list_names_the_term_to_blame(at_ten: Shell) -> None:
    ran = at_ten("companies", "town:stafford", "town:atlantis")
    assert ran.code == 0
    assert ran.out == ""
    assert "atlantis" in ran.err


def test_a_filter_that_means_nothing_is_refused(at_ten: Shell) -> None:
    ran = at_ten("companies", "colour:blue")
    assert ran.code == 2
    assert "colour" in ran.err


def test_the_history_tells_what_was_said(at_ten: Shell) -> None:
    ran = at_ten("history", "potteries")
    assert "Membership pack posted to Helen Marsh" in ran.out
    assert "Wants training for two juniors" in ran.out
    assert "Potteries Data Ltd, Pack sent" in ran.err
    entries = at_ten("history", "Potteries Data Ltd", "--json").json
    assert entries[-1]["title"] == "Added"
    assert [e["at"] for e in entries] == sorted((e["at"] for e in entries), reverse=True)


def test_a_company_that_is_none_or_several_is_named(at_ten: Shell) -> None:
    assert "No company is called" in at_ten("history", "atlantis").err
    several = at_ten("history", "Ltd data")
    assert several.code == 2
    many = at_ten("history", "hosting")
    assert many.code == 2
    assert "may be several companies" in many.err


def test_the_queue_gives_a_reason_for_each(at_ten: Shell) -> None:
    rows = at_ten("queue", "--json").json
    assert len(rows) > 30
    assert all(row["reason"] and row["company_id"] and row["name"] for row in rows)
    assert [row["place"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["group"] for row in rows] == sorted(row["group"] for row in rows)
    assert at_ten("queue").out.count("\n") == len(rows)


def test_the_clock_decides_what_is_due(shell: Shell, demo: object) -> None:
    late = shell("--book", demo, "--now", "2003-03-14 16:50", "queue", "--json").json
    early = shell("--book", demo, "--now", "2003-03-14 09:20", "queue", "--json").json
    promised = [sum(row["group"] == 1 for row in rows) for rows in (early, late)]
    assert promised[0] < promised[1]
