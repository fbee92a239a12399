"""The page of one company: who it is, what happened, who works there."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.changes import Changes
from crm.domain.errors import Refusal
from ui.companies import deeds, questions
from ui.companies.facts_pane import FactsPane
from ui.companies.head import CompanyHead
from ui.companies.history_pane import HistoryPane
from ui.companies.people_pane import PeoplePane
from ui.companies.questions import Looked
from ui.companies.wishes_pane import WishesPane
from ui.look.measure import px
from ui.look.surfaces import as_part, column, pane, row, scrolling
from ui.look.text import wrapped
from ui.places import Place
from ui.room import Desk

LEFT, RIGHT = 300, 286
THREE_PANES = 900
"""The least width with the people in a pane of their own, at the design size."""


class TallContent(QFrame):
    """What scrolls: as high as its words at its width, not at their narrowest."""

    def __init__(self, part: str) -> None:
        super().__init__()
        as_part(self, part)

    def minimumSizeHint(self) -> QSize:
        """The width of the layout alone; the height follows from the width."""
        return QSize(super().minimumSizeHint().width(), 0)


class CompanyPageView(QWidget):
    """`left` comes when the user wants the list again, `opened(id)` for another company."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._bridge = desk, desk.bridge
        self.company_id: int | None = None
        self.head = CompanyHead(desk.bridge)
        self.facts = FactsPane(desk.bridge)
        self.wishes = WishesPane(desk.bridge)
        self.history = HistoryPane(desk.bridge)
        self.people = PeoplePane(desk.bridge)
        desk.commands.show_key(self.head.change_button, "companies.step")
        desk.commands.show_key(self.people.add_button, "companies.person")
        self._gone = wrapped("", "muted")
        self._gone.setContentsMargins(px(20), px(24), px(20), px(20))
        self._place_parts()
        self.head.closed.connect(self.focus_first)
        self.history.correct_wanted.connect(self._correct)
        self.history.run_wanted.connect(lambda run: desk.places.go(Place("letters", "run", run)))

    def show_company(self, company_id: int) -> None:
        """Show a company; asks for it afresh."""
        if company_id != self.company_id:
            self.finish_editing()
            self.head.close_prompts()
        self.company_id = company_id
        self._ask()

    def refresh(self, changes: Changes) -> None:
        """Ask again where it is this company that was touched."""
        everywhere = {"branches", "plans", "objections", "tags"} & changes.kinds.keys()
        if self.company_id is not None and (everywhere or changes.concern(self.company_id)):
            self._ask()

    def focus_first(self) -> None:
        """Go to the facts."""
        self.facts.facts["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def finish_editing(self) -> None:
        """Save what is being edited."""
        self.facts.finish_editing()
        self.people.finish_editing()

    def queue_pack(self) -> None:
        """Queue a pack for the company."""
        if self.company_id is not None:
            self._bridge.do(deeds.queue_pack, self.company_id)

    def trash(self) -> None:
        """Put the company in the trash and go back to the list."""
        if self.company_id is not None:
            self._bridge.do(
                deeds.trash, [self.company_id], then=lambda _count: self.left.emit(), owner=self
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the people under the facts where there is no room for three panes."""
        super().resizeEvent(event)
        wide = self.width() >= px(THREE_PANES)
        if wide != (self.people.parentWidget() is self._right_content):
            (self._right_inside if wide else self._left_inside).insertWidget(
                0 if wide else 2, self.people
            )
        self._right.setVisible(wide)
        self._left.setFixedWidth(min(px(LEFT), max(px(220), int(self.width() * 0.5))))

    def _correct(self, activity_id: int) -> None:
        """Correct a call where calls are made."""
        place = Place("today", "company", self.company_id, view=f"correct {activity_id}")
        self._desk.places.go(place)

    def _place_parts(self) -> None:
        content = TallContent("pane")
        self._left_inside = column(content, gap=14)
        self._left_inside.setContentsMargins(px(16), px(14), px(12), px(14))
        self._left_inside.addWidget(self.facts)
        self._left_inside.addWidget(self.wishes)
        self._left_inside.addStretch(1)
        self._left = pane("left pane")
        _frame(self._left, content, 0, 1)
        self._right_content = TallContent("right content")
        self._right_inside = column(self._right_content, gap=14)
        self._right_inside.setContentsMargins(px(16), px(14), px(14), px(14))
        self._right_inside.addWidget(self.people)
        self._right_inside.addStretch(1)
        self._right = pane("right pane")
        self._right.setFixedWidth(px(RIGHT))
        _frame(self._right, self._right_content, 1, 0)
        self._body = QWidget()
        beside = row(self._body, gap=0)
        beside.addWidget(self._left)
        beside.addWidget(self.history, 1)
        beside.addWidget(self._right)
        whole = column(self, gap=0)
        whole.addWidget(self.head)
        whole.addWidget(self._body, 1)
        whole.addWidget(self._gone)
        self._gone.hide()

    def _ask(self) -> None:
        self._bridge.ask(
            questions.look_at,
            self.company_id or 0,
            then=self._show,
            owner=self,
            troubled=self._say_gone,
            latest="page",
        )

    def _show(self, looked: Looked) -> None:
        if looked.page.id != self.company_id:
            return
        self._gone.hide()
        self.head.show()
        self._body.show()
        self.head.show_company(looked)
        self.facts.show_company(looked)
        self.wishes.show_company(looked)
        self.people.show_company(looked)
        self.history.show_company(looked)
        self._desk.commands.refresh()

    def _say_gone(self, refusal: Refusal) -> bool:
        self._gone.setText(f"{refusal.message} Esc goes back to the list.")
        self._gone.show()
        self.head.hide()
        self._body.hide()
        self.setFocus()
        return True


def _frame(holder: QFrame, content: QFrame, left: int, right: int) -> None:
    """Let the content scroll in its holder beside the holder's hair line."""
    layout = column(holder, gap=0)
    layout.setContentsMargins(left, 0, right, 0)
    layout.addWidget(scrolling(content))
    content.setAutoFillBackground(False)
