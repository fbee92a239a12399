"""Opens Qt's print dialog as Muster does, chooses as somebody would, and prints by `lp`."""

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QRadioButton, QSpinBox

from crm.documents.label_sheets import SHEETS
from crm.documents.labels import make_labels
from tests.ui.panels.test_cups import LABELS
from ui.panels import printers
from ui.panels.printers import PrintWish
from ui.panels.sending import print_by_lp
from ui.panels.trays import TrayChoice

app = QApplication([])
assert printers.printers() == ("Office",), printers.printers()


def choose() -> None:
    """Wait for the trays, choose one and the second page, and press Print."""
    dialog = next(one for one in app.topLevelWidgets() if isinstance(one, QPrintDialog))
    tray = dialog.findChild(TrayChoice)
    assert tray is not None
    if tray.count() < 5:
        QTimer.singleShot(20, choose)
        return
    tray.choose("Tray1")
    pages = dialog.findChild(QRadioButton, "printRange")
    assert pages is not None
    pages.click()
    for name in ("from", "to"):
        spin = dialog.findChild(QSpinBox, name)
        assert spin is not None
        spin.setValue(2)
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    box.button(QDialogButtonBox.StandardButton.Ok).click()


QTimer.singleShot(0, choose)
wish = PrintWish("Office", two_sided=True, trays={"Office": "Tray2"}, pages=3)
choice = printers.choose_printer(None, "Print 50 labels", wish)
assert choice is not None
program = printers.lp_program()
assert program is not None
made = make_labels(LABELS, SHEETS["L7160"])
print_by_lp(program, printers.lp_arguments(choice, "50 labels"), made.pdf)
print(choice.printer, choice.sides, choice.tray, choice.ranges, f"{choice.paper.wide:g}")
