import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from crm.documents.content import PackContent, Problem, Signatory
from crm.documents.letter import Letter
from crm.documents.letterhead import LegalFacts
from crm.documents.pack import check_pack, make_pack
from crm.documents.samples import HOME, LONG_NAME, LOOK, sample_letter, sample_pack
from crm.domain.addresses import Address
from tests.crm.documents.reading import POINT, glyphs, ink, page_text, picture

DPI = 150.0
LONG_HOME = Address(
    "Ettingshall Enterprise and Innovation Centre", "The Old Waterworks Approach Road",
    "Upper Lower Ettingshall", "Newcastle-under-Lyme", "ST5 9XX",
)  # fmt: skip


def letter_pack(letter: Letter | None = None, **recipient: object) -> PackContent:
    pack = sample_pack()
    to = replace(pack.recipient, **recipient)  # type: ignore[arg-type]
    return PackContent(pack.reference, LOOK, to, (letter or sample_letter(),))


def plain(text: str, **more: object) -> Letter:
    letter = Letter(text, {}, date(2003, 3, 17), Signatory("Alex Brook", "Founder member"))
    return replace(letter, **more)  # type: ignore[arg-type]


def problems(pack: PackContent) -> list[tuple[str, bool]]:
    return [(problem.field, problem.holds) for problem in check_pack(pack)]


def drawn(pack: PackContent) -> bytes:
    made = make_pack([pack], fillable=False)
    assert made.ranges, made.problems
    return made.pdf


@pytest.mark.parametrize(
    "pack",
    [
        letter_pack(),
        letter_pack(organisation=LONG_NAME),
        letter_pack(address=LONG_HOME),
        letter_pack(person="", job_title=""),
        letter_pack(person="Prof. Sir Christopher Featherstonehaugh-Cholmondeley-Smythe"),
    ],
    ids=["short", "long name", "long address", "nobody named", "long person"],
)  # fmt: skip
def test_the_address_shows_in_every_window_and_nothing_else_is_near_it(pack: PackContent) -> None:
    pdf = drawn(pack)
    near = [g for g in glyphs(pdf) if g.left < 115 and g.bottom > 42 and g.top < 92]
    assert near
    assert min(g.left for g in near) >= 24 - 0.2
    assert max(g.right for g in near) <= 95
    assert min(g.top for g in near) >= 55
    assert max(g.bottom for g in near) <= 81
    image = picture(pdf, dpi=DPI)
    around = ink(image, DPI, (0, 42, 115, 92))
    assert around == ink(image, DPI, (23.8, 55, 95, 81)) > 100


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_finds_the_address_in_the_window_too() -> None:
    pdf = drawn(letter_pack(organisation=LONG_NAME))
    said = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    words = {}
    for word in ET.fromstring(said).iter("{http://www.w3.org/1999/xhtml}word"):
        words.setdefault(word.text, [float(word.get(edge, "0")) * POINT for edge in (
            "xMin", "yMin", "xMax", "yMax")])  # fmt: skip
    for text in ("Ms", "Telecommunications", "STOKE-ON-TRENT", "1AA"):
        left, top, right, bottom = words[text]
        assert 24 - 0.01 <= left < right <= 95
        assert 55 - 0.01 <= top < bottom <= 81 + 0.01


def test_the_fold_marks_are_at_a_third_and_two_thirds() -> None:
    image = picture(drawn(letter_pack()), dpi=DPI)
    rows = [
        row * 25.4 / DPI
        for row in range(image.height)
        if ink(image.crop((0, row, image.width, row + 1)), DPI, (4, 0, 8, 0.2)) > 5
    ]
    assert len(rows) >= 2
    assert all(min(abs(row - 105), abs(row - 210)) < 0.4 for row in rows)


def test_text_starts_below_the_window_and_ends_above_the_foot() -> None:
    body = [g for g in glyphs(drawn(letter_pack())) if g.top > 92]
    assert min(g.top for g in body) > 96
    assert max(g.bottom for g in body) < 275


def test_what_a_letter_says_and_in_which_order() -> None:
    text = page_text(drawn(letter_pack()))
    order = [
        "West Midlands IT Association", "Ms Helen Marsh Managing Director Potteries Data Ltd",
        "14 Liverpool Road STOKE-ON-TRENT ST4 1AA", "17 March 2003", "Dear Ms Marsh",
        "Your invitation to join the West Midlands IT Association", "It was good to speak to you",
        "I will ring you on 24 March", "Yours sincerely", "Alex Brook Founder member",
    ]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "Our reference WM-0482-K" in text
    assert text.count("Dear Ms Marsh") == text.count("Yours sincerely") == 1


