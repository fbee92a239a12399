"""The three panes of the room of letters, placed; they know nothing of what they show."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.letters.commands import LettersCommands
from ui.letters.pack_view import PackView
from ui.letters.queue_list import LettersList
from ui.letters.run_view import RunView
from ui.look.buttons import button
from ui.look.measure import px, room_for
from ui.look.surfaces import column, line, pane, row
from ui.look.text import strong, wrapped
from ui.look.tokens import Kind
from ui.panels.page_view import PageView
from ui.places import Place

THREE_PANES = 700
"""The least width, at the design size, at which three panes stand beside each other."""


class SideScroll(QScrollArea):
    """Scrolls up and down, and is never narrower than what it holds."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """As wide as the content must be, beside its scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._content.minimumSizeHint().width() + bar, px(120))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take another least width when the content does."""
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class LettersPanes(QWidget):
    """The list, the pages and the pane at the right. `go(place)` comes from a notice."""

    go = Signal(object)

    def __init__(self, bridge: Bridge, commands: LettersCommands) -> None:
        super().__init__()
        self.list = LettersList()
        self.pages = PageView(bridge, "Pages")
        self.pack = PackView((commands.print_one, commands.save, commands.take_out))
        more = (
            commands.print_again, commands.save, commands.view, commands.put_back, commands.jammed,
        )  # fmt: skip
        self.run = RunView(commands.post, more)
        self._counted = wrapped("", "muted")
        self._counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._counted.setMinimumWidth(px(80))
        self._notice = wrapped("", "warning")
        fix = button("Open Settings", quiet=True, kind=Kind.ACCENT)
        fix.clicked.connect(lambda _on=False: self.go.emit(Place("settings")))
        self._general = QWidget()
        general = column(self._general, gap=2)
        general.setContentsMargins(px(14), 0, px(8), px(6))
        general.addWidget(self._notice)
        beneath = row(gap=0)
        beneath.addWidget(fix)
        beneath.addStretch()
        general.addLayout(beneath)
        self._general.hide()
        self._right = QStackedWidget()
        self._pack_area = SideScroll(self.pack)
        self._run_area = SideScroll(self.run)
        self._nothing = QWidget()
        for page in (self._nothing, self._pack_area, self._run_area):
            self._right.addWidget(page)
        self._right_part = self._right_pane()
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._side.setChildrenCollapsible(False)
        self._side.addWidget(self._left_pane())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part in (self._side, self.pages, self._right_part):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([px(300), px(700), px(252)])
        self.pages.setMinimumWidth(px(90))
        self.list.setMinimumWidth(room_for(18))
        whole = row(self, gap=0)
        whole.addWidget(self.splitter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the right pane under the list where three panes leave the pages too little."""
        super().resizeEvent(event)
        beside = self.width() >= px(THREE_PANES)
        if beside == (self._right_part.parentWidget() is self.splitter):
            return
        whole = self.width()
        if beside:
            self.splitter.addWidget(self._right_part)
            self.splitter.setSizes([px(300), whole - px(552), px(252)])
        else:
            self._side.addWidget(self._right_part)
            self._side.setSizes([self.height() // 3, self.height() * 2 // 3])
            self.splitter.setSizes([whole * 2 // 5, whole * 3 // 5])

    def show_counts(self, words: str, general: str) -> None:
        """Say how much waits, and what is wrong with every letter of the association."""
        self._counted.setText(words)
        self._notice.setText(general)
        self._general.setVisible(bool(general))

    def counted(self) -> str:
        """What is said about how much waits."""
        return self._counted.text()

    def show_right(self, what: QWidget | None) -> None:
        """Show the pane of a pack, of a run, or nothing."""
        areas: dict[QWidget | None, QWidget] = {
            self.pack: self._pack_area,
            self.run: self._run_area,
        }
        self._right.setCurrentWidget(areas.get(what, self._nothing))

    def _left_pane(self) -> QWidget:
        left = pane("left pane")
        inside = column(left, gap=0)
        head = row(gap=8)
        head.setContentsMargins(px(14), px(12), px(14), px(10))
        head.addWidget(strong("To print"))
        head.addWidget(self._counted, 1)
        inside.addLayout(head)
        inside.addWidget(self._general)
        inside.addWidget(line())
        inside.addWidget(self.list, 1)
        return left

    def _right_pane(self) -> QWidget:
        right = pane("right pane")
        inside = column(right, gap=0)
        inside.addWidget(self._right)
        return right
