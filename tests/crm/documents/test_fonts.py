import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import getFont

from crm.documents.fonts import FAR_EAST, STAND_IN, Face, font_name, runs, tidy, width

EVERYDAY = "ŁŵŷÉßŐğ–—’“”…•£€ΑΩάЖщї½"


@pytest.mark.parametrize("face", Face)
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_every_style_has_the_letters_of_our_names(face: Face, bold: bool, italic: bool) -> None:
    name = font_name(face, bold=bold, italic=italic)
    assert runs(EVERYDAY, name) == [(name, EVERYDAY)]


def test_a_letter_that_is_missing_comes_from_another_font() -> None:
    plain = font_name(Face.PLAIN)
    assert runs("a→b 日本", plain) == [
        (plain, "a"), (font_name(Face.TEXT), "→"), (plain, "b "), (FAR_EAST, "日本"),
    ]  # fmt: skip
    bold = font_name(Face.PLAIN, bold=True)
    assert runs("→", bold) == [(font_name(Face.TEXT, bold=True), "→")]


printable = st.text(
    st.characters(categories=["L", "N", "P", "S", "M"], max_codepoint=0xFFFF), max_size=40
)


@given(printable)
def test_what_is_said_to_be_printable_is_drawn_by_a_font_that_has_it(text: str) -> None:
    tidied = tidy(text)
    kept = "".join(char for char in tidied.text if char not in tidied.unprintable)
    for face in Face:
        for bold in (False, True):
            for font, part in runs(kept, font_name(face, bold=bold, italic=bold)):
                glyphs = getFont(font).face.charToGlyph  # type: ignore[attr-defined]
                assert all(ord(char) in glyphs for char in part)


@pytest.mark.parametrize("text", ["شركة البيانات", "חברת", "डेटा", "บริษัท", "𝔘𝔫𝔦", "\ue000", "ა"])
def test_scripts_without_a_font_are_named(text: str) -> None:
    tidied = tidy(f"Acme {text}")
    assert tidied.unprintable
    assert set(tidied.unprintable) <= set(text)
    assert not tidied.emoji
    assert STAND_IN in "".join(part for _, part in runs(text, font_name(Face.TEXT)))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Acme 🚀 Ltd", "Acme Ltd"),
        ("🚀 Acme", "Acme"),
        ("Acme 👩🏽‍💻👍🏿", "Acme"),
        ("Acme ❤️", "Acme"),
        ("Acme 🇬🇧 Ltd", "Acme Ltd"),
        ("I ☕ Java", "I Java"),
    ],
)
def test_emoji_are_taken_out(text: str, left: str) -> None:
    tidied = tidy(text)
    assert (tidied.text, tidied.unprintable) == (left, "")
    assert tidied.emoji


def test_the_width_of_mixed_text_is_that_of_its_parts() -> None:
    name = font_name(Face.PLAIN)
    assert width("Acme 日本", name, 10) == pytest.approx(
        width("Acme ", name, 10) + width("日本", name, 10)
    )


def test_the_font_of_the_far_east_is_loaded_only_when_it_is_needed() -> None:
    script = (
        "from crm.documents.samples import sample_pack;"
        "from crm.documents.pack import make_pack;"
        "from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames as names;"
        "make_pack([sample_pack()], fillable=True); before = names();"
        "made = make_pack([sample_pack('日本電気')], fillable=True);"
        "print('DroidSansFallback' in before, 'DroidSansFallback' in names(), made.problems)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert said.split(maxsplit=2) == ["False", "True", "()\n"]
