"""Any name, however odd, comes out of every part as it went in, or holds it and says why."""

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.documents.content import PackContent
from crm.documents.fonts import tidy
from crm.documents.pack import make_pack
from crm.documents.sample_parts import sample_parts
from crm.documents.samples import sample_pack
from crm.domain.errors import Refusal
from crm.domain.text_safety import clean_line
from tests.crm.documents.reading import active_names, bare, loose_fonts, whole_text

ONES = ["glance", "certificate", "card", "brief", "sign_in", "mandate", "directory", "programme",
        "posting_list", "welcome_letter"]  # fmt: skip
HOSTILE = [
    "<b>Bold</b> & Sons", "<para><img src='/etc/passwd'/></para>", "{{ company.town }}{% if %}",
    "=cmd|' /C calc'!A0", "AT&amp;T &#x41; &lt;", "**stars** _under_ `code`", "# Not a heading",
    "| a | b |", "1. first", "%s %d %(x)s {0} ${x}", "\\(paren\\) (( )) \\", "]]> <![CDATA[",
    "Robert'); DROP TABLE companies;--", "javascript:alert(1)", "../../../etc/passwd",
    "Łukasz Żółć Sp. z o.o.", "Cwmni Tŵr Ŷnys Cyf", "Ελληνική Πληροφορική ΑΕ", "ООО «Кириллица»",
    "日本電気株式会社", "한국 전자", "Ølgård & Søn A/S", "Ꮳherokee?", "O’Neill–Smythe—Jones…",
    "zero\u200bwidth", "soft\u00adhyphen", "bidi\u202eover\u202cride", "tab\tand\nnewline",
    "e\u0301 composed", "nul\x00byte\x1b[31m", "lone \ud800 surrogate", "\ufeffmark",
    "no\u00a0break", "ﬁ ligature ﬀ", "emoji 🚀 flag 🇬🇧 family 👨‍👩‍👧", "½ ² ³ µ Ω ™ ® © € £",
    "-" * 120, "W" * 120, "a " * 60, ".", "'", "شركة البيانات", "חברה", "กขค",
    "\U0001d400 math", "\ue000 private",
]  # fmt: skip


def drawn(name: str, one: str) -> tuple[bytes, tuple[str, ...]]:
    pack: PackContent = replace(sample_pack(), parts=(sample_parts(name)[one],))
    made = make_pack([pack], fillable=False)
    return made.pdf, tuple(p.message for p in made.problems if p.holds)


LENGTH = {"certificate": 200, "mandate": 200, "welcome_letter": 5_000}


def printed(name: str, one: str) -> str | None:
    """What should stand on the paper; None where it cannot."""
    try:
        tidied = tidy(clean_line(name, "name", LENGTH.get(one, 120)))
    except Refusal:
        return None
    return None if tidied.unprintable else tidied.text


def agree(name: str, one: str) -> None:
    pdf, held = drawn(name, one)
    wanted = printed(name, one)
    if held:
        assert wanted is None or not wanted.strip() or any("fit" in reason for reason in held), held
        assert pdf == b""
    else:
        assert wanted is not None
        text = whole_text(pdf)
        assert bare(wanted) in text
        assert "■" not in text


@pytest.mark.parametrize("one", ONES)
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_hostile_names_come_out_as_they_went_in(name: str, one: str) -> None:
    agree(name, one)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x24F,
                             exclude_characters="ŉ­ſ"), min_size=1, max_size=120),
       st.sampled_from(ONES))  # fmt: skip
def test_any_name_in_our_letters_does(name: str, one: str) -> None:
    agree(name, one)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=130), st.sampled_from(ONES))
def test_any_text_at_all_is_printed_or_held_and_nothing_acts(name: str, one: str) -> None:
    pdf, held = drawn(name, one)
    assert bool(pdf) != bool(held)
    if pdf:
        assert active_names(pdf) == set()
        assert loose_fonts(pdf) == set()
        assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) >= 1


REPOSITORY = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("MUSTER_SAMPLES") or REPOSITORY.parent / "shared" / "samples")
NAUGHTY = FOLDER / "strings" / "blns" / "blns.json"


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the samples are not here")
def test_the_big_list_of_naughty_strings() -> None:
    for place, name in enumerate(json.loads(NAUGHTY.read_text(encoding="utf-8"))):
        agree(name, ONES[place % len(ONES)])
