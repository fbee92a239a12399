"""Foreign PDFs: what is seen is taken over, what acts is not, what cannot be read is refused."""

import io
import os
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from crm.documents.content import PackContent
from crm.documents.fonts import Face, draw_line, font_name, new_canvas
from crm.documents.foreign_pdf import MOST_PAGES, read_pdf
from crm.documents.inserted import InsertedPdf, Placement
from crm.documents.mandate import Mandate
from crm.documents.pack import check_pack, make_pack
from crm.documents.sample_parts import sample_parts
from crm.documents.samples import LOOK, sample_letter, sample_pack
from crm.domain.errors import Refusal
from tests.crm.documents.reading import (
    active_names,
    bare,
    glyphs,
    ink,
    loose_fonts,
    page_sizes,
    page_text,
    picture,
)

A4 = (595.276, 841.89)


def plain(*words: str, size: tuple[float, float] = A4) -> bytes:
    """A PDF of one page for each word, which stands near the top left."""
    file = io.BytesIO()
    canvas = new_canvas(file)
    for word in words:
        canvas.setPageSize(size)
        draw_line(canvas, 72, size[1] - 72, word, font_name(Face.PLAIN), 24)
        canvas.rect(2, 2, size[0] - 4, size[1] - 4)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def changed(pdf: bytes, change: object) -> bytes:
    """A PDF after something was done to its writer."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)  # type: ignore[operator]
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def pack(pdf: bytes, placement: Placement = Placement.WHOLE, **options: object) -> PackContent:
    part = InsertedPdf(pdf, "Code of conduct", placement, **options)  # type: ignore[arg-type]
    return replace(sample_pack(), parts=(part,))


def drawn(pdf: bytes, placement: Placement = Placement.WHOLE, **options: object) -> bytes:
    made = make_pack([pack(pdf, placement, **options)], fillable=False)
    assert made.problems == ()
    return made.pdf


def evil(writer: pypdf.PdfWriter) -> None:
    """Put into a PDF everything that acts."""
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.x()"),
        }
    )
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("/bin/sh")}
    )
    link = DictionaryObject({
        NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("http://x.example"),
    })  # fmt: skip
    root = writer.root_object
    root[NameObject("/OpenAction")] = writer._add_object(script)
    root[NameObject("/AA")] = DictionaryObject({NameObject("/WC"): script})
    root[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): DictionaryObject(
        {NameObject("/Names"): ArrayObject([TextStringObject("a"), script])}
    )})  # fmt: skip
    root[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("<x/>")})
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): launch})
    box = ArrayObject([FloatObject(n) for n in (10, 10, 90, 90)])
    page[NameObject("/Annots")] = ArrayObject([
        writer._add_object(DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): box, NameObject("/A"): action, NameObject("/F"): NumberObject(4),
        }))
        for action in (script, launch, link)
    ])  # fmt: skip
    writer.add_attachment("virus.exe", b"MZ")


@pytest.mark.parametrize("placement", Placement)
def test_what_acts_stays_behind(placement: Placement) -> None:
    nasty = changed(plain("Visible http://x.example"), evil)
    assert active_names(nasty) >= {"/JS", "/OpenAction", "/AA", "/EmbeddedFile", "/URI", "/XFA"}
    made = drawn(nasty, placement)
    assert active_names(made) == set()
    assert b"virus" not in made
    assert "Visible http://x.example" in page_text(made)
    assert loose_fonts(made) == set()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_printed_as_it_is_seen(turn: int) -> None:
    source = changed(plain("Corner", size=(400, 600)), lambda w: w.pages[0].rotate(turn))
    made = drawn(source)
    (wide, high), (source_wide, source_high) = page_sizes(made)[0], page_sizes(source)[0]
    assert (wide, high) == (
        pytest.approx(source_wide, abs=0.1),
        pytest.approx(source_high, abs=0.1),
    )
    ours, theirs = picture(made, dpi=60), picture(source, dpi=60)
    for box in ((0, 0, wide / 2, high / 2), (wide / 2, 0, wide, high / 2),
                (0, high / 2, wide / 2, high), (wide / 2, high / 2, wide, high)):  # fmt: skip
        assert ink(ours, 60, box) == pytest.approx(ink(theirs, 60, box), rel=0.06, abs=6)


def test_pages_of_mixed_sizes_keep_theirs_and_only_the_chosen_ones_come() -> None:
    writer = pypdf.PdfWriter()
    for word, size in (("One", A4), ("Two", (300, 200)), ("Three", (700, 500))):
        writer.append(io.BytesIO(plain(word, size=size)))
    file = io.BytesIO()
    writer.write(file)
    made = drawn(file.getvalue())
    assert [(round(w), round(h)) for w, h in page_sizes(made)] == [
        (210, 297),
        (106, 71),
        (247, 176),
    ]
    chosen = drawn(file.getvalue(), first=2, last=2)
    assert page_text(chosen) == "Two"
    for first, last in ((0, 1), (2, 1), (1, 4)):
        (problem,) = check_pack(pack(file.getvalue(), first=first, last=last))
        assert (problem.field, problem.holds) == ("pages", True)


def test_on_the_letterhead_it_is_scaled_into_the_margins_and_never_up() -> None:
    made = drawn(plain("Large", "Second", size=(1200, 1600)), Placement.ON_LETTERHEAD)
    assert [(round(w), round(h)) for w, h in page_sizes(made)] == [(210, 297)] * 2
    assert "West Midlands IT Association" in page_text(made, 0)
    assert "Code of conduct · WM-0482-K Page 2 of 2" in page_text(made, 1)
    for page in (0, 1):
        image = picture(made, page, dpi=100)
        assert ink(image, 100, (0, 27, 23.5, 297)) == 0
        assert ink(image, 100, (190.5, 27, 210, 297)) == 0
        assert ink(image, 100, (20, 274, 190, 297)) == 0
    small = drawn(plain("Small", size=(200, 100)), Placement.ON_LETTERHEAD)
    (word,) = [g for g in glyphs(small) if g.char == "S" and g.top > 27]
    (source,) = [g for g in glyphs(plain("Small", size=(200, 100))) if g.char == "S"]
    assert word.bottom - word.top == pytest.approx(source.bottom - source.top, abs=0.02)


def test_a_filled_form_is_flat_and_what_was_typed_shows() -> None:
    form = make_pack([replace(sample_pack(), parts=(sample_pack().parts[3],))], fillable=True).pdf
    made = make_pack([pack(form)], fillable=False)
    assert "PotteriesDataLtd" in bare(page_text(made.pdf))
    assert active_names(made.pdf) == set()
    assert made.problems == ()


def test_hidden_and_screen_only_annotations_are_not_printed() -> None:
    def annotate(writer: pypdf.PdfWriter) -> None:
        look = DecodedStreamObject()
        look.set_data(b"0 0 50 50 re f")
        look[NameObject("/Subtype")] = NameObject("/Form")
        look[NameObject("/BBox")] = ArrayObject([NumberObject(n) for n in (0, 0, 50, 50)])
        shown = writer._add_object(look)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([
            DictionaryObject({
                NameObject("/Subtype"): NameObject("/Stamp"), NameObject("/F"): NumberObject(flags),
                NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (x, 100, x + 100, 200)]),
                NameObject("/AP"): DictionaryObject({NameObject("/N"): shown}),
            })
            for x, flags in ((100, 4), (300, 0), (450, 6))
        ])  # fmt: skip

    image = picture(drawn(changed(plain("Stamped"), annotate)), dpi=72)
    point = 25.4 / 72
    assert ink(image, 72, (100 * point, 645 * point, 200 * point, 740 * point)) > 8_000
    assert ink(image, 72, (260 * point, 645 * point, 580 * point, 740 * point)) == 0


def locked(pdf: bytes) -> bytes:
    return changed(pdf, lambda writer: writer.encrypt("secret", algorithm="RC4-128"))


def layered(writer: pypdf.PdfWriter) -> None:
    layer = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject({
        NameObject("/OCGs"): ArrayObject([layer]),
        NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("pdf", "words"),
    [
        (b"", "no PDF"), (b"GIF89a", "no PDF"), (b"%PDF-1.4\n", "damaged"),
        (plain("x")[:400], "damaged"), (b"%PDF-" + b"x" * 25_000_001, "larger than 25 MB"),
        (locked(plain("x")), "password"), (plain(*["x"] * (MOST_PAGES + 1)), "61 pages"),
        (changed(plain("x"), layered), "hidden layers"),
        (plain("x", size=(20_000, 20_000)), "no size"),
    ],
    ids=["empty", "picture", "head", "torn", "huge", "locked", "long", "layers", "vast"],
)  # fmt: skip
def test_what_cannot_be_inserted_is_refused_in_words(pdf: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        read_pdf(pdf)
    assert refused.value.field == "pdf"
    made = make_pack([pack(pdf)], fillable=False)
    assert made.pdf == b""
    assert [(p.field, p.holds) for p in made.problems] == [("pdf", True)]
    assert made.problems[0].message.startswith("Code of conduct: ")


def test_fonts_that_are_not_in_the_file_are_named() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(100, 100, "Old")
    canvas.save()
    (problem,) = check_pack(pack(file.getvalue()))
    assert not problem.holds
    assert "Times-Roman" in problem.message


WHOLE = changed(plain("Whole", "Pages"), evil)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=12)),
                min_size=1, max_size=8), st.integers(0, len(WHOLE)))  # fmt: skip
def test_a_damaged_file_is_refused_or_printed_without_what_acts(
    holes: list[tuple[int, bytes]], cut: int
) -> None:
    damaged = bytearray(WHOLE)
    for place, junk in holes:
        damaged[place : place + len(junk)] = junk
    if cut % 5 == 0:
        damaged = damaged[:cut]
    try:
        read_pdf(bytes(damaged))
    except Refusal:
        return
    made = make_pack([pack(bytes(damaged))], fillable=False)
    if made.pdf:
        assert active_names(made.pdf) == set()


def test_a_page_is_in_the_file_once_for_any_number_of_companies() -> None:
    source = plain("Static", "Pages")
    one, many = (len(make_pack([pack(source)] * count, fillable=False).pdf) for count in (1, 21))
    assert (many - one) / 20 < 1_200


def test_equal_insertions_are_equal_bytes() -> None:
    source = changed(plain("Same"), evil)
    assert drawn(source) == drawn(bytes(source))
    read_pdf.cache_clear()
    assert drawn(source) == drawn(source)


def test_a_designed_letterhead_lies_under_the_letter() -> None:
    paper = plain("Designed head", "Continued paper")
    look = replace(LOOK, underlay=paper)
    body = replace(
        sample_letter(name="plain_letter"), personal="\n\n".join("Words. " * 60 for _ in range(11))
    )
    made = make_pack([replace(sample_pack(), look=look, parts=(body,))], fillable=False)
    assert made.problems == ()
    assert "Designed head" in page_text(made.pdf, 0)
    assert "Continued paper" in page_text(made.pdf, 1)
    assert LOOK.branch not in page_text(made.pdf, 0)
    assert "STOKE-ON-TRENT" in page_text(made.pdf, 0)
    single = replace(LOOK, underlay=plain("Only head"))
    made = make_pack([replace(sample_pack(), look=single, parts=(body,))], fillable=False)
    assert "Only head" not in page_text(made.pdf, 1)
    invoice = replace(sample_pack(), look=look, parts=(sample_parts()["invoice"],))
    assert "Designed head" in page_text(make_pack([invoice], fillable=False).pdf)


@pytest.mark.parametrize("paper", [b"GIF", plain("x", size=(400, 400)), plain("a", "b", "c")])
def test_a_letterhead_that_cannot_be_used_holds_everything(paper: bytes) -> None:
    problems = check_pack(replace(sample_pack(), look=replace(LOOK, underlay=paper)))
    assert [(p.field, p.holds) for p in problems] == [("association.underlay", True)]


def test_an_approved_form_takes_the_place_of_the_mandate() -> None:
    mandate = Mandate("A Ltd", "WM-1", "Us", approved=plain("Approved by the bank"))
    pdf = make_pack([replace(sample_pack(), parts=(mandate,))], fillable=False).pdf
    assert page_text(pdf) == "Approved by the bank"


REPOSITORY = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("MUSTER_SAMPLES") or REPOSITORY.parent / "shared" / "samples")
SAMPLES = sorted((FOLDER / "pdf").rglob("*.pdf"))


@pytest.mark.skipif(not SAMPLES, reason="the samples are not here")
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_files_from_outside(file: Path) -> None:
    made = make_pack([pack(file.read_bytes())], fillable=False)
    assert active_names(made.pdf) == set() if made.pdf else made.problems
