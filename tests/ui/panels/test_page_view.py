"""Pages on the desk: where they stand, how large, what is read aloud, when they are drawn sharp."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm.documents.pack import make_pack
from crm.documents.rendering import render_pages
from crm.documents.samples import sample_pack
from ui.bridge import Bridge
from ui.panels.page_layout import STEPS, lay_out, next_step
from ui.panels.page_view import PageView

A4 = (595.3, 841.9)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return make_pack([sample_pack()], fillable=False).pdf


@pytest.fixture
def view(qtbot: QtBot, bridge: Bridge, pdf: bytes) -> PageView:
    made = PageView(bridge, "Pages of the pack")
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    made.show_pages(pdf, render_pages(pdf, 40), 40, about="Pack WM-0001-A for Potteries")
    return made


def test_two_pages_stand_beside_each_other_and_fill_the_width() -> None:
    placed = lay_out([A4] * 3, (700, 600), 18, zoom=None)
    first, second, third = placed.boxes
    assert first.top == second.top < third.top
    assert first.left == third.left
    assert 690 <= second.left + second.width + 18 <= 700


def test_a_narrow_desk_shows_one_page_beneath_the_other() -> None:
    placed = lay_out([A4] * 2, (300, 600), 18, zoom=None)
    assert placed.boxes[0].left == placed.boxes[1].left
    assert placed.boxes[1].top >= placed.boxes[0].top + placed.boxes[0].height


def test_one_page_alone_is_shown_whole() -> None:
    (box,) = lay_out([A4], (900, 600), 18, zoom=None).boxes
    assert box.height <= 600 - 2 * 18


@given(
    sizes=st.lists(st.tuples(st.floats(50, 1500), st.floats(50, 1500)), min_size=1, max_size=9),
    view=st.tuples(st.integers(60, 2000), st.integers(60, 2000)),
    zoom=st.none() | st.sampled_from(STEPS),
)
def test_no_page_lies_on_another(
    sizes: list[tuple[float, float]], view: tuple[int, int], zoom: float | None
) -> None:
    placed = lay_out(sizes, view, 18, zoom=zoom)
    boxes = placed.boxes
    assert len(boxes) == len(sizes)
    for number, one in enumerate(boxes):
        assert one.top + one.height <= placed.height
        for other in boxes[number + 1 :]:
            apart = (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
            )
            assert apart


def test_zooming_goes_through_the_steps_and_ends() -> None:
    assert next_step(1.0, 1) == 1.25
    assert next_step(1.1, -1) == 1.0
    assert next_step(STEPS[-1], 1) == STEPS[-1]
    assert next_step(STEPS[0], -1) == STEPS[0]


def test_the_page_looked_at_is_read_aloud(view: PageView, qtbot: QtBot) -> None:
    pages = view.page_count
    assert pages > 2
    said = view.accessibleDescription()
    assert said.startswith(f"Pack WM-0001-A for Potteries; page 1 of {pages}, ")
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert f"page {pages} of {pages}" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert f"page 1 of {pages}" in view.accessibleDescription()


def test_keys_zoom_and_fit_again(view: PageView, qtbot: QtBot) -> None:
    fitted = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    larger = view.zoom
    assert larger > fitted
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom < larger
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == pytest.approx(fitted)


def test_pages_are_drawn_sharply_once_the_size_settles(view: PageView, pdf: bytes) -> None:
    view._settling.stop()
    view._sharpen()
    dpi, image = view._images[0]
    assert dpi == pytest.approx(view.wanted_dpi(pages=view.page_count), abs=0.5)
    (drawn,) = render_pages(pdf, dpi, [0])
    assert (image.width(), image.height()) == (drawn.width, drawn.height)


def test_pages_out_of_sight_are_not_drawn(view: PageView, qtbot: QtBot) -> None:
    for _ in range(6):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    view._settling.stop()
    view._sharpen()
    assert view._images[0][0] > 100
    assert view._images[view.page_count - 1][0] < 100


def test_the_first_page_is_white_on_a_grey_desk(view: PageView) -> None:
    QApplication.processEvents()
    picture = view.viewport().grab().toImage()
    corner, page = view._layout.boxes[0], QColor("white")
    assert picture.pixelColor(corner.left + 3, corner.top + 3) == page
    assert picture.pixelColor(2, view.viewport().height() - 2) != page


def test_an_empty_desk_says_why(view: PageView) -> None:
    view.show_nothing("Nothing waits.")
    assert view.page_count == 0
    assert view.page_here() == 0
    assert view.accessibleDescription() == "Nothing waits."
    assert not view.grab().isNull()
