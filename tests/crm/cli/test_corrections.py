"""A call is corrected from the shell by its number, saying what changed."""

from tests.crm.cli.conftest import Shell


def test_a_call_is_corrected_and_says_what_changed(at_ten: Shell) -> None:
    logged = at_ten("log-call", "bluebrick", "--outcome", "no-answer", "--json").json
    ran = at_ten(
        "correct-call", logged["activity_id"], "--outcome", "not-interested", "--set",
        "reason=cost", "--json",
    )  # fmt: skip
    assert ran.code == 0
    assert ran.json["stage"] == "Declined"
    assert ran.json["whole"]
    assert "Outcome: no answer → not interested." in ran.json["changes"]
    said = at_ten("correct-call", logged["activity_id"], "--outcome", "message").out
    assert "Outcome: not interested → left a message." in said


def test_what_is_missing_or_unknown_is_named(at_ten: Shell) -> None:
    logged = at_ten("log-call", "bluebrick", "--outcome", "no-answer", "--json").json
    assert (
        "reason" in at_ten("correct-call", logged["activity_id"], "--outcome", "not-interested").err
    )
    assert at_ten("correct-call", 987654321, "--outcome", "message").code != 0
    assert "--outcome" in at_ten("correct-call", logged["activity_id"]).err
