"""Letters from the shell: written, made, put back, labelled, printed again, and come back."""

from pathlib import Path

from pypdf import PdfReader

from tests.crm.cli.conftest import Shell
from tests.crm.documents.reading import page_text


def made_run(shell: Shell, file: Path) -> int:
    ran = shell("pack", "bluebrick", "potteries", "-o", file, "--json")
    assert ran.code == 0
    return int(ran.json["run"])


def references(shell: Shell, run: int) -> list[str]:
    return [one["reference"] for one in shell("letters", run, "--json").json["documents"]]


def test_a_letter_is_written_and_waits_beside_the_packs(at_ten: Shell, tmp_path: Path) -> None:
    before = at_ten("letters", "--json").json
    wrong = at_ten("write-letter", "bluebrick", "--person", "nobody", "--text", "Hello")
    assert (wrong.code, "Dr Ann Wu" in wrong.err) == (2, True)
    assert at_ten("write-letter", "bluebrick", "--text", "  ").code == 2
    ran = at_ten(
        "write-letter", "bluebrick", "--person", "ann wu", "--subject", "Thank you",
        "--text", "Thank you for the tour.",
    )  # fmt: skip
    assert ran.code == 0
    assert "waits in the queue" in ran.out
    waiting = at_ten("letters", "--json").json["queued"]
    (letter,) = [one for one in waiting if one["subject"] == "Thank you"]
    assert letter["person"] == "Dr Ann Wu"
    file = tmp_path / "pack.pdf"
    assert at_ten("pack", "bluebrick", "-o", file).code == 0
    assert letter["reference"] not in page_text(file.read_bytes())
    for _ in range(2):
        at_ten("undo")
    assert at_ten("letters", "--json").json == before


def test_a_saved_pack_is_chosen_by_name(at_ten: Shell, tmp_path: Path) -> None:
    file = tmp_path / "reminder.pdf"
    wrong = at_ten("pack", "bluebrick", "-o", file, "--pack", "nonsense")
    assert (wrong.code, "Second mailing" in wrong.err) == (2, True)
    assert at_ten("pack", "bluebrick", "-o", file, "--pack", "reminder").code == 0
    assert len(PdfReader(file).pages) == 2
    assert at_ten("restore-parts").out.startswith("Every part")


def test_a_run_has_labels_envelopes_and_a_list_in_its_order(at_ten: Shell, tmp_path: Path) -> None:
    run = made_run(at_ten, tmp_path / "packs.pdf")
    names = [one["company"] for one in at_ten("letters", run, "--json").json["documents"]]
    sheet, list_, covers = (tmp_path / f"{n}.pdf" for n in ("labels", "list", "envelopes"))
    ran = at_ten("labels", run, "--sheet", "L7160", "--from", 21, "-o", sheet)
    assert (ran.code, "2 of 2 addresses on 2 sheets of L7160" in ran.out) == (0, True)
    pages = [page_text(sheet.read_bytes(), number) for number in range(2)]
    assert [name in page for name, page in zip(names, pages, strict=True)] == [True, True]
    assert at_ten("envelopes", run, "--size", "C5", "-o", covers, "--shift", "1,-0.5").code == 0
    assert len(PdfReader(covers).pages) == 2
    assert at_ten("posting-list", run, "-o", list_).code == 0
    listed = page_text(list_.read_bytes())
    assert listed.index(names[0]) < listed.index(names[1])
    for wrong in (
        ("labels", run, "--sheet", "L1", "-o", sheet),
        ("labels", run, "--from", 99, "-o", sheet),
        ("envelopes", run, "--size", "B4", "-o", sheet),
        ("envelopes", run, "--shift", "far", "-o", sheet),
        ("posting-list", 999_999, "-o", sheet),
    ):
        assert at_ten(*wrong).code == 2


def test_a_letter_is_printed_again_put_back_and_comes_back(at_ten: Shell, tmp_path: Path) -> None:
    run = made_run(at_ten, tmp_path / "packs.pdf")
    first, last = references(at_ten, run)
    files = [tmp_path / f"{name}.pdf" for name in ("run", "one", "same")]
    assert at_ten("reprint", run, "-o", files[0]).code == 0
    assert files[0].read_bytes() == (tmp_path / "packs.pdf").read_bytes()
    for file in files[1:]:
        assert at_ten("reprint", last.lower().replace("-", ""), "-o", file).code == 0
    assert files[1].read_bytes() == files[2].read_bytes()
    assert last in page_text(files[1].read_bytes())
    assert at_ten("came-back", first).code == 2
    assert at_ten("put-back", run, "--from", last).code == 0
    assert references(at_ten, run) == [first]
    assert at_ten("post", run).code == 0
    ran = at_ten("came-back", first, "--why", "gone away")
    assert (ran.code, "came back from" in ran.out) == (0, True)
    assert at_ten("came-back", first).code == 2
    typo = at_ten("reprint", f"{first[:-1]}{'A' if first[-1] != 'A' else 'B'}", "-o", files[0])
    assert (typo.code, "one of its characters is wrong" in typo.err) == (2, True)
    assert at_ten("reprint", last, "-o", files[0]).code == 2
