"""The next step as it is typed: `tue 2pm`, `+3wd`, echoed at once as an absolute date."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crm.domain.errors import Refusal
from ui.look.surfaces import column
from ui.look.text import dress, label, wrapped

if TYPE_CHECKING:
    from crm.domain.next_steps import When


ClashAsker = Callable[[datetime, Callable[[str], object]], object]
"""Asked what else is promised close to an instant; tells it as a sentence, empty for nothing."""


class WhenLine(QLineEdit):
    """The line itself: Enter accepts."""

    accepted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Enter to the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.accepted.emit()
            return
        super().keyPressEvent(event)


class WhenField(QWidget):
    """A typed point in time; nothing is guessed: what is not understood is said, the text kept.

    `edited` comes at each key, `accepted(When)` at Enter when it was understood. The message
    waits until the field is left or Enter is pressed: half a word is no mistake yet.
    """

    edited = Signal()
    accepted = Signal(object)

    def __init__(
        self,
        name: str = "Next step",
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        placeholder: str = "tue 2pm, +3wd, 1 mar am …",
        clash: ClashAsker | None = None,
    ) -> None:
        super().__init__()
        self._now = now
        self.clash = clash
        self._warned = ""
        self._line = WhenLine()
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(placeholder)
        self._echo = label("", "echo")
        self._warning = wrapped("", "warning")
        self._trouble = wrapped("", "trouble")
        layout = column(self, gap=3)
        for part in (self._line, self._echo, self._warning, self._trouble):
            layout.addWidget(part)
        for quiet in (self._echo, self._warning, self._trouble):
            quiet.hide()
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._changed)
        self._line.accepted.connect(self._accept)
        self._line.editingFinished.connect(self._left)

    def text(self) -> str:
        """What is typed."""
        return self._line.text().strip()

    def put(self, text: str) -> None:
        """Let it hold a text."""
        self._line.setText(text)

    def clear(self) -> None:
        """Empty it, with nothing said."""
        self._line.clear()

    def when(self) -> "When | None":
        """What was typed, understood; None where nothing is typed; raises `Refusal`."""
        # The calendar behind it costs more than the first paint.
        from crm.domain.next_steps import read_when

        return read_when(self.text(), self._now()) if self.text() else None

    def select(self) -> None:
        """Go there with the text selected, so that typing replaces it."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what is wrong and go there; the text is kept."""
        self._say_trouble(refusal.message)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def echo(self) -> str:
        """The absolute date said back now; empty for none."""
        return "" if self._echo.isHidden() else self._echo.text()

    def trouble(self) -> str:
        """What is said to be wrong now; empty for nothing."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def warnings(self) -> str:
        """What is warned of now; empty for nothing."""
        return "" if self._warning.isHidden() else self._warning.text()

    def _changed(self) -> None:
        self._say_trouble("")
        try:
            self._say_back(self.when())
        except Refusal:
            self._say_back(None)
        self.edited.emit()

    def _say_back(self, when: "When | None") -> None:
        said, warned = "", ""
        if when is not None:
            from crm.domain.calendar import to_local
            from crm.domain.next_steps import say_when

            today = to_local(self._now()).date()
            said = say_when(when, today)
            said = f"Today, {said}" if when.day == today else said
            warned = " ".join(when.warnings)
        self._echo.setText(said)
        self._echo.setVisible(bool(said))
        self._warned = warned
        self._warn(warned)
        if when is not None and when.at is not None and self.clash is not None:
            self.clash(when.at, partial(self._clashes, self.text()))

    def _clashes(self, typed: str, sentence: str) -> None:
        """Warn of what else is promised then, if that is still what is typed."""
        if typed == self.text():
            self._warn(" ".join(part for part in (sentence, self._warned) if part))

    def _warn(self, warned: str) -> None:
        self._warning.setText(warned)
        self._warning.setVisible(bool(warned))
        parts = (self._echo.text(), warned)
        self._line.setAccessibleDescription(" ".join(part for part in parts if part))

    def _accept(self) -> None:
        try:
            when = self.when()
        except Refusal as refusal:
            self._say_trouble(refusal.message)
            return
        if when is not None:
            self.accepted.emit(when)

    def _left(self) -> None:
        try:
            self.when()
        except Refusal as refusal:
            self._say_trouble(refusal.message)

    def _say_trouble(self, message: str) -> None:
        self._trouble.setText(message)
        self._trouble.setVisible(bool(message))
        dress(self._line, faulty="true" if message else "")
        if message:
            self._line.setAccessibleDescription(message)
