import io
from dataclasses import replace
from typing import Any

import pypdf
import pytest
import zxingcpp
from PIL import Image, ImageChops
from reportlab.lib.units import mm

from crm.documents.content import PackContent
from crm.documents.fonts import Face, font_name, width
from crm.documents.form import ApplicationForm, fit_value
from crm.documents.form_chrome import BandChoice, Chrome, place_ticks
from crm.documents.form_layout import COMPANY, FORM_VERSION, PEOPLE, SIGNED, place_rows
from crm.documents.pack import check_pack, make_pack
from crm.documents.page import LEFT, RIGHT
from crm.documents.reference import make_reference
from crm.documents.rendering import render_pages
from crm.documents.samples import LOOK, sample_form, sample_pack
from tests.crm.documents.reading import ink, page_text, picture

DPI = 200.0


def form_pack(form: ApplicationForm | None = None, reference: str = "WM-0482-K") -> PackContent:
    return replace(sample_pack(), parts=(form or sample_form(),), reference=reference)


def fields_of(pdf: bytes) -> dict[str, Any]:
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields()
    assert fields
    return {name: field.get("/V") for name, field in fields.items() if "/FT" in field}


ODD = {
    "company.name": "Łódź & Tŵr <b>Data</b> Ltd",
    "company.trading_name": "{{ x }} (Ω) \\ “q”",
    "company.activities": "Datenbanken für Ελλάδα, Кириллица and 日本",
    "company.number": "04481234",
    "member.first_name": "Siân ’n’",
    "member.last_name": "O’Brien-Żółć",
}


@pytest.mark.parametrize("values", [dict(sample_form().values), ODD])
def test_fields_are_read_back_by_name(values: dict[str, str]) -> None:
    form = ApplicationForm(values, sample_form().bands, ticked=("payment.invoice",))
    made = make_pack([form_pack(form)], fillable=True)
    assert made.problems == ()
    read = fields_of(made.pdf)
    everything = {entry.name for row in (*COMPANY, *PEOPLE, SIGNED) for entry in row}
    ticks = {name for name, value in read.items() if value in {"/Yes", "/Off"}}
    assert set(read) - ticks == everything | {"form.version", "form.reference"}
    for name in everything:
        assert read[name] == values.get(name, "")
    assert (read["form.version"], read["form.reference"]) == (FORM_VERSION, "WM-0482-K")
    assert {name for name in ticks if read[name] == "/Yes"} == {
        "payment.invoice", "membership.band_3",
    }  # fmt: skip


def test_version_and_reference_cannot_be_changed() -> None:
    reader = pypdf.PdfReader(io.BytesIO(make_pack([form_pack()], fillable=True).pdf))
    fields = reader.get_fields() or {}
    fixed = {name for name, field in fields.items() if int(field.get("/Ff", 0)) & 1}
    assert fixed == {"form.version", "form.reference"}
    form: Any = reader.trailer["/Root"]["/AcroForm"]
    assert "/NeedAppearances" not in form


def test_values_of_fields_are_seen_in_a_preview() -> None:
    empty = make_pack([form_pack(replace(sample_form(), values={}))], fillable=True).pdf
    filled = make_pack([form_pack()], fillable=True).pdf
    flat = make_pack([form_pack()], fillable=False).pdf
    shown, none, printed = (picture(pdf, dpi=DPI) for pdf in (filled, empty, flat))
    box = (25, 52, 80, 58)
    assert ink(shown, DPI, box) > ink(none, DPI, box) + 300
    assert abs(ink(shown, DPI, box) - ink(printed, DPI, box)) < 200
    apart = ImageChops.difference(shown, printed).histogram()
    assert sum(apart[100:]) < 0.0005 * shown.width * shown.height


