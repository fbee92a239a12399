"""The place above the rooms for what the clock brings: reminders, and what came due unseen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QWidget

from ui.command import Command
from ui.look.surfaces import as_part, column
from ui.shell.commands import VIEW


class Notice(QFrame):
    """One notice; Enter presses the button that has the focus, Esc goes back to the room."""

    left = Signal()

    def to_first(self) -> None:
        """Put the focus where the notice is answered."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what the button with the focus leaves."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
                focused.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Notices(QWidget):
    """Holds the notices above each other; takes no room while there is none.

    `left` comes when the focus is to go back to the room.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "head")
        self._notices: list[Notice] = []
        self._column = column(self, gap=0)
        self.hide()

    def add(self, notice: Notice) -> None:
        """Take a notice in; it is hidden until it has something to say."""
        notice.hide()
        notice.left.connect(self.left)
        self._notices.append(notice)
        self._column.addWidget(notice)

    def show_notice(self, notice: Notice, *, shown: bool) -> None:
        """Show or hide one; the focus goes back to the room with it."""
        focused = QApplication.focusWidget()
        here = focused is not None and notice.isAncestorOf(focused)
        notice.setVisible(shown)
        self.setVisible(self.standing())
        if here and not shown:
            self.left.emit()

    def standing(self) -> bool:
        """Whether any notice stands."""
        return any(not notice.isHidden() for notice in self._notices)

    def to_first(self) -> None:
        """Put the focus into the first notice."""
        for notice in self._notices:
            if not notice.isHidden():
                notice.to_first()
                return

    def command(self) -> Command:
        """The key that leads here from anywhere."""
        return Command(
            "view.reminder",
            "Reminder",
            self.to_first,
            "Ctrl+R",
            self.standing,
            group=VIEW,
            tip="Go to the reminder above the room, to call, snooze or open",
            why_not="No reminder stands",
        )
