"""When the call was made: empty for now, else typed like `yesterday 15:10`; and who rang whom."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crm.domain.calendar import local_day
from crm.domain.errors import Refusal
from crm.domain.past_times import read_past, say_past
from ui.form.when_field import WhenLine
from ui.look.measure import px
from ui.look.surfaces import row
from ui.look.text import badge, dress, wrapped
from ui.look.tokens import Kind

EXAMPLES = "yesterday 15:10"


class CallTimeField(QWidget):
    """A small line; `echo` and `trouble` are labels that the pane puts under it.

    `edited` comes at each key, `accepted` at Enter once it is understood.
    """

    edited = Signal()
    accepted = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.incoming = False
        self.echo: QLabel = wrapped("", "echo")
        self.trouble: QLabel = wrapped("", "trouble")
        self._rang = badge("They rang", Kind.INFO)
        self._line = WhenLine()
        self._line.setAccessibleName("When the call was made, empty for now")
        self._line.setPlaceholderText("now")
        self._line.setToolTip(f"When the call was made: empty for now, or {EXAMPLES}")
        self._line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = row(self, gap=6)
        layout.addWidget(self._rang)
        layout.addWidget(self._line)
        for quiet in (self.echo, self.trouble, self._rang):
            quiet.hide()
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._changed)
        self._line.accepted.connect(self._accept)
        self._line.editingFinished.connect(self._settle)
        self._fit()

    def text(self) -> str:
        """What is typed."""
        return self._line.text().strip()

    def put(self, text: str, *, incoming: bool = False) -> None:
        """Let it hold a text; `incoming` says that they rang."""
        self._line.blockSignals(True)
        self._line.setText(text)
        self._line.blockSignals(False)
        self.incoming = incoming
        self._rang.setVisible(incoming)
        self._say()

    def at(self) -> datetime | None:
        """When the call was made; None for now; raises `Refusal`."""
        return read_past(self.text(), self._now())

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what is wrong and go there; the text is kept."""
        self._complain(refusal.message)
        self.go()
        return True

    def go(self) -> None:
        """Go there with the text selected."""
        self._line.setPlaceholderText(EXAMPLES)
        self._fit()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    def _changed(self) -> None:
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        self._complain("")
        try:
            at = self.at()
        except Refusal:
            at = None
        self.echo.setText(f"Made {say_past(at, local_day(self._now()))}" if at else "")
        self.echo.setVisible(at is not None)
        self._fit()

    def _accept(self) -> None:
        try:
            self.at()
        except Refusal as refusal:
            self._complain(refusal.message)
            return
        self.accepted.emit()

    def _settle(self) -> None:
        try:
            self.at()
        except Refusal as refusal:
            self._complain(refusal.message)
        if not self.text():
            self._line.setPlaceholderText("now")
        self._fit()

    def _complain(self, message: str) -> None:
        self.trouble.setText(message)
        self.trouble.setVisible(bool(message))
        dress(self._line, faulty="true" if message else "")
        self._line.setAccessibleDescription(message)

    def _fit(self) -> None:
        """As wide as what it shows, so that the empty line takes little room."""
        shown = self.text() or self._line.placeholderText()
        width = self.fontMetrics().horizontalAdvance(shown) + px(26)
        self._line.setFixedWidth(max(px(58), min(width, px(190))))