def test_print_has_no_fields_and_all_the_values() -> None:
    form = ApplicationForm(ODD)
    pdf = make_pack([form_pack(form)], fillable=False).pdf
    assert not pypdf.PdfReader(io.BytesIO(pdf)).get_fields()
    text = "".join(page_text(pdf).split())
    for value in (*ODD.values(), "WM-0482-K", f"Form {FORM_VERSION}"):
        assert "".join(value.split()) in text


@pytest.mark.parametrize("fillable", [True, False])
@pytest.mark.parametrize("number", [0, 482, 99_999, 123_456_789])
def test_the_qr_code_says_the_reference(fillable: bool, number: int) -> None:
    reference = make_reference("WM", number)
    pdf = make_pack([form_pack(reference=reference)], fillable=fillable).pdf
    page = render_pages(pdf, 200)[0]
    image = Image.open(io.BytesIO(page.png()))
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == reference
    edges = [code.position.top_left.x, code.position.bottom_right.x]
    assert (edges[1] - edges[0]) * 25.4 / 200 == pytest.approx(25, abs=1)


def test_what_does_not_fit_is_held_in_print_but_not_on_screen() -> None:
    title = "The Right Honourable Professor Dame " * 9
    long = replace(sample_form(), values={"member.title": title.strip()})
    assert [(p.field, p.holds) for p in check_pack(form_pack(long))] == [("member.title", True)]
    made = make_pack([form_pack(long)], fillable=True)
    assert made.problems == ()
    assert fields_of(made.pdf)["member.title"] == title.strip()


@pytest.mark.parametrize("letters", [43, 64, 120, 200])
def test_a_long_address_is_printed_smaller_and_never_held(letters: int) -> None:
    name = ("featherstonehaugh." * 20)[:letters]
    email, web = f"{name}@potteriesdata.example", f"www.{name}.example"
    values = {"company.email": email, "company.web": web, "member.email": email,
              "second.email": email}  # fmt: skip
    pack = form_pack(replace(sample_form(), values=values))
    assert check_pack(pack) == ()
    text = "".join(page_text(make_pack([pack], fillable=False).pdf).split())
    assert text.count(name[:20]) >= 4
    for box in place_rows((*COMPANY, *PEOPLE), 50.0):
        if box.entry.name in values:
            fitted = fit_value(values[box.entry.name], box)
            assert fitted is not None
            assert "".join(fitted.lines) == values[box.entry.name]
            lowest = fitted.first_baseline - (len(fitted.lines) - 1) * fitted.leading
            assert lowest > 0.5
            assert fitted.first_baseline + fitted.size * 0.75 < box.high * mm
            wide = box.wide * mm
            assert all(width(x, font_name(Face.PLAIN), fitted.size) < wide for x in fitted.lines)


def test_a_field_that_the_form_has_not_is_reported() -> None:
    odd = replace(sample_form(), values={"company.shoe_size": "9"})
    assert [p.field for p in check_pack(form_pack(odd))] == ["company.shoe_size"]


def test_letters_without_a_font_hold_the_form_too() -> None:
    odd = replace(sample_form(), values={"company.name": "שלום"})
    assert [(p.field, p.holds) for p in check_pack(form_pack(odd))] == [("company.name", True)]


@pytest.mark.parametrize("bands", [0, 1, 6, 12])
def test_everything_is_on_the_page_and_nothing_overlaps(bands: int) -> None:
    chosen = tuple(BandChoice(f"{n}–{n + 9} staff, £{n}.00 + VAT") for n in range(bands))
    chrome = Chrome(LOOK, "Application", "Intro", chosen, ApplicationForm().declaration)
    boxes = [(b.left, b.top, b.left + b.wide, b.top + b.high) for b in chrome.boxes]
    boxes += [(t.left, t.top, t.left + 3, t.top + 3) for t in place_ticks(chrome)]
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert LEFT <= left < right <= RIGHT + 0.001
        assert 42 < top < bottom < 285
        for other in boxes[place + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
    assert chrome.office_top + 19 < 288
