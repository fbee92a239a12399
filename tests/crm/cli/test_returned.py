"""Forms that come back, from the shell."""

from pathlib import Path

import pytest

from tests.books.returned import fill, page_with_form, scanned
from tests.crm.cli.conftest import Shell


@pytest.fixture
def blank(at_ten: Shell, tmp_path: Path) -> Path:
    """The fillable pack of one firm of the demo book."""
    file = tmp_path / "pack.pdf"
    assert at_ten("pack", "bluebrick", "-o", file, "--fillable").code == 0
    return file


def test_a_filled_form_becomes_an_application_of_its_company(
    at_ten: Shell, blank: Path, tmp_path: Path
) -> None:
    form = tmp_path / "back.pdf"
    answers = {"company.staff": "77", "company.vat_number": "123456789", "signed.name": "Ann Wu"}
    form.write_bytes(fill(blank.read_bytes(), answers))
    looked = at_ten("returned", form, "--look", "--json").json[0]
    assert looked["name"] == "Bluebrick Software"
    said = {one["field"]: one["standing"] for one in looked["answers"]}
    assert (said["company.staff"], said["company.vat_number"]) == ("differs", "new")
    assert "application" not in looked
    ran = at_ten("returned", form)
    assert ran.code == 0
    assert "File the application form of Bluebrick Software" in ran.out
    assert "company.vat_number" in ran.out
    firm = at_ten("companies", "bluebrick", "--json").json[0]
    assert (firm["stage"], firm["staff"] == 77) == ("Applied", False)
    again = at_ten("returned", form)
    assert again.code == 2
    assert "this very file already" in again.err
    assert at_ten("undo").code == 0
    ran = at_ten("returned", form, "--take", "company.staff", "--how", "post", "--json")
    assert ran.json[0]["taken"] == ["company.staff", "company.vat_number"]
    assert at_ten("companies", "bluebrick", "--json").json[0]["staff"] == 77


def test_each_file_is_filed_or_named_with_what_is_wrong(
    at_ten: Shell, blank: Path, tmp_path: Path
) -> None:
    scan, broken = tmp_path / "scan.png", tmp_path / "broken.pdf"
    pdf = blank.read_bytes()
    scan.write_bytes(scanned(pdf, page_with_form(pdf)))
    broken.write_bytes(b"%PDF-1.4 nothing")
    ran = at_ten("returned", broken, scan, tmp_path / "none.pdf")
    assert ran.code == 2
    assert "broken.pdf is damaged" in ran.err
    assert "none.pdf: it cannot be read" in ran.err
    assert "2 of 3 files" in ran.err
    assert "application" in ran.out
    assert at_ten("companies", "bluebrick", "--json").json[0]["stage"] == "Applied"


def test_a_form_that_does_not_say_whose_it_is_asks(
    at_ten: Shell, blank: Path, tmp_path: Path
) -> None:
    nobody = tmp_path / "nobody.png"
    nobody.write_bytes(scanned(blank.read_bytes(), 0, dpi=20))
    ran = at_ten("returned", nobody)
    assert ran.code == 2
    assert "--company" in ran.err
    assert at_ten("returned", nobody, "--company", "bluebrick").code == 0
    assert at_ten("returned", nobody, blank, "--company", "bluebrick").code == 2
    assert at_ten("returned", nobody, "--take", "company.shoe_size").code == 2
