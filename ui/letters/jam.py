"""It jammed half-way: after which page, and which packs go back into the queue."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QSpinBox, QWidget

from ui.form.fields import Field
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import wrapped

if TYPE_CHECKING:
    from crm.data.queries.letters import RunDocument, RunFile

WAITING = ("produced", "printed")
ALL_WELL = "Every page of these packs came out: nothing goes back."


def unprinted(run: "RunFile", page: int) -> "tuple[RunDocument, ...]":
    """The packs that wait for the post and have pages after the last good one, in their order."""
    return tuple(one for one in run.documents if one.last_page > page and one.state in WAITING)


def say_unprinted(run: "RunFile", page: int) -> str:
    """Say which packs go back, and what to do with a pack that was begun."""
    back = unprinted(run, page)
    if not back:
        return ALL_WELL
    first, others = back[0], len(back) - 1
    said = f"{first.company} goes back into the queue."
    if others:
        said = f"{first.company} and {others:,} more go back into the queue."
    if first.first_page <= page:
        said += (
            f" It is printed again whole: throw away what came out from page {first.first_page}."
        )
    return said


class JamDialog(QDialog):
    """Asks for the last page that came out well. `put_back(document)` names the first to go."""

    put_back = Signal(object)

    def __init__(self, run: "RunFile", parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Printing stopped")
        self._run = run
        self.page = QSpinBox()
        self.page.setRange(0, run.pages)
        self.page.setSuffix(f" of {run.pages}")
        self._said = wrapped("")
        self._said.setMinimumSize(px(360), px(56))
        self._go = button("Put them back", primary=True, run=self._chosen)
        inside = column(self, gap=10, margin=16)
        hint = "Count the pages that lie in the tray; 0 where none came out."
        inside.addWidget(Field("page", "Last page that came out well", self.page, hint=hint))
        inside.addWidget(self._said)
        foot = row(gap=8)
        foot.addStretch()
        foot.addWidget(button("Cancel", keys="Esc", run=self.reject))
        foot.addWidget(self._go)
        inside.addLayout(foot)
        self.page.valueChanged.connect(lambda _page: self._show())
        self.page.setValue(run.pages)
        self._show()
        self.page.selectAll()
        self._go.setDefault(True)

    def said(self) -> str:
        """What is said of the page chosen."""
        return self._said.text()

    def _show(self) -> None:
        page = self.page.value()
        self._said.setText(say_unprinted(self._run, page))
        self._go.setEnabled(bool(unprinted(self._run, page)))

    def _chosen(self) -> None:
        back = unprinted(self._run, self.page.value())
        if back:
            self.put_back.emit(back[0].id)
            self.accept()
