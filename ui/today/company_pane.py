"""The middle pane: who they are, what is known from before, their people, their history."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ui.look.buttons import Button, plain_tip
from ui.look.flow import Flow
from ui.look.measure import TITLE, px, text_width
from ui.look.surfaces import FlowingPage, as_part, card, column, row, scrolling
from ui.look.text import badge, muted, section_title, wrapped
from ui.look.tokens import Kind
from ui.panels.happenings import entries_of
from ui.panels.people import PeopleCards
from ui.panels.stage_badge import stage_kind
from ui.panels.timeline import Timeline
from ui.today.correction_panel import CorrectionPanel
from ui.today.four_answers import FourAnswersStrip

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallCard
    from crm.data.queries.company_facts import CompanyPage

WIDEST_NAME = 380
"""How wide a name may be before it breaks, at the design size."""


class CompanyPane(QFrame):
    """Everything that is good to see while the telephone rings.

    `picked(person_id)` comes when a card is chosen: that person, or the company's own number,
    is to be called.
    """

    picked = Signal(object)

    def __init__(self, buttons: Sequence[Button], now: Callable[[], datetime]) -> None:
        super().__init__()
        as_part(self, "pane")
        self.setAccessibleName("Company")
        self.answers = FourAnswersStrip()
        self.people = PeopleCards(pickable=True)
        self.past = Timeline()
        self.correction = CorrectionPanel(now)
        self._name = wrapped("", "title")
        self._stage, self._branch = badge("", Kind.NEUTRAL), badge("", Kind.NEUTRAL)
        self._branch.setMinimumWidth(px(60))  # the names of some branches are long
        self._stop = badge("Do not call", Kind.DANGER)
        self._what = wrapped("", "muted")
        self._pinned = card(Kind.WARNING)
        self._pin_text = wrapped("", "")
        self._older = muted("")
        self._blank = wrapped("", "muted")
        self._page = self._placed(buttons)
        self.people.picked.connect(self.picked)
        self._area = scrolling(self._page)
        self.correction.grew.connect(self._show_correction)
        self._area.setAccessibleName("Company")
        whole = column(self, gap=0)
        whole.addWidget(self._blank)
        whole.addWidget(self._area, 1)
        self._blank.setContentsMargins(px(20), px(24), px(20), px(20))
        self.show_nobody("")

    def show_card(self, shown: "CallCard", today: date) -> None:
        """Show a company."""
        page = shown.page
        self._blank.hide()
        self._page.show()
        self._name.setText(page.name)
        self._stage.show_badge(page.stage, stage_kind(page.stage))
        self._stage.setAccessibleName(f"Stage: {page.stage}")
        self._branch.setVisible(bool(page.branch))
        self._branch.show_badge(page.branch, Kind.NEUTRAL)
        self._branch.setAccessibleName(f"Branch: {page.branch}")
        self._branch.setToolTip(plain_tip(page.branch))
        self._stop.setVisible(shown.history.calls_closed)
        self._what.setText(what_and_where(page))
        self._pinned.setVisible(bool(page.pinned))
        self._pin_text.setText(page.pinned)
        self.answers.show_page(page, today)
        self.people.show_people(page.people, page.numbers, page.emails)
        self.past.show_entries(entries_of(shown.past.entries, today, correctable=True))
        more = shown.past.total - len(shown.past.entries)
        self._older.setText(f"{more:,} older entries are on the company's page.")
        self._older.setVisible(more > 0)
        self._fit_head()

    def show_nobody(self, why: str) -> None:
        """Show that no company is open, and why."""
        self._page.hide()
        self._blank.setText(why)
        self._blank.show()

    def name(self) -> str:
        """The company shown now; empty for none."""
        return "" if self._page.isHidden() else self._name.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let badges and buttons stand below the name where they find no room beside it."""
        super().resizeEvent(event)
        self._fit_head()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a name and a card."""
        return QSize(px(225), px(200))

    def _show_correction(self) -> None:
        """Scroll to the call that is corrected, once the panel has found its height."""
        QTimer.singleShot(
            0, self, lambda: self._area.ensureWidgetVisible(self.correction, 0, px(12))
        )

    def _fit_head(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        bar = self._area.verticalScrollBar()
        room = self.width() - px(40) - (bar.width() if bar.isVisible() else 0)
        name = min(text_width(self._name.text(), TITLE, bold=True) + px(6), px(WIDEST_NAME), room)
        self._name.setFixedWidth(max(px(60), name))
        named = name + _breadth(self._stage, self._branch, self._stop)
        whole = named + _breadth(*self._made) - px(8)
        self._title.setDirection(across if named <= room else down)
        self._head.setDirection(across if whole <= room else down)

    def _placed(self, buttons: Sequence[Button]) -> QWidget:
        page = FlowingPage()
        layout = column(page, gap=6)
        # At the foot there is room for a message, which hides nothing that can be scrolled up.
        layout.setContentsMargins(px(20), px(14), px(20), px(60))
        self._made = tuple(buttons)
        self._badges, self._buttons = QWidget(), QWidget()
        badges, pressed = Flow(self._badges, gap=8), Flow(self._buttons, gap=8)
        for worn in (self._stage, self._branch, self._stop):
            badges.addWidget(worn)
        for made in buttons:
            pressed.addWidget(made)
        self._title: QBoxLayout = row(gap=6)
        self._title.addWidget(self._name, 0)
        self._title.addWidget(self._badges, 1)
        self._head: QBoxLayout = row(gap=6)
        self._head.addLayout(self._title, 1)
        self._head.addWidget(self._buttons, 0)
        layout.addLayout(self._head)
        layout.addWidget(self._what)
        inside = column(self._pinned, gap=0)
        inside.setContentsMargins(px(10), px(6), px(10), px(6))
        inside.addWidget(self._pin_text)
        layout.addSpacing(px(4))
        layout.addWidget(self._pinned)
        layout.addWidget(self.answers)
        for caption, parts in (
            ("People", (self.people,)),
            ("History", (self.correction, self.past)),
        ):
            layout.addSpacing(px(8))
            layout.addWidget(section_title(caption))
            layout.addSpacing(px(2))
            for part in parts:
                layout.addWidget(part)
        layout.addWidget(self._older)
        layout.addStretch(1)
        return page


def _breadth(*parts: QWidget) -> int:
    """How wide parts beside each other are."""
    return sum(part.sizeHint().width() + px(8) for part in parts if not part.isHidden())


def what_and_where(page: "CompanyPage") -> str:
    """What they do, where they are and their website, on one line."""
    street = " ".join(part for part in (page.premises, page.street) if part)
    place = " ".join(part for part in (page.town, page.postcode) if part)
    address = ", ".join(part for part in (street, page.locality, place) if part)
    staff = f"{page.staff:,} staff" if page.staff is not None else ""
    website = page.website.removeprefix("https://").removeprefix("http://").rstrip("/")
    return " · ".join(part for part in (page.activities, staff, address, website) if part)
