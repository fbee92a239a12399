"""Buttons that show the key which does the same."""

from collections.abc import Callable, Sequence
from typing import Protocol
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from ui.look.icons import pixmap
from ui.look.measure import px
from ui.look.paint import cap_size, draw_key_cap
from ui.look.scheme import tokens
from ui.look.text import literal
from ui.look.tokens import Kind

_with_command: "WeakSet[Button]" = WeakSet()

KEY_SIGNS = {
    "Shift": "⇧", "Down": "↓", "Up": "↑", "Left": "←", "Right": "→",
    "Return": "Enter", "Del": "Delete", "Esc": "Esc",
}  # fmt: skip


class Pressable(Protocol):
    """What a button needs of a command."""

    @property
    def text(self) -> str:
        """What it does, as a caption."""

    @property
    def tip(self) -> str:
        """What it does, as a sentence."""

    @property
    def keys(self) -> Sequence[str]:
        """The keys that do it, the first one shown."""

    def press(self) -> None:
        """Do it, if it can be done now."""

    def possible(self) -> bool:
        """Whether it can be done now."""


def say_keys(keys: str) -> str:
    """`Ctrl+Shift+P` as it is printed: `Ctrl ⇧ P`."""
    parts = [*keys[:-2].split("+"), "+"] if keys.endswith("++") else keys.split("+")
    return " ".join(KEY_SIGNS.get(key, key) for key in parts)


class Button(QPushButton):
    """A push button with plain text and, at its right, a key cap.

    `spread` puts the words at the left edge and the cap at the right one, as in a grid of
    answers; `kind` colours the words.
    """

    def __init__(
        self, text: str, keys: str = "", *, spread: bool = False, kind: Kind | None = None
    ) -> None:
        super().__init__()
        self._words = text
        self._cap = say_keys(keys) if keys else ""
        self._spread = spread
        self._kind = kind
        self._command: Pressable | None = None
        self.setText(literal(text))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def follow(self, command: Pressable) -> None:
        """Do what a command does, and be grey while it cannot be done."""
        self._command = command
        self.clicked.connect(command.press)
        _with_command.add(self)
        self.look_again()

    def look_again(self) -> None:
        """Ask the command whether it can be done now, and by which key."""
        if self._command is None:
            return
        self.setEnabled(self._command.possible())
        keys = self._command.keys[0] if self._command.keys else ""
        if self._cap != (say_keys(keys) if keys else ""):
            self.show_keys(keys)

    def rename(self, text: str) -> None:
        """Carry other words."""
        self._words = text
        self.setText(literal(text))
        self.setAccessibleName(text)
        self.updateGeometry()

    def show_keys(self, keys: str) -> None:
        """Show another key, or none."""
        self._cap = say_keys(keys) if keys else ""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for words, cap and a little air."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._words) + px(24)
        if self._cap:
            width += cap_size(self._cap).width() + px(5)
        return QSize(width, max(px(30), metrics.height() + px(10)))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame as the style does, then words and cap."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
            self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        cap = cap_size(self._cap) if self._cap else QSize(0, 0)
        gap = px(5) if self._cap else 0
        inner = self.rect().adjusted(px(10), 0, -px(9), 0)
        room = inner.width() - gap - cap.width()
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        words = min(metrics.horizontalAdvance(self._words), room)
        left = inner.left()
        if not self._spread:
            left = (self.width() - words - gap - cap.width()) // 2
        painter.setPen(self._ink())
        face = QFont(self.font())
        if self.isCheckable() and self.isChecked():
            face.setWeight(QFont.Weight.DemiBold)
        painter.setFont(face)
        place = QRect(left, 0, inner.right() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self._cap:
            at = inner.right() - cap.width() + 1 if self._spread else left + words + gap
            top = (self.height() - cap.height()) // 2
            draw_key_cap(painter, QRect(at, top, cap.width(), cap.height()), self._cap)

    def _ink(self) -> str:
        worn = tokens()
        if not self.isEnabled():
            return worn.muted
        if self.property("primary"):
            return worn.on_accent
        if self.property("raised"):
            return worn.on_raised
        return worn.ink(self._kind) if self._kind else worn.text


class IconButton(QPushButton):
    """A button that shows only an icon; its name is read aloud and shown as its tip."""

    def __init__(self, name: str, says: str, *, quiet: bool = True, raised: bool = False) -> None:
        super().__init__()
        self._name = name
        self.setProperty("raised" if raised else "quiet", quiet or raised)
        self.setAccessibleName(says)
        self.setToolTip(plain_tip(says))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(px(28), px(28))

    def minimumSizeHint(self) -> QSize:
        """A square."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame as the style does, then the icon in its middle."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
            worn = tokens()
            ink = worn.on_raised if self.property("raised") else worn.text
            picture = pixmap(self._name, ink if self.isEnabled() else worn.muted)
            side = px(16)
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size with another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


def button(
    what: Pressable | str,
    *,
    primary: bool = False,
    quiet: bool = False,
    raised: bool = False,
    spread: bool = False,
    keys: str = "",
    kind: Kind | None = None,
    run: Callable[[], object] | None = None,
) -> Button:
    """A button for a command (its words, key, tip and state) or for plain words and `run`.

    `primary` is the one main thing of a screen; `quiet` has no frame; `raised` stands on
    the dark bar.
    """
    if isinstance(what, str):
        made = Button(what, keys, spread=spread, kind=kind)
        if run is not None:
            made.clicked.connect(lambda _checked=False: run())
    else:
        made = Button(what.text, what.keys[0] if what.keys else "", spread=spread, kind=kind)
        made.setToolTip(plain_tip(what.tip))
        made.follow(what)
    for name, worn in (("primary", primary), ("quiet", quiet), ("raised", raised)):
        if worn:
            made.setProperty(name, True)
    return made


def icon_button(
    name: str, says: str, run: Callable[[], object] | None = None, *, raised: bool = False
) -> IconButton:
    """A button with an icon of `resources/icons`; `says` is its name and tip."""
    made = IconButton(name, says, raised=raised)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


def plain_tip(text: str) -> str:
    """A tool tip that is shown as it is written, whatever it holds."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>" if escaped != text else text


def refresh_buttons() -> None:
    """Let every button with a command ask whether it can be done now."""
    for made in list(_with_command):
        if shiboken6.isValid(made):  # its window may be gone while Python still knows it
            made.look_again()
