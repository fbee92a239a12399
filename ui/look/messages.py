"""Questions and messages in a box of their own, always as plain text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton, QWidget

from ui.look.buttons import Button
from ui.look.measure import room_for
from ui.look.text import literal


def tell(parent: QWidget | None, title: str, text: str, *, more: str = "") -> None:
    """Say something that cannot wait; `more` is a second, smaller paragraph."""
    box = message_box(parent, title, text, more=more)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.exec()
    box.deleteLater()


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    *,
    yes: str,
    no: str = "Cancel",
    more: str = "",
    danger: bool = False,
) -> bool:
    """Ask for a decision; `yes` names what will be done. With `danger`, Enter means no."""
    return choose(parent, title, text, (yes,), no=no, more=more, danger=danger) == 0


def choose(
    parent: QWidget | None,
    title: str,
    text: str,
    answers: Sequence[str],
    *,
    no: str = "Cancel",
    more: str = "",
    danger: bool = False,
) -> int | None:
    """Let the user choose one of several answers: its number, or None for `no`."""
    box = message_box(parent, title, text, more=more)
    offered = [_box_button(box, answer, QMessageBox.ButtonRole.AcceptRole) for answer in answers]
    away = _box_button(box, no, QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(away)
    box.setDefaultButton(away if danger or not offered else offered[0])
    box.exec()
    pressed = box.clickedButton()
    chosen = next((n for n, made in enumerate(offered) if made is pressed), None)
    box.deleteLater()
    return chosen


def ask_text(
    parent: QWidget | None, title: str, text: str, *, yes: str, value: str = ""
) -> str | None:
    """Ask for one line: what was typed, without blanks at its ends, or None."""
    box = message_box(parent, title, text)
    line = QLineEdit(value)
    line.setAccessibleName(title)
    line.setMinimumWidth(room_for(36))
    if (layout := box.layout()) is not None:
        layout.addWidget(line)
    accept = _box_button(box, yes, QMessageBox.ButtonRole.AcceptRole)
    away = _box_button(box, "Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(accept)
    box.setEscapeButton(away)
    line.selectAll()
    line.setFocus()
    box.exec()
    typed = line.text().strip() if box.clickedButton() is accept else None
    box.deleteLater()
    return typed


def message_box(
    parent: QWidget | None, title: str, text: str, *, more: str = "", details: str = ""
) -> QMessageBox:
    """A box that shows its text as it is; `details` unfold and can be copied."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # setInformativeText would read marks in its text: the second paragraph joins the first.
    box.setText(f"{text}\n\n{more}" if more else text)
    if details:
        box.setDetailedText(details)
    return box


def _box_button(box: QMessageBox, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
    made = Button(text)
    made.setText(literal(text))
    box.addButton(made, role)
    return made
