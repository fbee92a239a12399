"""The three panes beside each other, and who gives way where the window is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ui.look.measure import px
from ui.preferences import PreferenceStore


class TodayPanes(QSplitter):
    """Queue, company and call, as wide as drawn or as the user has drawn them.

    In a window too narrow for three the queue gives way.
    """

    def __init__(
        self, preferences: PreferenceStore, queue: QWidget, company: QWidget, call: QWidget
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._preferences = preferences
        self._queue, self._company, self._call = queue, company, call
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setMinimumSize(1, 1)
        for number, pane in enumerate((queue, company, call)):
            self.addWidget(pane)
            self.setStretchFactor(number, 1 if pane is company else 0)
        kept = preferences.now.splitters.get("today", ())
        self._own_sizes = len(kept) == 3
        if self._own_sizes:
            self.setSizes(list(kept))
        self.splitterMoved.connect(lambda _at, _which: self._keep_sizes())

    def fit(self, width: int) -> None:
        """Share the width out as drawn, or as the user has drawn it."""
        panes = (self._queue, self._company, self._call)
        least = sum(pane.minimumSizeHint().width() for pane in panes)
        self._queue.setVisible(width >= least)
        if not self._own_sizes:
            left, right = min(px(292), width * 24 // 100), min(px(349), width * 34 // 100)
            self.setSizes([left, width - left - right, right])

    def needed(self) -> QSize:
        """Room for the company and the call."""
        pair = (self._company.minimumSizeHint(), self._call.minimumSizeHint())
        return QSize(sum(size.width() for size in pair), max(size.height() for size in pair))

    def _keep_sizes(self) -> None:
        self._own_sizes = True
        kept = self._preferences.now.splitters
        self._preferences.change(splitters={**kept, "today": tuple(self.sizes())})
