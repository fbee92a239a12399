"""What the room shows while no form is read: how to begin, and the applications that came in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from crm.domain.calendar import say_date
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import heading, section_title, wrapped
from ui.returned.commands import ReturnedCommands
from ui.returned.questions import Filed

HOW = (
    "Drop a form on the window: the PDF a company filled in and emailed back, a scan of the paper, "
    "or a photograph of it. Muster reads the reference, finds the company and puts the answers "
    "beside what the book holds."
)
NONE_YET = "No application waits for a decision."


class FiledList(QWidget):
    """`opened(company)` when an application is activated."""

    opened = Signal(object)

    def __init__(self, commands: ReturnedCommands) -> None:
        super().__init__()
        self._filed: Filed | None = None
        self._trouble = wrapped("", "trouble")
        self._trouble.hide()
        self.list = QListWidget()
        self.list.setAccessibleName("Applications that wait for a decision")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(
            lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole))
        )
        self._none = wrapped(NONE_YET, "muted")
        inside = column(self, gap=10)
        inside.setContentsMargins(px(28), px(22), px(28), px(22))
        inside.addWidget(heading("A form came back"))
        words = wrapped(HOW, "muted")
        words.setMaximumWidth(px(640))
        for said in (words, self._trouble, self._none):
            said.setMinimumWidth(px(300))
        inside.addWidget(words)
        inside.addWidget(self._trouble)
        ways = row(gap=8)
        ways.addWidget(button(commands.read, primary=True))
        ways.addStretch()
        inside.addLayout(ways)
        inside.addSpacing(px(10))
        inside.addWidget(section_title("Applications received"))
        listed = QWidget()
        rows = column(listed, gap=6)
        rows.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(self.list, 1)
        inside.addWidget(listed, 1)
        below = row(gap=8)
        below.addWidget(button(commands.company))
        below.addWidget(button(commands.show_file))
        below.addStretch()
        inside.addLayout(below)

    def show_filed(self, filed: Filed) -> None:
        """Show the applications there are; the place in the list is kept."""
        here = self.list.currentRow()
        self._filed = filed
        self.list.clear()
        for one in filed.applications:
            day = say_date(one.received_on, filed.today)
            parts = (one.company, f"{one.state} {day}", one.plan, one.reference)
            item = QListWidgetItem("  ·  ".join(part for part in parts if part))
            item.setData(Qt.ItemDataRole.UserRole, one.company_id)
            self.list.addItem(item)
        self.list.setVisible(bool(filed.applications))
        self._none.setVisible(not filed.applications)
        self.list.setCurrentRow(max(0, min(here, self.list.count() - 1)))

    def show_trouble(self, words: str) -> None:
        """Say what was wrong with the file read last; nothing for nothing."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def company(self) -> int:
        """The company of the application chosen; 0 for none."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def attachment(self) -> int:
        """The file of the application chosen; 0 for none."""
        here = self.list.currentRow()
        known = self._filed.applications if self._filed else ()
        return known[here].attachment_id or 0 if 0 <= here < len(known) else 0

    def said(self) -> str:
        """What is said to be wrong, for tests."""
        return "" if self._trouble.isHidden() else self._trouble.text()
