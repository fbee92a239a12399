"""Bringing lists in from the shell."""

from pathlib import Path

from tests.crm.cli.conftest import Shell

LIST = """Firm,Contact,Tel,Town,Postcode,Staff
Otterwharf Data Ltd,Helen Marsh,01632 960123,Stafford,ST16 2AA,12
"Łódź & <b>Sons</b> {{ x }}",Jon Adeyemi,not known,Leek,nonsense,three
,Nobody,01632 960125,Stone,ST15 8AA,4
=cmd Systems,Priya Nair,0121 496 0001,Walsall,WS1 1AA,8
"""


def the_list(tmp_path: Path) -> Path:
    file = tmp_path / "firms.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def test_a_dry_run_tells_and_changes_nothing(at_ten: Shell, tmp_path: Path) -> None:
    file = the_list(tmp_path)
    ran = at_ten("import", file, "--dry-run")
    assert ran.code == 0
    assert ran.out == "Would import firms.csv: 3 new, 0 filled in, 0 skipped, 1 left out.\n"
    assert "Firm → company name" in ran.err
    assert "Row 4:" in ran.err
    assert sorted(path.suffix for path in tmp_path.iterdir() if "firms" in path.name) == [".csv"]
    assert len(at_ten("companies", "--limit", "0", "--json").json) == 320


def test_a_list_comes_in_and_goes_out_as_one_step(at_ten: Shell, tmp_path: Path) -> None:
    file = the_list(tmp_path)
    ran = at_ten("import", file, "--json")
    assert ran.code == 0
    facts = ran.json
    assert (facts["create"], facts["error"]) == (3, 1)
    assert facts["columns"]["Firm"] == "company name"
    left_out = Path(facts["rows_left_out"]).read_text(encoding="utf-8-sig")
    assert "Nobody" in left_out
    company = at_ten("companies", "otterwharf", "--json").json[0]
    assert (company["stage"], company["branch"]) == ("New", "Staffordshire")
    assert "Added from firms.csv, row 2" in at_ten("history", "otterwharf").out
    assert "<b>Sons</b>" in at_ten("companies", "łódź").out
    again = at_ten("import", file, "--json").json
    assert (again["create"], again["skip"]) == (0, 3)
    assert at_ten("undo", facts["step"]).code == 0
    assert len(at_ten("companies", "--limit", "0", "--json").json) == 320


def test_columns_can_be_said(at_ten: Shell, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("X;Y\nQuincebeck Web;Somebody\n", encoding="utf-8")
    said = ["--mapping", "X=company name", "--mapping", "Y=nothing", "--delimiter", ";"]
    assert at_ten("import", file, *said, "--dry-run", "--json").json["create"] == 1
    wrong = at_ten("import", file, "--mapping", "Z=company name")
    assert (wrong.code, "X, Y" in wrong.err) == (2, True)
    assert at_ten("import", file, "--mapping", "X=colour").code == 2


def test_files_that_are_no_lists_are_named(at_ten: Shell, tmp_path: Path) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    for wrong in (picture, tmp_path / "none.csv", tmp_path):
        ran = at_ten("import", wrong)
        assert ran.code == 2, wrong
        assert wrong.name in ran.err
    assert at_ten("import", the_list(tmp_path), "--encoding", "klingon").code == 2
