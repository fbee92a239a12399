"""What happened, said where it does not get in the way, with Undo beside it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.look.buttons import Button, IconButton
from ui.look.measure import px
from ui.look.surfaces import as_part, row
from ui.look.text import dress, label

STAYS = 8_000
"""Milliseconds a good word stays; a refusal stays until the next message or its cross."""


class MessageBar(QFrame):
    """Floats at the bottom left of the rooms, or of the part of a room that `over` names."""

    def __init__(
        self,
        holder: QWidget,
        undo: Callable[[], object],
        over: Callable[[], QWidget | None] = lambda: None,
    ) -> None:
        super().__init__(holder)
        as_part(self, "raised")
        self._holder, self._over = holder, over
        self.setAccessibleName("Message")
        self._text = label("", "raised")
        self._undo = self.undo_button = Button("Undo")
        self._undo.clicked.connect(lambda _on=False: self._take_back(undo))
        self._more = Button("")
        self._more_run: Callable[[], object] | None = None
        self._more.clicked.connect(lambda _on=False: self._do_more())
        for made in (self._undo, self._more):
            dress(made, raised=True)
        close = IconButton("x", "Hide this message", raised=True)
        close.clicked.connect(self.hide)
        layout = row(self, gap=8)
        layout.setContentsMargins(px(14), px(4), px(6), px(4))
        for part in (self._text, self._undo, self._more, close):
            layout.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        holder.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        """Say that something was done."""
        self._show(text, undo=undo)
        self._timer.start(STAYS)

    def refuse(
        self, text: str, *, offer: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """Say why something was not done; it stays. `offer` names what can be done instead."""
        self._show(text, undo=False, offer=offer, run=run)
        self._timer.stop()

    def text(self) -> str:
        """What is said now; empty for nothing."""
        return "" if self.isHidden() else self._text.text()

    def stand(self) -> None:
        """Stand above everything where there is room now."""
        if not self.isHidden():
            self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if event.type() is QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._place()
        return False

    def _show(
        self,
        text: str,
        *,
        undo: bool,
        offer: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        self._text.setText(text)
        self._undo.setVisible(undo)
        self._more.rename(offer)
        self._more.setVisible(bool(offer))
        self._more_run = run
        self._text.setWordWrap(False)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _place(self) -> None:
        place = self._free()
        room = place.width() - px(32)
        if self.sizeHint().width() > room:
            self._text.setWordWrap(True)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        width = min(self.sizeHint().width(), room)
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        left, foot = place.left() + px(16), place.top() + place.height() - px(14)
        self.setGeometry(left, foot - height, width, height)

    def _free(self) -> QRect:
        """Where a message may stand, within the holder."""
        holder, over = self._holder, self._over()
        if over is None or not over.isVisible() or not holder.isAncestorOf(over):
            return holder.rect()
        return QRect(over.mapTo(holder, QPoint(0, 0)), over.size())

    def _take_back(self, undo: Callable[[], object]) -> None:
        self.hide()
        undo()

    def _do_more(self) -> None:
        self.hide()
        if self._more_run is not None:
            self._more_run()
