"""Words on the screen: every maker shows plain text, whatever the text holds."""

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.look.measure import TINY, font, px
from ui.look.paint import badge_size, cap_size, draw_badge, draw_key_cap
from ui.look.tokens import Kind


def literal(text: str) -> str:
    """The text as captions of buttons, menus and boxes want it: `&` is no mnemonic."""
    return text.replace("&", "&&")


def label(text: str = "", words: str = "", *, ink: Kind | None = None) -> QLabel:
    """One line of plain text; `words` is a kind of text of the style sheet."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if words:
        made.setProperty("words", words)
    if ink:
        made.setProperty("ink", ink.value)
    return made


def wrapped(text: str = "", words: str = "", *, ink: Kind | None = None) -> QLabel:
    """Plain text over as many lines as it needs; it can be selected with the mouse."""
    made = label(text, words, ink=ink)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    made.setMinimumWidth(px(40))
    return made


_JOINTS = re.compile(r"([@./_-])(?=\w)")
_LONG_RUN = re.compile(r"[^\s\u200b]{20}")


def breakable(text: str) -> str:
    """The text with places where a line may break inside addresses and very long words.

    They are zero-width spaces: only for reading, never for what is edited or copied.
    """
    parted = _JOINTS.sub("\\1\u200b", text)
    return _LONG_RUN.sub("\\g<0>\u200b", parted)


class OneLine(QLabel):
    """One line of plain text that gives way: cut with an ellipsis, whole in its tip."""

    def __init__(self, text: str = "", words: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        if words:
            self.setProperty("words", words)

    @property
    def cut(self) -> bool:
        """Whether not all of it is shown."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        few = self.fontMetrics().averageCharWidth() * 6
        return QSize(min(few, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole text only where it is not there to be read."""
        super().resizeEvent(event)
        escaped = self.text().replace("&", "&amp;").replace("<", "&lt;")
        self.setToolTip(f"<span>{escaped}</span>" if self.cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what there is room for."""
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, place.width()
        )
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


def strong(text: str = "") -> QLabel:
    """A name that stands out."""
    return label(text, "strong")


def heading(text: str = "") -> QLabel:
    """What a pane is about."""
    return label(text, "heading")


def title(text: str = "") -> QLabel:
    """What a whole page is about."""
    return label(text, "title")


def muted(text: str = "") -> QLabel:
    """What is good to know."""
    return label(text, "muted")


def small(text: str = "") -> QLabel:
    """What is good to know, in smaller letters."""
    return label(text, "small")


def section_title(text: str, *, accent: bool = False) -> QLabel:
    """The head of a section; shown in capitals, read aloud as written."""
    made = label(text.upper(), "accent section" if accent else "section")
    made.setAccessibleName(text)
    spaced = QFont(made.font())
    spaced.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    made.setFont(spaced)
    return made


class Badge(QLabel):
    """A rounded pill with a word or two."""

    def __init__(self, text: str, kind: Kind) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._kind = kind
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_badge(self, text: str, kind: Kind | str) -> None:
        """Say something else."""
        self._kind = Kind(kind)
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        return badge_size(self.text())

    def minimumSizeHint(self) -> QSize:
        """Never less than the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill; what it has no room for is cut with an ellipsis."""
        spare = self.sizeHint().width() - self.width()
        words = self.text()
        if spare > 0:
            metrics = QFontMetrics(font(TINY))
            room = metrics.horizontalAdvance(words) - spare
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room))
        with QPainter(self) as painter:
            draw_badge(painter, self.rect(), words, self._kind)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size with another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


class KeyCap(QLabel):
    """The picture of a key."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the keys."""
        return cap_size(self.text())

    def minimumSizeHint(self) -> QSize:
        """Never less than the keys."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        with QPainter(self) as painter:
            draw_key_cap(painter, self.rect(), self.text())


def badge(text: str, kind: Kind | str = Kind.NEUTRAL) -> Badge:
    """A rounded pill; kinds are accent, success, warning, danger, info and neutral."""
    return Badge(text, Kind(kind))


def key_cap(keys: str) -> KeyCap:
    """A key as it is printed on screen: `Ctrl K`."""
    return KeyCap(keys)


def dress(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
