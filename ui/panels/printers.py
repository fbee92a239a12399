"""Which printers there are, which one the user wants, and how `lp` is told.

The functions that meet the outside world are thin, so that tests can stand in for them.
"""

import shutil
import sys
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

DOTS = 300
"""Resolution, in dots an inch, of pages that are printed as pictures."""


class Sides(StrEnum):
    """How a sheet is printed; the words `lp` uses."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What was chosen in the print dialog; `device` carries what only Qt knows of it."""

    printer: str
    copies: int = 1
    sides: Sides = Sides.ONE
    colour: bool = True
    device: QPrinter | None = None


def printers() -> tuple[str, ...]:
    """The names of the printers this computer knows."""
    return tuple(QPrinterInfo.availablePrinterNames())


def choose_printer(
    parent: QWidget | None, title: str, *, usual: str, two_sided: bool
) -> PrintChoice | None:
    """Let the user choose a printer and how it prints; None where they would rather not."""
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    if usual:
        device.setPrinterName(usual)
    prepare(device)
    sides = QPrinter.DuplexMode.DuplexLongSide if two_sided else QPrinter.DuplexMode.DuplexNone
    device.setDuplex(sides)
    dialog = QPrintDialog(device, parent)
    dialog.setWindowTitle(title)
    for option in (
        QAbstractPrintDialog.PrintDialogOption.PrintPageRange,
        QAbstractPrintDialog.PrintDialogOption.PrintSelection,
        QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage,
        QAbstractPrintDialog.PrintDialogOption.PrintToFile,
    ):
        dialog.setOption(option, False)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return choice_of(device) if accepted else None


def prepare(device: QPrinter) -> None:
    """Let a printer print A4 to its edges, at the resolution of our pictures."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setFullPage(True)
    device.setResolution(DOTS)


def choice_of(device: QPrinter) -> PrintChoice:
    """What a printer is set to, in plain words."""
    sides = {
        QPrinter.DuplexMode.DuplexLongSide: Sides.LONG_EDGE,
        QPrinter.DuplexMode.DuplexShortSide: Sides.SHORT_EDGE,
    }
    return PrintChoice(
        device.printerName(),
        device.copyCount(),
        sides.get(device.duplex(), Sides.ONE),
        device.colorMode() == QPrinter.ColorMode.Color,
        device,
    )


def lp_program() -> str | None:
    """Where `lp` is; None where the system has none."""
    return None if sys.platform == "win32" else shutil.which("lp")


def lp_arguments(choice: PrintChoice, title: str) -> tuple[str, ...]:
    """How `lp` is told what was chosen; the PDF follows on its standard input."""
    options = ["media=A4", f"sides={choice.sides}", "print-scaling=none"]
    if not choice.colour:
        options.append("print-color-mode=monochrome")
    named = ("-d", choice.printer) if choice.printer else ()
    settings = tuple(part for option in options for part in ("-o", option))
    return (*named, "-n", str(choice.copies), "-t", title, *settings)
