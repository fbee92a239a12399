"""What gives way in the call pane where it is low, so that note and next step stay in sight."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.form.editors import GrowingText
from ui.look.measure import px
from ui.today.script_panel import ScriptPanel


@dataclass(frozen=True, slots=True)
class Giver:
    """Something that can do with less: the pixels it gives up, and how it does and undoes it."""

    gives: Callable[[], int]
    give_way: Callable[[bool], object]


def hidden(title: QLabel, layout: QVBoxLayout) -> Giver:
    """A title that goes where its field says as much."""
    return Giver(
        lambda: title.sizeHint().height() + layout.spacing(), lambda on: title.setVisible(not on)
    )


class NoteText(GrowingText):
    """The note: three lines high while little is typed, two where there is little height."""

    def __init__(self) -> None:
        super().__init__("Notes", placeholder="What was said", least=3, most=9)

    def make_low(self, low: bool) -> None:
        """Do with two lines."""
        self.keep_least(2 if low else 3)

    def spare_height(self) -> int:
        """How much lower it is then."""
        lines = round(self.document().size().height())
        return self.fontMetrics().lineSpacing() if lines < 3 else 0


class GivingWay(QObject):
    """Fits a page into its scrolling area: first the script, then one giver after another.

    The script keeps three lines and scrolls by itself. What does not fit then scrolls.
    """

    def __init__(self, area: QScrollArea, page: QWidget, script: ScriptPanel) -> None:
        super().__init__(area)
        self._area, self._page, self._script = area, page, script
        self._givers: list[Giver] = []
        self._given = 0
        self._fitting = False
        page.installEventFilter(self)

    def ask_in_turn(self, givers: list[Giver]) -> None:
        """Say who gives way after the script, the first one first."""
        self._givers = givers

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Fit again when something on the page takes another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return False

    def fit(self) -> None:
        """Share out the height there is."""
        layout, room = self._page.layout(), self._area.viewport().height()
        if layout is None or self._fitting or self._page.isHidden() or room < 1:
            return
        self._fitting = True
        margins = layout.contentsMargins()
        width = self._area.viewport().width()
        wanted = self._script.words_height(width - margins.left() - margins.right())
        least = min(wanted, self._script.least_height())
        gives = [giver.gives() for giver in self._givers]
        rest = layout.totalHeightForWidth(width) - self._script.words_given()
        rest += sum(gives[: self._given])
        given = 0
        while given < len(gives):
            # Nobody comes back for a pixel or two, to go again at the next letter.
            slack = px(4) if given < self._given else 0
            if rest + least + slack <= room:
                break
            rest -= gives[given]
            given += 1
        for place, giver in enumerate(self._givers):
            if (place < given) is not (place < self._given):
                giver.give_way(place < given)
        self._given = given
        self._script.give_words(max(least, min(wanted, room - rest)), wanted)
        self._fitting = False
