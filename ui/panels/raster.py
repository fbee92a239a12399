"""Printing pages as pictures, where the printing system takes no PDF: slow, so in small pieces."""

from collections.abc import Sequence
from functools import partial

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


class RasterPrint(QObject):
    """Prints one PDF through a `QPrinter`; `ended(said)` comes at its end, empty if all went well.

    Nothing comes where the user cancelled.
    """

    ended = Signal(str)

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
        self._job = Job(title, desk.jobs.moved)
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
            self._stop()
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
            then=partial(self._print, first),
            owner=self,
            troubled=lambda refusal: self._finish(refusal.message),
        )

    def _print(self, first: int, pictures: Sequence[Picture]) -> None:
        for place, picture in enumerate(pictures):
            if not self._turn_page(picture, first + place):
                self._finish("The printer could not be started.")
                return
            scale = self._device.resolution() / DOTS
            at = QRectF(0, 0, picture.width * scale, picture.height * scale)
            self._painter.drawImage(at, to_image(picture))
        self._ask(first + len(pictures))

    def _turn_page(self, picture: Picture, number: int) -> bool:
        across = picture.width > picture.height
        self._device.setPageOrientation(
            QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        )
        return self._painter.begin(self._device) if number == 0 else self._device.newPage()

    def _stop(self) -> None:
        if self._painter.isActive():
            self._device.abort()
            self._painter.end()
        self._desk.jobs.ended(self._job)
        self.deleteLater()

    def _finish(self, said: str) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._desk.jobs.ended(self._job)
        self.ended.emit(said)
        self.deleteLater()
