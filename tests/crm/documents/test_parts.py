"""What holds for every part that ships, with any name on it."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from crm.documents.content import PackContent, Part
from crm.documents.pack import check_pack, make_pack
from crm.documents.page import FOLDS
from crm.documents.sample_parts import LETTERS, sample_parts
from crm.documents.samples import LONG_NAME, SHORT_NAME, sample_pack
from tests.crm.documents.reading import (
    POINT,
    active_names,
    bare,
    glyphs,
    ink,
    loose_fonts,
    page_sizes,
    page_text,
    picture,
)

PARTS = sorted(sample_parts())
IN_A_WINDOW = [*LETTERS, "invoice", "receipt", "credit_note", "statement"]
NAMED = [name for name in PARTS if name not in {
    "mandate_empty", "privacy_notice",
}]  # fmt: skip
EDGE = 3.5
LANDSCAPE = {"certificate", "attendance"}


def pack(part: str, company: str = SHORT_NAME) -> PackContent:
    return replace(sample_pack(company), parts=(sample_parts(company)[part],))


def drawn(part: str, company: str = SHORT_NAME) -> bytes:
    return make_pack([pack(part, company)], fillable=False, proof=True).pdf


@pytest.mark.parametrize("company", [SHORT_NAME, LONG_NAME, "W"])
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_wrong_with_it(part: str, company: str) -> None:
    assert [one for one in check_pack(pack(part, company)) if one.holds] == []


@pytest.mark.parametrize("company", ["W", LONG_NAME, "W" * 120, "W " * 59 + "W"])
@pytest.mark.parametrize("part", PARTS)
def test_every_letter_lies_on_the_paper(part: str, company: str) -> None:
    pdf = drawn(part, company)
    for page, (wide, high) in enumerate(page_sizes(pdf)):
        assert (round(wide), round(high)) == ((297, 210) if part in LANDSCAPE else (210, 297))
        found = glyphs(pdf, page)
        assert min(g.left for g in found) >= EDGE
        assert max(g.right for g in found) <= wide - EDGE
        assert min(g.top for g in found) >= EDGE
        assert max(g.bottom for g in found) <= high - EDGE


@pytest.mark.parametrize("company", [SHORT_NAME, LONG_NAME])
@pytest.mark.parametrize("part", NAMED)
def test_the_whole_name_is_on_it(part: str, company: str) -> None:
    pdf = drawn(part, company)
    text = "".join(page_text(pdf, page) for page in range(len(page_sizes(pdf))))
    assert bare(company) in bare(text)


@pytest.mark.parametrize("part", PARTS)
def test_fonts_are_inside_and_nothing_acts(part: str) -> None:
    pdf = drawn(part, LONG_NAME)
    assert loose_fonts(pdf) == set()
    assert active_names(pdf) == set()


@pytest.mark.parametrize("part", PARTS)
def test_equal_content_gives_equal_bytes(part: str) -> None:
    first = make_pack([pack(part)], fillable=False)
    drawn(part, LONG_NAME)
    assert make_pack([pack(part)], fillable=False) == first


@pytest.mark.parametrize("company", [SHORT_NAME, LONG_NAME])
@pytest.mark.parametrize("part", IN_A_WINDOW)
def test_the_address_shows_in_the_window_and_nothing_else_is_near(part: str, company: str) -> None:
    pdf = drawn(part, company)
    near = [g for g in glyphs(pdf) if g.left < 115 and g.bottom > 42 and g.top < 92]
    assert bare("STOKE-ON-TRENT ST4 1AA") in "".join(g.char for g in near)
    assert min(g.left for g in near) >= 24 - 0.2
    assert max(g.right for g in near) <= 95
    assert min(g.top for g in near) >= 55
    assert max(g.bottom for g in near) <= 81
    image = picture(pdf, dpi=100)
    assert ink(image, 100, (0, 42, 115, 92)) == ink(image, 100, (23.8, 55, 95, 81))


@pytest.mark.parametrize("part", IN_A_WINDOW)
def test_it_has_fold_marks_at_a_third_and_two_thirds(part: str) -> None:
    image = picture(drawn(part), dpi=150)
    for fold in FOLDS:
        assert ink(image, 150, (4, fold - 0.5, 8, fold + 0.5)) > 10
        assert ink(image, 150, (1, fold - 8, 9, fold - 1)) == 0


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("part", IN_A_WINDOW)
def test_another_reader_sees_the_address_there_too(part: str) -> None:
    run = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", "-", "-"],
        input=drawn(part, LONG_NAME), capture_output=True, check=True,
    )  # fmt: skip
    words = [
        (
            word.text,
            *(float(word.get(edge, "0")) * POINT for edge in ("xMin", "yMin", "xMax", "yMax")),
        )
        for word in ET.fromstring(run.stdout).iter("{http://www.w3.org/1999/xhtml}word")
    ]
    in_window = {word[0] for word in words if word[1] >= 24 - 0.01 and word[2] >= 55 - 0.01
                 and word[3] <= 95 and word[4] <= 81.01}  # fmt: skip
    assert {"STOKE-ON-TRENT", "1AA", "Marsh"} <= in_window


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_one_file_with_every_part_is_sound(tmp_path: Path) -> None:
    whole = replace(sample_pack(), parts=tuple(sample_parts().values()))
    file = tmp_path / "all.pdf"
    file.write_bytes(make_pack([whole, whole], fillable=False).pdf)
    subprocess.run(["qpdf", "--check", file], capture_output=True, check=True)


def test_many_packs_of_all_parts_share_what_is_the_same() -> None:
    def packs(count: int) -> list[PackContent]:
        return [
            replace(sample_pack(f"Firm {n}"), parts=tuple(sample_parts(f"Firm {n}").values()))
            for n in range(count)
        ]

    few, many = (len(make_pack(packs(n), fillable=False).pdf) for n in (2, 8))
    alone = len(make_pack(packs(1), fillable=False).pdf)
    assert (many - few) / 6 < alone * 0.45
    borders = b"".join(make_pack(packs(n), fillable=False).pdf for n in (1, 8))
    assert borders.count(b"/Type /Pages") == 2


AUDIT = """
import sys
from crm.documents.fonts import FOLDER
import crm.documents.foreign_pdf  # read when a PDF is first inserted
from crm.documents.sample_parts import part_files
resources = str(FOLDER.parent)
code = (sys.prefix, sys.base_prefix)
seen = []
def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        name = args[0] if isinstance(args[0], str) else args[0].decode()
        ours = name.startswith(resources) and args[1] in ("r", "rb")
        if not ours and not name.startswith(code):
            seen.append((event, name))
    elif event.startswith(("socket", "subprocess", "os.system", "os.exec", "urllib")):
        seen.append((event, str(args)))
sys.addaudithook(watch)
assert all(part_files().values())
print(seen)
open("/etc/hostname").close()
print(len(seen))
"""


def test_drawing_opens_nothing_but_fonts_and_templates() -> None:
    said = subprocess.run([sys.executable, "-c", AUDIT], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == ["[]", "1"]  # the watch itself notices an open


def test_a_part_of_its_own_does_not_share_its_pages() -> None:
    parts: dict[str, Part] = sample_parts()
    chosen = (parts["programme"], parts["glance"], parts["privacy_notice"], parts["programme"])
    pdf = make_pack([replace(sample_pack(), parts=chosen)], fillable=False).pdf
    texts = [page_text(pdf, page) for page in range(len(page_sizes(pdf)))]
    assert ["at a glance" in text for text in texts] == [False, True, False]
    assert "Spring programme" in texts[2]
    assert "How we use what we know" in texts[2]
