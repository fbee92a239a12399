"""Logging calls from the shell: what must be said is named, and what follows is shown."""

import pytest

from crm.domain.outcomes import Outcome
from tests.crm.cli.conftest import Ran, Shell


def log(shell: Shell, outcome: str, *more: str, company: str = "bluebrick") -> Ran:
    return shell("log-call", company, "--outcome", outcome, *more)


def test_no_answer_needs_nothing_more(at_ten: Shell) -> None:
    ran = log(at_ten, "no-answer", "--json")
    assert ran.code == 0
    assert ran.json["next_step"]["due_on"] == "2003-03-18"
    assert ran.json["next_step"]["part"] == "early afternoon"
    assert "tries, nobody reached" in at_ten("history", "bluebrick").out


MISSING = [
    ("", [], "--outcome"),
    ("call-back", [], "--next"),
    ("call-back", ["--next", "tue 2pm"], "--person"),
    ("gatekeeper", [], "gatekeeper_name"),
    ("send-pack", ["--person", "Ann Wu"], "channel"),
    ("not-interested", [], "reason"),
    ("bad-number", [], "number_fate"),
    ("will-join", [], "plan"),
    ("will-join", ["--set", "plan=5–10"], "signatory"),
    ("booked", [], "which"),
    ("booked", ["--set", "which=Branch evening"], "--next"),
    ("do-not-call", ["--set", "scope=company"], "who_asked"),
    ("do-not-call", [], "scope"),
]


@pytest.mark.parametrize(("outcome", "said", "named"), MISSING)
def test_what_an_outcome_must_say_is_named(
    at_ten: Shell, outcome: str, said: list[str], named: str
) -> None:
    ran = log(at_ten, outcome, *said)
    assert ran.code == 2
    assert named in ran.err
    assert "Undo" not in at_ten("undo", "--list").out


SAID: dict[Outcome, list[str]] = {
    Outcome.NO_ANSWER: [],
    Outcome.MESSAGE: ["--note", "Left word"],
    Outcome.ENGAGED: [],
    Outcome.CALL_BACK: ["--next", "tue 2pm", "--person", "ann"],
    Outcome.GATEKEEPER: ["--set", "gatekeeper_name=Jon", "--set", "best_time=mon am"],
    Outcome.SEND_PACK: ["--person", "Ann Wu", "--set", "channel=post"],
    Outcome.NOT_NOW: ["--next", "+90d"],
    Outcome.NOT_INTERESTED: ["--set", "reason=cost"],
    Outcome.BAD_NUMBER: ["--set", "fate=disconnected"],
    Outcome.WILL_JOIN: ["--set", "plan=5–10", "--set", "signatory=Ann Wu"],
    Outcome.BOOKED: ["--set", "which=Branch evening", "--next", "8 apr"],
    Outcome.DO_NOT_CALL: ["--set", "scope=company", "--set", "who_asked=Ann Wu"],
}


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_can_be_logged_and_undone(at_ten: Shell, outcome: Outcome) -> None:
    before = at_ten("history", "bluebrick", "--json").json
    assert log(at_ten, outcome, *SAID[outcome]).code == 0
    entries = at_ten("history", "bluebrick", "--json").json
    calls = [*entries, *(inner for entry in entries for inner in entry["inside"])]
    assert any(entry["outcome"] == outcome for entry in calls)
    assert len(at_ten("companies", "bluebrick", "--json").json) == 1
    if outcome is not Outcome.DO_NOT_CALL:
        assert at_ten("undo").code == 0
        assert at_ten("history", "bluebrick", "--json").json == before


def test_a_bad_number_is_the_one_that_was_said(at_ten: Shell) -> None:
    phone = at_ten("companies", "bluebrick", "--json").json[0]["phone"]
    wrong = log(at_ten, "bad-number", "--set", "number_fate=fax", "--set", "number=020 7946 0000")
    assert wrong.code == 2
    national = f"0{phone[3:]}"
    ran = log(at_ten, "bad-number", "--set", "number_fate=fax", "--set", f"number={national}")
    assert ran.code == 0
    assert at_ten("companies", "bluebrick", "--json").json[0]["phone"] != phone


def test_values_that_are_none_are_refused(at_ten: Shell) -> None:
    for said in (
        ["--next", "after the holidays"],
        ["--set", "colour=blue"],
        ["--set", "channel"],
        ["--set", "channel=pigeon"],
        ["--set", "seconds=soon"],
        ["--set", "at=2003-03-15 10:00"],
        ["--person", "999999"],
    ):
        ran = log(at_ten, "no-answer", *said)
        assert ran.code == 2, said
        assert ran.err
    assert log(at_ten, "shouted").code == 2


def test_someone_new_is_added_and_the_past_can_be_logged(at_ten: Shell) -> None:
    said = ["--person", "Mr Bill Bloggs", "--next", "tue 2pm", "--set", "at=2003-03-13 15:10"]
    assert log(at_ten, "call-back", *said).code == 0
    assert "with Bill Bloggs" in at_ten("history", "bluebrick").out
    assert len(at_ten("companies", 'person:"bill bloggs"', "--json").json) == 1
