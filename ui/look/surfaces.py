"""Panes, cards, lines and the way they are stacked."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.look.measure import px
from ui.look.tokens import Kind

L = TypeVar("L", QVBoxLayout, QHBoxLayout)


def as_part(widget: QWidget, part: str) -> None:
    """Let a widget wear the style of a part of the screen (see `style`)."""
    widget.setProperty("part", part)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def pane(part: str = "pane") -> QFrame:
    """An empty surface: `pane`, `left pane`, `right pane`, `head`, `desk`, `raised`, `popup`."""
    made = QFrame()
    as_part(made, part)
    return made


def card(kind: Kind | None = None) -> QFrame:
    """A bordered box; with a kind, one on the tint of that kind."""
    return pane(f"{kind.value} card" if kind else "card")


def line() -> QFrame:
    """A hair between two things above each other."""
    made = pane("line")
    made.setFixedHeight(1)
    return made


def column(holder: QWidget | None = None, *, gap: float = 6, margin: float = 0) -> QVBoxLayout:
    """Things above each other; gap and margin at the design size."""
    return _measured(QVBoxLayout(holder) if holder else QVBoxLayout(), gap, margin)


def row(holder: QWidget | None = None, *, gap: float = 6, margin: float = 0) -> QHBoxLayout:
    """Things beside each other; gap and margin at the design size."""
    return _measured(QHBoxLayout(holder) if holder else QHBoxLayout(), gap, margin)


class FlowingPage(QWidget):
    """The content of a scrolling area, as high as its words need at the width it has.

    Broken lines make a layout ask for the height of a narrow column; the area asks again with
    the real width, so the least height must not stand in its way.
    """

    def minimumSizeHint(self) -> QSize:
        """As narrow as its parts can be, of any height."""
        layout = self.layout()
        return QSize(layout.minimumSize().width() if layout is not None else 0, 0)


def scrolling(content: QWidget) -> QScrollArea:
    """A content that scrolls up and down when it is higher than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    # The surface it lies on shows through, whatever its tint.
    for inside in (content, area.viewport()):
        inside.setAutoFillBackground(False)
    return area


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go."""
    while item := layout.takeAt(0):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def _measured(layout: L, gap: float, margin: float) -> L:
    layout.setSpacing(px(gap))
    layout.setContentsMargins(px(margin), px(margin), px(margin), px(margin))
    return layout
