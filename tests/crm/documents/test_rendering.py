import io

import pytest
from PIL import Image

from crm.documents.pack import make_pack
from crm.documents.rendering import count_pages, render_pages
from crm.documents.samples import sample_files, sample_pack
from crm.domain.errors import Refusal


def test_a_page_is_drawn_at_its_size() -> None:
    pdf = make_pack([sample_pack()], fillable=False).pdf
    pages = render_pages(pdf, 72)
    assert len(pages) == count_pages(pdf) == 3
    page = pages[0]
    assert (page.width, page.height) == (596, 842)
    assert len(page.rgb) == 596 * 842 * 3
    image = Image.open(io.BytesIO(page.png()))
    image.load()
    assert image.size == (596, 842)
    assert image.getpixel((2, 2)) == (255, 255, 255)
    red, green, blue = image.getpixel((150, 70))[:3]  # type: ignore[index, misc]
    assert (red, green, blue) != (0, 0, 0)
    tones = image.crop((68, 40, 290, 62)).getcolors(100_000) or []
    assert any(r < g and r < b for _, (r, g, b) in tones)  # type: ignore[misc]


def test_some_pages_only() -> None:
    pdf = make_pack([sample_pack()], fillable=False).pdf
    assert render_pages(pdf, 20, [2, 0]) == [render_pages(pdf, 20)[2], render_pages(pdf, 20)[0]]


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n" + b"\0" * 1000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        render_pages(data)
    assert refused.value.field == "pdf"


def test_a_page_that_is_not_there_is_refused() -> None:
    pdf = make_pack([sample_pack()], fillable=False).pdf
    with pytest.raises(Refusal):
        render_pages(pdf, 20, [3])


def test_every_sample_is_drawn() -> None:
    for name, pdf in sample_files().items():
        assert count_pages(pdf) >= 1, name
