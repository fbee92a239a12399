"""Reading forms that come back, and saying plainly what is wrong with those that cannot be read."""

import io
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from crm.documents.form import ApplicationForm
from crm.documents.form_layout import COMPANY, PEOPLE, SIGNED, TICKS
from crm.documents.pack import make_pack
from crm.documents.returned_form import LARGEST, Manner, read_returned_form
from crm.documents.samples import sample_form, sample_pack
from crm.domain.application_form import BAND, QUESTIONS, YES, Answering
from crm.domain.errors import Refusal
from tests.books.returned import as_pdf, fill, page_with_form, scanned
from tests.crm.documents.reading import page_text

REFERENCE = "WM-0482-K"
HOSTILE = [
    "Łódź & Tŵr <b>Data</b> Ltd",
    "{{ x }} {% include 'a' %} \\ “q” (Ω)",
    "Datenbanken für Ελλάδα, Кириллица",
    '=HYPERLINK("http://x.example")',
    "Robert'); DROP TABLE companies;--",
    "/JavaScript (app.alert(1)) endobj",
]


def sent(
    form: ApplicationForm | None = None, *, fillable: bool = True, alone: bool = True
) -> bytes:
    pack = sample_pack()
    parts = (form or sample_form(),) if alone else pack.parts
    return make_pack([replace(pack, parts=parts, reference=REFERENCE)], fillable=fillable).pdf


@pytest.fixture(scope="module")
def form() -> bytes:
    return sent()


def test_the_questions_are_those_of_the_form() -> None:
    entries = [entry for row in (*COMPANY, *PEOPLE, SIGNED) for entry in row]
    ticks = [name for _lead, group in TICKS for name, _label in group]
    asked = {one.name: one for one in QUESTIONS}
    assert set(asked) == {entry.name for entry in entries} | set(ticks) | {BAND}
    assert {name for name, one in asked.items() if one.answering is Answering.TICK} == set(ticks)
    long = {entry.name for entry in entries if entry.lines > 1}
    assert {name for name, one in asked.items() if one.answering is Answering.LONG} == long


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_filled_in_is_read_back_as_it_was_typed(form: bytes, text: str) -> None:
    back = read_returned_form(
        fill(form, {"company.name": text, "member.last_name": text}, ("payment.invoice",))
    )
    assert (back.manner, back.reference) == (Manner.FILLED, REFERENCE)
    assert back.answers["company.name"] == back.answers["member.last_name"] == text
    assert back.answers["payment.invoice"] == YES
    assert back.answers["directory.listed"] == ""
    assert not back.untouched & {"company.name", "member.last_name", "payment.invoice"}
    assert "company.staff" in back.untouched


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs")), max_size=60))
def test_any_letters_come_back(text: str) -> None:
    back = read_returned_form(fill(_plain_form(), {"company.activities": text}))
    import unicodedata

    assert back.answers["company.activities"] == unicodedata.normalize("NFC", text).strip()


def _plain_form(kept: list[bytes] = []) -> bytes:  # noqa: B006 -- drawn once
    if not kept:
        kept.append(sent())
    return kept[0]


def test_values_that_were_printed_come_back_from_a_form_nobody_touched() -> None:
    values = {"company.name": HOSTILE[0], "member.first_name": "Siân ’n’"}
    back = read_returned_form(sent(ApplicationForm(values, sample_form().bands)))
    assert {name: back.answers[name] for name in values} == values
    assert back.untouched >= set(values)
    assert back.answers[BAND] == sample_form().bands[2].label


def test_two_ticked_bands_are_no_answer(form: bytes) -> None:
    back = read_returned_form(fill(form, {}, ("membership.band_1",)))
    assert back.answers[BAND] == ""
    assert "Two fee bands" in back.remark


