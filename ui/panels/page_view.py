"""Made pages on a grey desk, each with its shadow: scrolled, zoomed and read by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui.bridge import Bridge
from ui.look.measure import px
from ui.look.paint import fill_paper
from ui.look.scheme import tokens
from ui.look.tokens import Scheme
from ui.panels.page_layout import SCREEN, DeskLayout, lay_out, next_step
from ui.panels.page_picture import Picture, draw_shadow, to_image

GAP = 18
SETTLED = 120
"""Milliseconds after the last change of size when pages are drawn sharply again."""


class PageView(QAbstractScrollArea):
    """Shows the pages of a PDF whose pictures are given, and draws them again when zoomed.

    Arrows, Page Up and Page Down scroll, Home and End go to the ends, `+`, `-` and `0` zoom;
    Ctrl with the wheel too.
    """

    def __init__(self, bridge: Bridge, name: str = "Pages") -> None:
        super().__init__()
        self._bridge = bridge
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: dict[int, tuple[float, QImage]] = {}
        self._zoom: float | None = None
        self._about = ""
        self._empty = ""
        self._layout = DeskLayout((), 0, 0, SCREEN)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED)
        self._settling.timeout.connect(self._sharpen)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        # A bar that comes and goes would change the width the pages are fitted into.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """The zoom shown now; 1 is the size of the paper."""
        return self._layout.scale / self._unit()

    def wanted_dpi(self, wide: float = 595.3, pages: int = 2) -> float:
        """The resolution at which pages so many points wide would be sharp here."""
        sizes = [(wide, wide * 1.414)] * max(1, pages)
        return self._lay_out(sizes).scale * 72 * self.devicePixelRatioF()

    def show_pages(
        self,
        pdf: bytes,
        pictures: Sequence[Picture],
        dpi: float,
        *,
        about: str,
        same: bool = False,
        pages: int = 0,
    ) -> None:
        """Show a document; `about` is read aloud. With `same` the place read stays.

        Where there are more `pages` than pictures, the others are like the last one and are drawn
        when they come into sight.
        """
        kept = self.verticalScrollBar().value() if same else 0
        self._pdf, self._about, self._empty = pdf, about, ""
        self._sizes = tuple((one.width * 72 / dpi, one.height * 72 / dpi) for one in pictures)
        self._sizes += self._sizes[-1:] * (pages - len(pictures))
        self._images = {place: (dpi, to_image(one)) for place, one in enumerate(pictures)}
        self._arrange()
        self.verticalScrollBar().setValue(kept)
        self._settling.start()
        self._describe()
        self.viewport().update()

    def show_nothing(self, words: str = "") -> None:
        """Show an empty desk with a few words on it."""
        self._pdf, self._sizes, self._images, self._about = b"", (), {}, ""
        self._empty = words
        self._settling.stop()
        self._arrange()
        self._describe()
        self.viewport().update()

    def zoom_by(self, steps: int) -> None:
        """Show everything larger (1) or smaller (-1); 0 fits the pages to the desk again."""
        self._zoom = next_step(self.zoom, steps) if steps else None
        place = self.verticalScrollBar().value() / max(1, self._layout.height)
        self._arrange()
        self.verticalScrollBar().setValue(round(place * self._layout.height))
        self._settling.start()
        self._describe()
        self.viewport().update()

    def page_here(self) -> int:
        """The number of the first page at the middle of the view, from 1; 0 for none."""
        if not self._layout.boxes:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        boxes = enumerate(self._layout.boxes, 1)
        return next((n for n, box in boxes if box.top + box.height > middle), self.page_count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll and zoom."""
        bar = self.verticalScrollBar()
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        held &= ~Qt.KeyboardModifier.ShiftModifier
        if held:
            super().keyPressEvent(event)
        elif event.key() in zooms:
            self.zoom_by(zooms[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom while Ctrl is held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width; draw them sharply once it settles."""
        super().resizeEvent(event)
        self._arrange()
        self._settling.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw sharply what was shown meanwhile."""
        super().showEvent(event)
        self._settling.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing more for nobody: the window may be closing."""
        super().hideEvent(event)
        self._settling.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Wear other colours or another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()
            self.viewport().update()

    def focusInEvent(self, event: object) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        """Show where the focus is."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the desk, the shadows and the pages in sight."""
        worn = tokens()
        desk = worn.surface if worn.scheme is Scheme.CONTRAST else worn.line
        view = self.viewport().rect()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(view, QColor(desk))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, at in self._in_sight():
                draw_shadow(painter, at)
                fill_paper(painter, at)
                if number in self._images:
                    painter.drawImage(at, self._images[number][1])
            if self._empty:
                painter.setPen(QColor(worn.muted))
                words = view.adjusted(px(24), px(24), -px(24), -px(24))
                flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
                painter.drawText(words, flags, self._empty)
            if self.hasFocus():
                painter.setPen(QPen(QColor(worn.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(view.adjusted(1, 1, -1, -1))

    def _in_sight(self) -> list[tuple[int, QRect]]:
        view = self.viewport().rect()
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        placed = [
            (number, QRect(box.left - left, box.top - top, box.width, box.height))
            for number, box in enumerate(self._layout.boxes)
        ]
        return [(number, at) for number, at in placed if at.intersects(view)]

    def _unit(self) -> float:
        return SCREEN * px(100) / 100

    def _lay_out(self, sizes: Sequence[tuple[float, float]]) -> DeskLayout:
        view = self.viewport()
        return lay_out(
            sizes,
            (view.width(), view.height()),
            px(GAP),
            zoom=self._zoom,
            unit=self._unit(),
            narrowest=px(180),
        )

    def _arrange(self) -> None:
        self._layout = self._lay_out(self._sizes)
        view = self.viewport()
        for bar, whole, shown in (
            (self.verticalScrollBar(), self._layout.height, view.height()),
            (self.horizontalScrollBar(), self._layout.width, view.width()),
        ):
            bar.setRange(0, max(0, whole - shown))
            bar.setPageStep(max(1, shown - px(40)))
            bar.setSingleStep(px(40))

    def _scrolled(self) -> None:
        self._settling.start()
        self._describe()
        self.viewport().update()

    def _sharpen(self) -> None:
        """Have the pages in sight drawn at the resolution they are shown at."""
        dpi = self._layout.scale * 72 * self.devicePixelRatioF()
        blurred = [
            number
            for number, _at in self._in_sight()
            if abs(self._images.get(number, (0.0,))[0] - dpi) > 0.5
        ]
        if not blurred or not self._pdf:
            return
        from crm.documents.rendering import render_pages  # brings pdfium, loaded by then

        pdf = self._pdf
        self._bridge.work(
            render_pages,
            pdf,
            dpi,
            tuple(blurred),
            then=lambda pictures: self._sharp(pdf, blurred, pictures, dpi),
            owner=self,
            latest="pages",
        )

    def _sharp(
        self, pdf: bytes, numbers: Sequence[int], pictures: Sequence[Picture], dpi: float
    ) -> None:
        if pdf != self._pdf:
            return
        for number, picture in zip(numbers, pictures, strict=True):
            self._images[number] = (dpi, to_image(picture))
        self.viewport().update()

    def _describe(self) -> None:
        if not self._sizes:
            self.setAccessibleDescription(self._empty)
            return
        here = f"page {self.page_here()} of {len(self._sizes)}, {self.zoom:.0%}"
        self.setAccessibleDescription(f"{self._about}; {here}" if self._about else here)
