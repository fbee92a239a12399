"""The command that says what calling came to."""

from tests.crm.cli.conftest import Shell


def test_the_measures_of_today_are_said(at_ten: Shell) -> None:
    ran = at_ten("measures", "--from", "2003-01-01")
    assert ran.code == 0
    lines = dict(line.split("\t", 1) for line in ran.out.splitlines() if "\t" in line)
    assert int(lines["dials"].split("\t")[0]) > int(lines["reached"].split("\t")[0]) > 0
    assert "Open companies without a next step: 0" in ran.out
    assert "1 January to 14 March 2003:" in ran.err


def test_the_measures_as_json_agree_with_the_table(at_ten: Shell) -> None:
    found = at_ten("measures", "--from", "2003-01-01", "--to", "2003-03-14", "--json").json
    table = at_ten("measures", "--from", "2003-01-01", "--to", "2003-03-14").out
    assert (found["from"], found["to"]) == ("2003-01-01", "2003-03-14")
    assert f"dials\t{found['everybody']['dials']}" in table
    assert sum(hour["dials"] for hour in found["hours"]) == found["everybody"]["dials"]
    assert (
        sum(one["dials"] for one in found["by_organiser"].values()) == (found["everybody"]["dials"])
    )
    assert found["without_step"] == 0


def test_days_that_cannot_be_are_refused(at_ten: Shell) -> None:
    for arguments in (("--from", "2003-03-20", "--to", "2003-03-01"), ("--from", "soon")):
        ran = at_ten("measures", *arguments)
        assert ran.code == 2
        assert ran.out == ""
        assert "--to" in ran.err or "--from" in ran.err
