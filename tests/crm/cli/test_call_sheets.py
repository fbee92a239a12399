"""The command that makes a call sheet."""

from pathlib import Path

from crm.documents.rendering import count_pages
from tests.crm.cli.conftest import Shell
from tests.crm.documents.reading import page_text


def test_a_call_sheet_is_made_from_the_queue(at_ten: Shell, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    queue = at_ten("queue", "--json").json
    ran = at_ten("call-sheet", "-o", file, "--limit", 5, "--json")
    assert ran.code == 0
    made = ran.json
    assert made["sheet"] == "Call sheet 14 Mar 2003 no. 1"
    assert len(made["companies"]) == 5
    assert made["pages"] == count_pages(file.read_bytes())
    assert "Call sheet 1403-1" in page_text(file.read_bytes())
    assert queue
    again = at_ten("call-sheet", "-o", file, "--limit", 3)
    assert "Call sheet 14 Mar 2003 no. 2: 3 companies on 1 page" in again.out


def test_a_sheet_that_cannot_be_made_leaves_nothing(at_ten: Shell, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    for arguments in (
        ("-o", tmp_path / "nowhere" / "sheet.pdf"),
        ("-o", file, "--limit", 0),
        ("-o", file, "--day", "2003-03-13"),
    ):
        ran = at_ten("call-sheet", *arguments)
        assert ran.code == 2
        assert not file.exists()
    assert "no. 1:" in at_ten("call-sheet", "-o", file).out
