"""All drafts at once: what was typed and not logged, also about companies that are gone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from crm.domain.outcomes import RULES
from ui.command import Command
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import wrapped
from ui.room import Desk
from ui.today.draft_keeping import DraftKeeping
from ui.today.draft_line import say_draft
from ui.today.drafts import Draft

if TYPE_CHECKING:
    from crm.data.queries.drafts import DraftsCompany

COMPANY = int(Qt.ItemDataRole.UserRole)
EMPTY = "There are no drafts: everything you typed was logged or saved."
LEAD = "Typed and not logged yet. Enter opens the company with its draft; Delete throws one away."


def draft_commands(show: Callable[[], object]) -> list[Command]:
    """The command that lists them."""
    return [
        Command("call.drafts", "Drafts…", show, "Ctrl+Shift+D", group="Call",
                tip="List everything typed and not logged, also over the last end of Muster"),
    ]  # fmt: skip


class DraftsList(QDialog):
    """The drafts, the newest first; it may stay open beside the work.

    A draft of a company that is gone cannot be opened; its text is here to be copied.
    """

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        keeping: DraftKeeping,
        open_company: Callable[[int], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Drafts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(620), px(460))
        self._desk, self._keeping, self._open_company = desk, keeping, open_company
        self._drafts: dict[int, Draft] = {}
        self._here: Mapping[int, DraftsCompany] = {}
        self._lead = wrapped(LEAD, "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Drafts")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Text of the draft")
        self.opening = button("Open", primary=True, run=self.open)
        self.copying = button("Copy the text", run=self.copy)
        self.throwing = button("Throw away", keys="Del", run=self.throw_away)
        foot = row(gap=8)
        foot.addStretch(1)
        for part in (self.throwing, self.copying, self.opening):
            foot.addWidget(part)
        layout = column(self, gap=8, margin=14)
        layout.addWidget(self._lead)
        layout.addWidget(self.list, 2)
        layout.addWidget(self.text, 1)
        layout.addLayout(foot)
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.list.itemDoubleClicked.connect(lambda _item: self.open())
        self.look()

    def look(self) -> None:
        """List the drafts as they are now."""
        from crm.data.queries.drafts import companies_of_drafts

        self._keeping.flush()
        drafts = self._keeping.drafts
        self._drafts = {one: drafts.of(one) for one in drafts.waiting()}
        self._desk.bridge.ask(companies_of_drafts, set(self._drafts), then=self._fill, owner=self)

    def rows(self) -> list[str]:
        """What is listed."""
        return [self.list.item(number).text() for number in range(self.list.count())]

    def open(self) -> None:
        """Go to the company of the row, where its draft is."""
        company_id = self._current()
        if company_id is not None and self.opening.isEnabled():
            self.close()
            self._open_company(company_id)

    def copy(self) -> None:
        """Copy the text of the draft."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._desk.say("The text of the draft is copied.")

    def throw_away(self) -> None:
        """Erase the draft of the row."""
        company_id = self._current()
        if company_id is not None:
            self._keeping.throw_away(company_id)
            self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete throws away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        elif event.key() == Qt.Key.Key_Delete:
            self.throw_away()
        else:
            super().keyPressEvent(event)

    def _fill(self, here: "Mapping[int, DraftsCompany]") -> None:
        self._here = here
        now = self._keeping.now()
        place = max(0, self.list.currentRow())
        self.list.clear()
        newest = sorted(self._drafts, key=lambda one: self._typed_at(one, now), reverse=True)
        for company_id in newest:
            item = QListWidgetItem(self._say(company_id, now))
            item.setData(COMPANY, company_id)
            self.list.addItem(item)
        self._lead.setText(LEAD if newest else EMPTY)
        self.list.setCurrentRow(min(place, self.list.count() - 1))
        self._choose(self.list.currentItem())
        self.list.setFocus()

    def _say(self, company_id: int, now: datetime) -> str:
        known = self._here.get(company_id)
        name = known.name if known else self._keeping.name(company_id) or "A company"
        state = (
            " (gone from the book)" if known is None else " (in the trash)" if known.trashed else ""
        )
        return f"{name}{state} · {say_draft(self._typed_at(company_id, now), now)}"

    def _typed_at(self, company_id: int, now: datetime) -> datetime:
        return self._drafts[company_id].typed_at or now

    def _choose(self, item: QListWidgetItem | None) -> None:
        company_id = item.data(COMPANY) if item is not None else None
        draft = self._drafts.get(company_id) if company_id is not None else None
        self.text.setPlainText("\n".join(_lines(draft)) if draft else "")
        known = self._here.get(company_id) if company_id is not None else None
        self.opening.setEnabled(known is not None and not known.trashed)
        self.copying.setEnabled(draft is not None)
        self.throwing.setEnabled(draft is not None)

    def _current(self) -> int | None:
        item = self.list.currentItem()
        return None if item is None else int(item.data(COMPANY))


def _lines(draft: Draft) -> Sequence[str]:
    said = [draft.note] if draft.note else []
    if draft.outcome:
        said.append(f"Outcome: {RULES[draft.outcome].label}")
    if draft.next_step:
        said.append(f"Next step: {draft.next_step}")
    if draft.made_at:
        said.append(f"Made: {draft.made_at}")
    return said or ["Nothing was typed yet."]
