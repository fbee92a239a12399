"""Things beside each other that go on in the next line where there is no room left."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.look.measure import px


class Flow(QLayout):
    """Lays out its parts like words; the last one takes the rest of its line if it can grow.

    `gap` is at the design size, both ways.
    """

    def __init__(self, holder: QWidget | None = None, *, gap: float = 6) -> None:
        if holder is None:
            super().__init__()
        else:
            super().__init__(holder)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(px(gap))

    def addItem(self, item: QLayoutItem) -> None:
        """Put a part at the end."""
        self._items.append(item)

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """Put a widget before the part at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at a place; None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a part out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines; layouts around ask for it again and again."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Measure again: something in it has changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the parts."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """All parts in one line."""
        sizes = [self._size(item) for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest part alone."""
        least = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in least), default=0),
            max((size.height() for size in least), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    @staticmethod
    def _size(item: QLayoutItem) -> QSize:
        return item.sizeHint().expandedTo(item.minimumSize()).boundedTo(item.maximumSize())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        left = width
        for item in self._shown():
            size = self._size(item)
            if _grows(item):
                size.setWidth(max(item.minimumSize().width(), px(120)))
            size.setWidth(min(size.width(), max(width, 1)))
            if lines[-1] and size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top, gap = rect.top(), self.spacing()
        lines = self._lines(rect.width())
        if place:
            top += max(0, rect.height() - self.heightForWidth(rect.width())) // 2
        first = top
        for line in lines:
            height = max((size.height() for _item, size in line), default=0)
            x = rect.left()
            for item, size in line:
                width = size.width()
                if item is line[-1][0] and _grows(item):
                    left = rect.right() + 1 - x
                    width = min(max(width, left), item.maximumSize().width())
                    x += max(0, left - width)
                if place:
                    box = QRect(x, top + (height - size.height()) // 2, width, size.height())
                    item.setGeometry(box)
                x += width + gap
            top += height + gap
        return top - gap - first


def _grows(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)
