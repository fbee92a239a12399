"""Pages of a run are copied as they were printed."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from crm.documents.pack import make_pack
from crm.documents.page_copy import copy_pages
from crm.documents.rendering import render_pages
from crm.documents.samples import sample_pack
from crm.domain.errors import Refusal


@pytest.fixture(scope="module")
def run() -> bytes:
    return make_pack([sample_pack()], fillable=False).pdf


def test_a_copy_shows_what_the_run_shows(run: bytes) -> None:
    copied = copy_pages(run, [(2, 3)])
    assert [page.rgb for page in render_pages(copied, 40)] == [
        page.rgb for page in render_pages(run, 40, [1, 2])
    ]
    assert PdfReader(BytesIO(copied)).viewer_preferences["/PrintScaling"] == "/None"  # type: ignore[index]


def test_ranges_follow_each_other_in_the_order_asked(run: bytes) -> None:
    copied = copy_pages(run, [(3, 3), (1, 1)])
    shown = [page.rgb for page in render_pages(copied, 20)]
    assert shown == [page.rgb for page in render_pages(run, 20, [2, 0])]


def test_a_reprint_is_the_same_to_the_byte(run: bytes) -> None:
    assert copy_pages(run, [(1, 2)]) == copy_pages(run, [(1, 2)])


@pytest.mark.parametrize("ranges", [[], [(0, 1)], [(2, 1)], [(1, 99)]])
def test_pages_that_are_not_there_are_refused(run: bytes, ranges: list[tuple[int, int]]) -> None:
    with pytest.raises(Refusal) as refused:
        copy_pages(run, ranges)
    assert refused.value.field == "pdf"


@pytest.mark.parametrize("pdf", [b"", b"no pdf at all", b"%PDF-1.7\n1 0 obj <<"])
def test_what_is_no_pdf_is_refused(pdf: bytes) -> None:
    with pytest.raises(Refusal):
        copy_pages(pdf, [(1, 1)])
