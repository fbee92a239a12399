"""Packs from the shell: made, filed, written, posted and taken back."""

from pathlib import Path

from pypdf import PdfReader

from tests.crm.cli.conftest import Shell


def test_a_pack_is_made_filed_and_written_as_one_step(at_ten: Shell, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    before = at_ten("letters", "--json").json
    ran = at_ten("pack", "bluebrick", "-o", file, "--json")
    assert ran.code == 0
    made = ran.json
    reader = PdfReader(file)
    assert len(reader.pages) == made["pages"]
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Bluebrick Software" in text
    assert "Dr Ann Wu" in text
    run = at_ten("letters", made["run"], "--json").json
    assert [one["company"] for one in run["documents"]] == ["Bluebrick Software"]
    again = tmp_path / "again.pdf"
    assert at_ten("letters", made["run"], "-o", again).code == 0
    assert again.read_bytes() == file.read_bytes()
    assert at_ten("undo").code == 0
    assert at_ten("letters", "--json").json == before
    assert at_ten("letters", made["run"]).code == 2


def test_several_companies_make_one_run_and_a_waiting_pack_is_used(
    at_ten: Shell, tmp_path: Path
) -> None:
    waiting = at_ten("letters", "--json").json["queued"]
    first = next(one for one in waiting if one["postcode"] and one["person"])
    file = tmp_path / "packs.pdf"
    ran = at_ten("pack", first["company_id"], "bluebrick", "bluebrick", "-o", file, "--json")
    assert ran.json["packs"] == 2
    left = at_ten("letters", "--json").json["queued"]
    assert len(left) == len(waiting) - 1
    assert first["id"] not in {one["id"] for one in left}


def test_posting_writes_the_history_and_can_be_undone(at_ten: Shell, tmp_path: Path) -> None:
    made = at_ten("pack", "bluebrick", "-o", tmp_path / "pack.pdf", "--json").json
    ran = at_ten("post", made["run"])
    assert ran.code == 0
    assert "1 pack on the way" in ran.out
    assert at_ten("companies", "bluebrick", "--json").json[0]["stage"] == "Pack sent"
    assert at_ten("post", made["run"]).code == 2
    assert at_ten("undo").code == 0
    assert at_ten("companies", "bluebrick", "--json").json[0]["stage"] == "In conversation"
    assert at_ten("post", made["run"], "--on", "2003-03-20").code == 2
    assert at_ten("post", made["run"], "--on", "2003-03-13").code == 0


def test_a_fillable_form_goes_to_one_company(at_ten: Shell, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    assert at_ten("pack", "bluebrick", "potteries", "-o", file, "--fillable").code == 2
    assert at_ten("pack", "bluebrick", "-o", file, "--fillable").code == 0
    fields = PdfReader(file).get_fields() or {}
    assert any(field.get("/V") == "Bluebrick Software" for field in fields.values())


def test_what_cannot_be_made_changes_nothing(at_ten: Shell, tmp_path: Path) -> None:
    before = at_ten("letters", "--json").json
    file = tmp_path / "pack.pdf"
    nowhere = at_ten("pack", "bluebrick", "-o", tmp_path / "none" / "pack.pdf")
    assert (nowhere.code, "no folder" in nowhere.err) == (2, True)
    homeless = next(one for one in before["queued"] if not one["postcode"])
    held = at_ten("pack", "bluebrick", homeless["company_id"], "-o", file)
    assert held.code == 2
    assert homeless["company"] in held.err
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    unwritable = at_ten("pack", "bluebrick", "-o", folder)
    assert unwritable.code == 1
    assert "could not be written" in unwritable.err
    assert at_ten("letters", "--json").json == before
    assert not file.exists()


def test_someone_who_wants_no_post_gets_none(at_ten: Shell, tmp_path: Path) -> None:
    declined = at_ten("companies", "stage:declined", "--limit", "0", "--json").json
    refused = [
        ran.err
        for company in declined
        if (ran := at_ten("pack", company["id"], "-o", tmp_path / "pack.pdf")).code == 2
    ]
    assert len(refused) == 2
    assert all("post" in message for message in refused)