def test_the_form_is_found_behind_the_letter_of_its_pack() -> None:
    pdf = sent(alone=False)
    back = read_returned_form(pdf)
    assert back.page == page_with_form(pdf) > 0
    assert back.pages == len(pypdf.PdfReader(io.BytesIO(back.shown)).pages) == 1
    assert "Application for membership" in page_text(back.shown)
    assert "Potteries Data Ltd" in page_text(back.shown)  # what stands in a field, too


@pytest.mark.parametrize("turned", [0, 4, -11, 90, 178])
def test_the_code_is_read_from_a_turned_and_noisy_scan_at_150_dpi(
    form: bytes, turned: float
) -> None:
    back = read_returned_form(scanned(form, 0, turned=turned))
    assert (back.manner, back.reference, back.media_type) == (
        Manner.PICTURE, REFERENCE, "image/png",
    )  # fmt: skip
    assert not back.answers
    assert "Key the answers in" in back.remark
    assert len(pypdf.PdfReader(io.BytesIO(back.shown)).pages) == 1


def test_a_photograph_is_turned_as_the_camera_says(form: bytes) -> None:
    picture = Image.open(io.BytesIO(scanned(form, 0, turned=0))).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, quality=60)
    back = read_returned_form(written.getvalue())
    assert (back.reference, back.media_type) == (REFERENCE, "image/jpeg")
    shown = pypdf.PdfReader(io.BytesIO(back.shown)).pages[0].mediabox
    assert shown.height > shown.width


def test_a_scan_in_a_pdf_and_a_flat_form_are_found_by_their_code(form: bytes) -> None:
    flat = sent(alone=False, fillable=False)
    for pdf in (as_pdf(scanned(form, 0)), flat):
        back = read_returned_form(pdf)
        assert (back.manner, back.reference) == (Manner.PICTURE, REFERENCE)
        assert "no fields" in back.remark


def test_a_page_without_any_reference_says_so() -> None:
    blank = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(blank, "PDF", resolution=150)
    for content in (blank.getvalue(), scanned(sent(), 0, dpi=16, noise=0)):
        back = read_returned_form(content)
        assert back.reference == ""
        assert back.remark.startswith("No reference was found")


def test_a_strangers_form_is_no_form_of_ours(form: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(form)))
    kept = [
        one
        for one in writer.pages[0]["/Annots"]
        if one.get_object()["/T"] not in {"reference", "version"}
    ]
    writer.pages[0][pypdf.generic.NameObject("/Annots")] = pypdf.generic.ArrayObject(kept)
    fields = writer.root_object["/AcroForm"]["/Fields"]
    for parent in list(fields):
        if parent.get_object().get("/T") == "form":
            fields.remove(parent)
    written = io.BytesIO()
    writer.write(written)
    back = read_returned_form(written.getvalue())
    # The code on its page is still there, and names the pack.
    assert (back.manner, back.reference) == (Manner.PICTURE, REFERENCE)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 a spreadsheet", "neither a PDF nor a picture"),
        (b"%PDF-1.4\nrubbish", "damaged"),
        (b"\x89PNG\r\n\x1a\n rubbish", "damaged"),
        (b"\xff\xd8\xff rubbish", "damaged"),
        (b"%PDF" + b"x" * LARGEST, "larger than 25 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        read_returned_form(content, "scan.pdf")
    assert refused.value.field == "file"
    assert refused.value.message.startswith("scan.pdf")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.99])
def test_a_form_cut_short_is_read_or_refused_but_never_breaks(form: bytes, cut: float) -> None:
    refused = ""
    try:
        found = read_returned_form(form[: int(len(form) * cut)]).reference
    except Refusal as refusal:
        refused, found = refusal.field or "no field", ""
    assert found in {"", REFERENCE}
    assert refused in {"", "file"}


def test_a_locked_form_asks_for_one_that_is_not(form: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(form)))
    writer.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    with pytest.raises(Refusal, match="password"):
        read_returned_form(written.getvalue())


def test_a_picture_with_far_too_many_dots_is_refused() -> None:
    written = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(written, "PNG")
    with pytest.raises(Refusal, match="too many dots"):
        read_returned_form(written.getvalue())
