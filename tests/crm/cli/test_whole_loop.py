"""The main job from the shell, as real processes: import, ring, print, take all of it back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = Path("companies_house/uktrade_data-hub-api/CH_data_test.csv")

REGISTER = (
    "CompanyName, CompanyNumber,RegAddress.CareOf,RegAddress.POBox,RegAddress.AddressLine1,"
    " RegAddress.AddressLine2,RegAddress.PostTown,RegAddress.County,RegAddress.Country,"
    "RegAddress.PostCode,CompanyCategory,CompanyStatus,CountryOfOrigin,IncorporationDate,"
    "SICCode.SicText_1,URI\n"
    '"ZEBRAFINCH COMPUTING LIMITED","99000001","","","UNIT 3","14 KILN LANE","STAFFORD","","",'
    '"ST16 2AA","Private Limited Company","Active","United Kingdom","13/03/1984",'
    '"62012 - Business and domestic software development",'
    '"http://business.data.gov.uk/id/company/99000001"\n'
    '"=TANSYLOW & SONS LTD","99000002","","","2 MILL LANE","","LEEK","","",'
    '"ST13 5AA","Private Limited Company","Active","United Kingdom","01/02/2001",'
    '"62020 - Information technology consultancy activities",'
    '"http://business.data.gov.uk/id/company/99000002"\n'
    '"GONE AWAY LIMITED","99000003","","","9 HIGH STREET","","STONE","","",'
    '"ST15 8AA","Private Limited Company","Liquidation","United Kingdom","01/02/1999","","'
    'http://business.data.gov.uk/id/company/99000003"\n'
)


def muster(*arguments: object, book: Path | None = None, expect: int = 0) -> str:
    ran = subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "MUSTER_BOOK": str(book or "")},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert ran.returncode == expect, ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stdout


def counts(book: Path) -> tuple[int, int]:
    found = json.loads(muster("check", "--json", book=book))
    assert found["troubles"] == []
    return found["companies"], found["activities"]


def entries(book: Path, company: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(muster("history", company, "--json", book=book))
    return found


def test_import_call_pack_and_undo_all_three(tmp_path: Path) -> None:
    book, register = tmp_path / "d.muster", tmp_path / "register.csv"
    register.write_text(REGISTER, encoding="utf-8")
    muster("demo", book, "--today", "2003-03-14")
    queue = json.loads(muster("--book", book, "--now", "2003-03-14 10:00", "queue", "--json"))
    assert all(row["reason"] for row in queue)
    before = counts(book)

    brought = json.loads(muster("import", register, "--json", book=book))
    assert (brought["create"], brought["skip"], brought["error"]) == (2, 1, 0)
    found = json.loads(muster("companies", "zebrafinch", "--json", book=book))
    assert found[0]["name"].upper() == "ZEBRAFINCH COMPUTING LIMITED"
    company = found[0]["id"]

    said = ["--person", "Ms Ann Wu", "--set", "channel=post", "--note", "Send it, <b>please</b>"]
    muster("log-call", company, "--outcome", "send-pack", *said, book=book)
    assert entries(book, company)[0]["note"] == "Send it, <b>please</b>"
    pdf = tmp_path / "pack.pdf"
    muster("pack", company, "-o", pdf, book=book)
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Ms Ann Wu" in text
    assert "ST16 2AA" in text

    for _ in range(3):
        muster("undo", book=book)
    assert counts(book) == before
    assert json.loads(muster("companies", "zebrafinch", "--json", book=book)) == []
    muster("undo", book=book, expect=2)
    for _ in range(3):
        muster("redo", book=book)
    assert entries(book, company)[0]["outcome"] == "send-pack"


def test_a_real_extract_of_the_register_comes_in_and_goes(tmp_path: Path) -> None:
    samples = Path(os.environ.get("MUSTER_SAMPLES", ROOT.parent / "shared" / "samples"))
    file = samples / SAMPLE
    if not file.is_file():
        pytest.skip("the sample of the register is not here (MUSTER_SAMPLES)")
    book = tmp_path / "real.muster"
    muster("new", book, "--signatory", "Alex Brook", "--street", "1 Sample Street",
           "--town", "Stafford", "--postcode", "ST16 2AA")  # fmt: skip
    copy = tmp_path / "register.csv"
    copy.write_bytes(file.read_bytes())
    brought = json.loads(muster("import", copy, "--json", book=book))
    assert brought["create"] > 100
    active = json.loads(muster("companies", "--limit", "1", "--json", book=book))[0]
    muster("log-call", active["id"], "--outcome", "no-answer", book=book)
    pdf = tmp_path / "pack.pdf"
    muster("pack", active["id"], "-o", pdf, book=book)
    assert PdfReader(pdf).pages
    for _ in range(3):
        muster("undo", book=book)
    assert json.loads(muster("companies", "--json", book=book)) == []