def test_a_template_may_set_salutation_and_close_itself() -> None:
    template = "{{ person.salutation }}\n\n# Subject\n\nBody.\n\n{{ person.close }}"
    text = page_text(drawn(letter_pack(plain(template, personal="A personal word."))))
    assert "Dear Ms Marsh Subject A personal word. Body. Yours sincerely Alex Brook" in text


def test_a_personal_paragraph_comes_first_or_where_the_template_wants_it() -> None:
    first = page_text(drawn(letter_pack(plain("# S\n\nBody.", personal="A **word**."))))
    assert "Dear Ms Marsh S A **word**. Body." in first
    placed = plain("Body.\n\n{{ letter.personal }}\n\nEnd.", personal="A word.")
    assert "Body. A word. End." in page_text(drawn(letter_pack(placed)))
    assert "Body. End." in page_text(drawn(letter_pack(replace(placed, personal=""))))


def test_enclosures_are_the_other_parts_unless_said() -> None:
    text = page_text(make_pack([sample_pack()], fillable=False).pdf)
    assert "Enc: benefits of membership; membership fees; application form" in text
    said = page_text(drawn(letter_pack(plain("Body.", enclosures=("A map",)))))
    assert "Enc: a map" in said
    assert "Enc" not in page_text(drawn(letter_pack(plain("Body."))))


def test_a_long_letter_continues_under_a_head_of_its_own() -> None:
    body = "\n\n".join(f"Paragraph {place}. " + "Words and words. " * 30 for place in range(12))
    pdf = drawn(letter_pack(plain(body)))
    first, second = page_text(pdf, 0), page_text(pdf, 1)
    assert "Page 1 of 3" in first
    assert "Ms Helen Marsh · 17 March 2003 · WM-0482-K" in second
    assert "Page 2 of 3" in second
    last = page_text(pdf, 2)
    assert "Yours sincerely Alex Brook" in last
    whole = f"{first} {second} {last}"
    assert all(whole.count(f"Paragraph {place}. ") == 1 for place in range(12))
    assert whole.count("Words") == whole.count("words.") == 12 * 30


@pytest.mark.parametrize("lines", range(18, 40))
def test_the_signature_never_stands_alone_on_a_page(lines: int) -> None:
    pdf = drawn(letter_pack(plain("\n\n".join(f"Paragraph {n}." for n in range(lines)))))
    if "Yours sincerely" not in page_text(pdf, 0):
        last = page_text(pdf, 1)
        assert f"Paragraph {lines - 1}. Yours sincerely Alex Brook" in last


