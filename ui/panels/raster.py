"""Printing pages as pictures, where the printing system takes no PDF: slow, so in small pieces."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from crm.domain.errors import Cancelled
from ui.jobs import Job
from ui.panels.page_picture import Picture, to_image
from ui.panels.printers import DOTS, PrintChoice, prepare
from ui.room import Desk

AT_ONCE = 2
"""Pages drawn before they are handed on: each is 26 MB as a picture."""

NOT_STARTED = "The printer could not be started."


class RasterPrint(QObject):
    """Prints one PDF through a `QPrinter`; `ended(said)` comes at its end, empty if all went well.

    Pages are drawn by the worker process and painted on a thread of their own: handing a page to a
    printer takes half a second. Nothing comes where the user cancelled.
    """

    ended = Signal(str)
    _painted = Signal(int, bool)
    _closed = Signal()

    def __init__(
        self,
        desk: Desk,
        device: QPrinter,
        pdf: bytes,
        pages: int,
        title: str,
        choice: PrintChoice,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._device = device
        self._pdf = pdf
        self._pages = choice.pages(pages)
        self._painter = QPainter()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="printer")
        self._job = Job(title, desk.jobs.moved)
        self._at_the_end: Callable[[], object] = lambda: None
        self._painted.connect(self._went_on)
        self._closed.connect(self._leave)
        prepare(device, choice.paper)

    def start(self) -> None:
        """Begin; the rest follows as pages are drawn."""
        self._desk.jobs.began(self._job)
        self._ask(0)

    def _ask(self, first: int) -> None:
        from crm.documents.rendering import render_pages  # brings pdfium, loaded by then

        try:
            self._job.step(first, len(self._pages), "pages")
        except Cancelled:
            self._end(lambda: None, abort=True)
            return
        wanted = self._pages[first : first + AT_ONCE]
        if not wanted:
            self._finish("")
            return
        self._desk.bridge.work(
            render_pages,
            self._pdf,
            float(DOTS),
            wanted,
            then=lambda pictures: self._thread.submit(self._print, first, pictures),
            owner=self,
            troubled=lambda refusal: self._finish(refusal.message),
        )

    def _went_on(self, following: int, well: bool) -> None:
        if well:
            self._ask(following)
        else:
            self._finish(NOT_STARTED)

    def _finish(self, said: str) -> None:
        self._end(lambda: self.ended.emit(said), abort=False)

    def _end(self, then: Callable[[], object], *, abort: bool) -> None:
        self._at_the_end = then
        self._thread.submit(self._close, abort)

    def _leave(self) -> None:
        self._thread.shutdown(wait=True)
        self._desk.jobs.ended(self._job)
        self._at_the_end()
        self.deleteLater()

    # What follows runs on the printer's thread, which alone touches painter and device.

    def _print(self, first: int, pictures: Sequence[Picture]) -> None:
        for place, picture in enumerate(pictures):
            if not self._turn_page(picture, first + place):
                self._painted.emit(first, False)
                return
            scale = self._device.resolution() / DOTS
            at = QRectF(0, 0, picture.width * scale, picture.height * scale)
            self._painter.drawImage(at, to_image(picture))
        self._painted.emit(first + len(pictures), True)

    def _turn_page(self, picture: Picture, number: int) -> bool:
        across = picture.width > picture.height
        self._device.setPageOrientation(
            QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        )
        return self._painter.begin(self._device) if number == 0 else self._device.newPage()

    def _close(self, abort: bool) -> None:
        if self._painter.isActive():
            if abort:
                self._device.abort()
            self._painter.end()
        self._closed.emit()
