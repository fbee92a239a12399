"""The things one types or picks in, each with a name that is read aloud."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from ui.look.measure import px
from ui.look.paint import draw_check
from ui.look.scheme import tokens
from ui.look.text import literal


def line(name: str, *, placeholder: str = "", value: str = "", secret: bool = False) -> QLineEdit:
    """A line to type in; `name` is read aloud."""
    made = QLineEdit(value)
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class GrowingText(QPlainTextEdit):
    """Several lines of plain text, as high as what was typed, between two bounds of lines.

    Tab leaves the field. `submitted` comes at Ctrl+Enter where nothing else listens to it.
    """

    submitted = Signal()

    def __init__(self, name: str, *, placeholder: str = "", least: int = 3, most: int = 12) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(px(3))
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As high as the text, within bounds."""
        metrics = QFontMetrics(self.font())
        lines = round(self.document().size().height())
        shown = max(self._least, min(self._most, lines))
        frame = px(14) + 2 * self.frameWidth()
        return QSize(px(160), shown * metrics.lineSpacing() + frame)

    def keep_least(self, lines: int) -> None:
        """Be at least so many lines high, also while nothing is typed."""
        if lines != self._least:
            self._least = lines
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """The same: it never hides what was typed."""
        return QSize(px(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths break lines otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Ctrl+Enter apart from a new line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        super().keyPressEvent(event)


class Choice(QComboBox):
    """One of several; the wheel scrolls the page instead of changing the choice."""

    def __init__(self, name: str, choices: Iterable[tuple[str, object]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[str, object]]) -> None:
        """Offer other choices (words, value); the present value stays if it is among them."""
        before = self.currentData()
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        self.choose(before)

    def choose(self, value: object) -> None:
        """Pick by value; the first one where it is not offered."""
        for number in range(self.count()):
            if self.itemData(number) == value:
                self.setCurrentIndex(number)
                return
        self.setCurrentIndex(0 if self.count() else -1)

    def value(self) -> object:
        """The value picked."""
        found: object = self.currentData()
        return found

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as the style does, with an arrow of our own."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens().muted), px(1.5)))
            x, y, reach = self.width() - px(14), self.height() / 2, px(3.5)
            painter.drawPolyline(
                [
                    QPointF(x - reach, y - reach / 2),
                    QPointF(x, y + reach / 2),
                    QPointF(x + reach, y - reach / 2),
                ]
            )


class Check(QCheckBox):
    """A box to tick."""

    def __init__(self, words: str, *, on: bool = False) -> None:
        super().__init__(literal(words))
        self._words = words
        self.setAccessibleName(words)
        self.setChecked(on)

    def sizeHint(self) -> QSize:
        """The box and its words."""
        width = self.fontMetrics().horizontalAdvance(self._words)
        return QSize(width + px(26), max(px(22), self.fontMetrics().height() + px(6)))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def hitButton(self, at: object) -> bool:
        """A click anywhere ticks."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box and words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        side = px(14)
        box = QRect(px(1), (self.height() - side) // 2, side, side)
        with QPainter(self) as painter:
            draw_check(painter, box, on=self.isChecked(), lit=self.hasFocus())
            worn = tokens()
            painter.setPen(QColor(worn.text if self.isEnabled() else worn.muted))
            words = self.rect().adjusted(px(22), 0, 0, 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(words, flags, self._words)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(QColor(worn.accent), 1, Qt.PenStyle.DotLine))
                painter.drawRect(words.adjusted(-px(3), 1, -1, -2))


def text_in(editor: QWidget) -> str:
    """What an editor holds, as text."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        value = editor.currentData()
        return editor.currentText() if value is None else str(value)
    if isinstance(editor, QCheckBox):
        return "yes" if editor.isChecked() else ""
    raise TypeError(f"no text in a {type(editor).__name__}")


def put_text(editor: QWidget, text: str) -> None:
    """Let an editor hold a text."""
    if isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setCursorPosition(0)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, Choice):
        editor.choose(text)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(text))
    else:
        raise TypeError(f"no text in a {type(editor).__name__}")
