"""Which printers there are, which one the user wants, and how `lp` is told.

The functions that meet the outside world are thin, so that tests can stand in for them.
"""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from ui.form.fields import Form
from ui.look.surfaces import column
from ui.panels.print_choice import A4, PaperSize, PrintChoice, Sides
from ui.panels.trays import TrayChoice

__all__ = [
    "A4", "DOTS", "PaperSize", "PrintChoice", "PrintWish", "Sides", "choice_of", "choose_printer",
    "lp_arguments", "lp_program", "prepare", "printers",
]  # fmt: skip

DOTS = 300
"""Resolution, in dots an inch, of pages that are printed as pictures."""

_PRINTER_BOX = "printers"
"""What Qt calls the list of printers in its own dialog."""


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What the print dialog begins with; `pages` lets a range be chosen where it is known."""

    printer: str = ""
    two_sided: bool = False
    trays: Mapping[str, str] = field(default_factory=dict)
    paper: PaperSize = A4
    pages: int = 0


def printers() -> tuple[str, ...]:
    """The names of the printers this computer knows."""
    return tuple(QPrinterInfo.availablePrinterNames())


def choose_printer(parent: QWidget | None, title: str, wish: PrintWish) -> PrintChoice | None:
    """Let the user choose a printer and how it prints; None where they would rather not."""
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    if wish.printer:
        device.setPrinterName(wish.printer)
    prepare(device, wish.paper)
    sides = QPrinter.DuplexMode.DuplexLongSide if wish.two_sided else QPrinter.DuplexMode.DuplexNone
    device.setDuplex(sides)
    dialog = QPrintDialog(device, parent)
    dialog.setWindowTitle(title)
    for option in (
        QAbstractPrintDialog.PrintDialogOption.PrintSelection,
        QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage,
        QAbstractPrintDialog.PrintDialogOption.PrintToFile,
    ):
        dialog.setOption(option, False)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, wish.pages > 1)
    if wish.pages > 1:
        dialog.setMinMax(1, wish.pages)
    tray = _add_trays(dialog, wish)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = str(tray.value() or "") if tray is not None else ""
    if tray is not None:
        tray.stop()
    dialog.deleteLater()
    return choice_of(device, paper=wish.paper, tray=chosen) if accepted else None


def prepare(device: QPrinter, paper: PaperSize = A4) -> None:
    """Let a printer print a size of paper to its edges, at the resolution of our pictures."""
    size = QPageSize(
        QSizeF(min(paper.wide, paper.high), max(paper.wide, paper.high)),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyOrientationMatch,
    )
    across = paper.wide > paper.high
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    device.setFullPage(True)
    device.setResolution(DOTS)


def choice_of(device: QPrinter, *, paper: PaperSize = A4, tray: str = "") -> PrintChoice:
    """What a printer is set to, in plain words."""
    sides = {
        QPrinter.DuplexMode.DuplexLongSide: Sides.LONG_EDGE,
        QPrinter.DuplexMode.DuplexShortSide: Sides.SHORT_EDGE,
    }
    chosen = device.printRange() is QPrinter.PrintRange.PageRange
    ranges = device.pageRanges().toRangeList() if chosen else []
    return PrintChoice(
        device.printerName(),
        device.copyCount(),
        sides.get(device.duplex(), Sides.ONE),
        device.colorMode() == QPrinter.ColorMode.Color,
        device,
        tray,
        tuple((one.from_, one.to) for one in ranges),
        paper,
    )


def lp_program() -> str | None:
    """Where `lp` is; None where the system has none."""
    return None if sys.platform == "win32" else shutil.which("lp")


def lp_arguments(choice: PrintChoice, title: str) -> tuple[str, ...]:
    """How `lp` is told what was chosen; the PDF follows on its standard input."""
    options = [f"media={choice.paper.media}", f"sides={choice.sides}", "print-scaling=none"]
    if choice.tray:
        options.append(f"InputSlot={choice.tray}")
    if not choice.colour:
        options.append("print-color-mode=monochrome")
    if choice.ranges:
        pages = ",".join(f"{first}-{last}" for first, last in choice.ranges)
        options.append(f"page-ranges={pages}")
    named = ("-d", choice.printer) if choice.printer else ()
    settings = tuple(part for option in options for part in ("-o", option))
    return (*named, "-n", str(choice.copies), "-t", title, *settings)


def _add_trays(dialog: QPrintDialog, wish: PrintWish) -> TrayChoice | None:
    """Put the trays of the printer into Qt's dialog; None where the system's own is shown."""
    box = dialog.findChild(QComboBox, _PRINTER_BOX)
    if lp_program() is None or box is None or not hasattr(dialog, "setOptionTabs"):
        return None
    tray = TrayChoice()
    tab = QWidget(dialog)
    tab.setWindowTitle("Paper tray")
    inside = column(tab, gap=6, margin=10)
    form = Form()
    form.add("tray", "Paper tray", tray, hint="Kept for this printer.")
    inside.addWidget(form)
    inside.addStretch()

    def show(printer: str) -> None:
        tray.show_printer(printer, wish.trays.get(printer, ""))

    box.currentTextChanged.connect(show)
    show(box.currentText())
    dialog.setOptionTabs([tab])
    return tray
