"""The ways out of the program: to a printer, into a file, into the PDF viewer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from crm.domain.errors import Refusal
from crm.domain.file_names import safe_file_name
from ui.panels import printers, saving
from ui.panels.paper_choices import keep_tray
from ui.panels.printers import A4, PaperSize, PrintChoice, PrintWish, Sides
from ui.panels.raster import RasterPrint
from ui.panels.sending import print_by_lp, write_file
from ui.room import Desk

Then = Callable[[], object]
NO_PRINTER = "There is no printer on this computer. Save the PDF, or open it in the PDF viewer."


class Outlet(QObject):
    """Prints, saves and shows PDFs. `no_printer` is True once none was found."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._window = window
        self._folder: QTemporaryDir | None = None
        self.no_printer = False

    def choose(
        self, title: str, *, paper: PaperSize = A4, pages: int = 0, one_side: bool = False
    ) -> PrintChoice | None:
        """Ask for a printer; None where the user would rather not, or `no_printer`.

        With the number of `pages` some of them can be chosen; `one_side` is for what has no
        back, such as labels, and leaves alone how letters are printed.
        """
        now = self._desk.preferences.now
        known = printers.printers()
        self.no_printer = not known
        if not known:
            return None
        usual = now.printer if now.printer in known else ""
        two_sided = now.two_sided and not one_side
        wish = PrintWish(usual, two_sided, now.trays, paper, pages)
        choice = printers.choose_printer(self._window, title, wish)
        if choice is not None:
            two_sided = now.two_sided if one_side else choice.sides is not Sides.ONE
            self._desk.preferences.change(printer=choice.printer, two_sided=two_sided)
            if not one_side:
                keep_tray(self._desk.preferences, choice.printer, choice.tray)
        return choice

    def send(self, pdf: bytes, pages: int, choice: PrintChoice, title: str, then: Then) -> None:
        """Print a PDF as chosen; `then` once the printing system has it."""
        program = printers.lp_program()
        if program is None:
            self._send_pictures(pdf, pages, choice, title, then)
            return
        self._desk.bridge.work(
            print_by_lp,
            program,
            printers.lp_arguments(choice, title),
            pdf,
            then=lambda _answer: then(),
            owner=self,
            title=f"Sending {title} to {choice.printer}",
        )

    def save(self, pdf: bytes, name: str) -> None:
        """Ask where, and save a PDF there; `name` is text that a file name is made of."""
        proposed = self._desk.preferences.folder("save") / safe_file_name(name)
        path = saving.ask_where(self._window, "Save PDF", proposed)
        if path is None:
            return
        self._desk.preferences.keep_folder("save", path.parent)
        self._write(path, pdf, lambda _path: self._desk.say(f"Saved {path.name}"))

    def view(self, pdf: bytes, name: str) -> None:
        """Show a PDF in the system's viewer; the copy it opens goes when Muster ends."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        if not self._folder.isValid():
            refusal = Refusal("There is no room for a copy to open in the PDF viewer.")
            self._desk.troubles.meet(refusal)
            return
        path = Path(self._folder.path()) / safe_file_name(name)
        self._write(path, pdf, self._viewed)

    def _viewed(self, path: str) -> None:
        if not saving.open_in_viewer(Path(path)):
            refusal = Refusal("No program on this computer opens PDFs. Save the PDF instead.")
            self._desk.troubles.meet(refusal)

    def _write(self, path: Path, pdf: bytes, then: Callable[[str], object]) -> None:
        self._desk.bridge.work(write_file, str(path), pdf, then=then, owner=self)

    def _send_pictures(
        self, pdf: bytes, pages: int, choice: PrintChoice, title: str, then: Then
    ) -> None:
        device = choice.device
        if device is None:
            device = QPrinter(QPrinter.PrinterMode.HighResolution)
            device.setPrinterName(choice.printer)
        printing = RasterPrint(self._desk, device, pdf, pages, f"Printing {title}", choice)
        printing.setParent(self)
        printing.ended.connect(partial(self._pictures_sent, then))
        printing.start()

    def _pictures_sent(self, then: Then, said: str) -> None:
        if said:
            self._desk.troubles.meet(Refusal(said, field="printer"))
        else:
            then()