NAMES = [
    "Łukasz Żółć Sp. z o.o.", "Cwmni Tŵr Ŷnys", "Ελληνική Πληροφορική", "ООО Кириллица",
    "<b>Bold</b> & Sons", "{{ company.town }}", "=cmd|' /C calc'!A0", "AT&amp;T <img src=/etc/x>",
    "“Quoted” 'single' \"double\"", "**stars** _under_", "日本電気株式会社", "한국 전자",
    "a\\b %}{% if", "X" * 120,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_come_out_as_they_went_in(name: str) -> None:
    letter = plain("# To {{ company.name }} now", fields={"company.name": name})
    made = make_pack([letter_pack(letter, organisation="Acme")], fillable=False)
    assert made.problems == ()
    text = page_text(made.pdf)
    assert "".join(f"To {name} now".split()) in "".join(text.split())
    assert "■" not in text


ours = st.text(
    st.characters(categories=["L", "N", "P"], max_codepoint=0x24F, exclude_characters="ŉ­ſ"),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(ours, min_size=1, max_size=4).map(" ".join))
def test_any_name_in_our_letters_is_printed_or_held(name: str) -> None:
    letter = plain("To {{ company.name }}.", fields={"company.name": name})
    made = make_pack([letter_pack(letter)], fillable=False)
    if made.ranges:
        assert "".join(f"To {name}.".split()) in "".join(page_text(made.pdf).split())
    else:
        assert any(problem.field == "company.name" for problem in made.problems)


def test_an_address_that_cannot_fit_is_held() -> None:
    person = "Prof. Sir Christopher Featherstonehaugh-Cholmondeley-Smythe"
    assert problems(letter_pack(person=person, address=LONG_HOME)) == [("address", True)]


def test_a_script_without_a_font_holds_that_letter_and_says_why() -> None:
    arabic = letter_pack(organisation="شركة البيانات")
    (problem,) = check_pack(arabic)
    assert problem == Problem(
        "WM-0482-K", "Covering letter", "company.name", problem.message, holds=True
    )
    assert problem.message.startswith("The company name has letters we cannot print (شرك")
    made = make_pack([letter_pack(), arabic, letter_pack()], fillable=False)
    assert [part.first for part in made.ranges] == [1, 2]
    assert "■" not in page_text(made.pdf)


def test_emoji_are_left_out_with_a_warning() -> None:
    made = make_pack([letter_pack(organisation="Acme 🚀 Ltd")], fillable=False)
    assert "Acme Ltd" in page_text(made.pdf)
    assert [(p.field, p.holds) for p in made.problems] == [("company.name", False)]


@pytest.mark.parametrize(
    ("pack", "found"),
    [
        (letter_pack(address=None), [("address", True)]),
        (letter_pack(address=None, by_post=False), []),
        (letter_pack(address=replace(HOME, town="")), [("address", True)]),
        (letter_pack(address=replace(HOME, postcode="")), [("postcode", True)]),
        (letter_pack(address=replace(HOME, street="w" * 80)), [("address", True)]),
        (letter_pack(organisation="x" * 121), [("company.name", True), ("address", True)]),
        (letter_pack(plain("{{ company.name }}")), [("company.name", True)]),
        (letter_pack(plain("{{ company.nmae }}")), [("template", True)]),
        (letter_pack(plain("x" * 20_001)), [("template", True)]),
        (letter_pack(plain("x", personal="y" * 5_001)), [("letter.personal", True)]),
        (letter_pack(plain("x", signatory=Signatory(""))), [("sender.name", True)]),
        (letter_pack(plain("x", signatory=Signatory("A", signature=b"GIF89a"))),
         [("sender.signature", True)]),
        (letter_pack(plain("{{ letter.personal }}")), [("letter.personal", True)]),
        (replace(letter_pack(), parts=()), [("parts", True)]),
        (replace(letter_pack(), look=replace(LOOK, address=())), [("association.address", False)]),
        (replace(letter_pack(), look=replace(LOOK, colour="teal")), [("association.colour", True)]),
        (replace(letter_pack(), look=replace(LOOK, logo=b"%PDF")), [("association.logo", True)]),
        (replace(letter_pack(), look=replace(LOOK, name="")), [("association.name", True)]),
    ],
)  # fmt: skip
def test_the_check_names_what_is_wrong(pack: PackContent, found: list[tuple[str, bool]]) -> None:
    assert problems(pack) == found


def test_a_company_prints_its_particulars_or_a_draft() -> None:
    legal = LegalFacts("WMita Ltd", "England and Wales", "04481234", "1 Sample Street, Stafford",
                       ("Alex Brook", "Ann Wu"))  # fmt: skip
    pack = letter_pack()
    full = make_pack([replace(pack, look=replace(LOOK, legal=legal))], fillable=False)
    assert full.problems == ()
    text = page_text(full.pdf)
    assert "WMita Ltd · Registered in England and Wales · No. 04481234" in text
    assert "Registered office: 1 Sample Street, Stafford Directors: Alex Brook, Ann Wu" in text
    assert "DRAFT" not in text
    short = replace(LOOK, legal=replace(legal, number=" ", office=""))
    draft = make_pack([replace(pack, look=short)], fillable=False)
    assert [(p.field, p.holds) for p in draft.problems] == [("association.legal", False)]
    assert "DRAFT: the letterhead lacks the company’s registered number" in page_text(draft.pdf)


@pytest.mark.parametrize("name", ["W", LONG_NAME, "The " + "W" * 116])
@pytest.mark.parametrize("logo", [False, True])
def test_the_name_on_the_letterhead_keeps_clear_of_what_is_beside_it(name: str, logo: bool) -> None:
    file = io.BytesIO()
    Image.new("RGB", (60, 20), "black").save(file, "PNG")
    look = replace(LOOK, name=name, logo=file.getvalue() if logo else b"")
    head = [g for g in glyphs(drawn(replace(letter_pack(), look=look))) if g.bottom < 25]
    words = "".join(name.split())
    printed, contact = head[: len(words)], head[len(words) :]
    assert "".join(g.char for g in printed) == words
    assert min(g.left for g in printed) >= 23.9
    assert max(g.right for g in printed) < min(g.left for g in contact)
    assert min(g.top for g in head) > 9


def test_logo_and_signature_are_drawn() -> None:
    file = io.BytesIO()
    Image.new("RGB", (60, 20), "black").save(file, "PNG")
    black = file.getvalue()
    bare = letter_pack(plain("Body."))
    signed = plain("Body.", signatory=Signatory("Alex Brook", signature=black))
    pack = replace(letter_pack(signed), look=replace(LOOK, logo=black))
    made, unmade = (picture(drawn(one), dpi=DPI) for one in (pack, bare))
    assert ink(made, DPI, (24, 8, 60, 24)) > ink(unmade, DPI, (24, 8, 60, 24)) + 5_000
    assert ink(made, DPI, (24, 125, 80, 165)) > ink(unmade, DPI, (24, 125, 80, 165)) + 5_000
