"""The sheet for a new company: what is known is typed, one that is there already is shown."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.errors import Refusal
from ui.bridge import Bridge
from ui.companies import deeds, questions
from ui.companies.questions import Alike
from ui.form.editors import line
from ui.form.fields import Field, Form
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import card, column, empty, row, scrolling
from ui.look.text import heading, section_title, small, wrapped
from ui.look.tokens import Kind

PAUSE = 150
"""Milliseconds after a key before likely duplicates are looked for."""

ROWS = (
    (("name", "Name", "as it is written on the door"),),
    (("telephone", "Telephone", "several apart by commas"), ("email", "Email", "")),
    (("premises", "Building or unit", ""), ("street", "Street", "")),
    (("town", "Town", ""), ("postcode", "Postcode", "")),
    (("person", "Person", "title, first name, surname"), ("job_title", "Job title", "")),
    (("source", "Source", "who told us, which list"), ("website", "Website", "")),
)
SAID_ELSEWHERE = {"number": "telephone"}
"""Refusals of parts of the action, by the field of this form that they are about."""

PERSONAL = ("name", "telephone", "email", "person", "job_title")


class NewCompanySheet(QFrame):
    """`added(id)` comes when it is saved, `opened(id)` when the one that is there is wanted."""

    added = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.form = Form(gap=8)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self.look_for_alike)
        self.alike = card(Kind.WARNING)
        self._found = column(self.alike, gap=4, margin=10)
        self.alike.hide()
        self._note = wrapped("", "trouble")
        self._note.hide()
        self._place_parts()
        self.form.edited.connect(self._soon.start)

    def open(self, name: str = "") -> None:
        """Start afresh."""
        self.form.fill(dict.fromkeys(self.form.values(), ""))
        self.form.field("name").put(name)
        self._show_alike(())
        self._note.hide()
        self.form.field("name").editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_begun(self) -> bool:
        """Whether anything is typed that leaving would lose."""
        return any(self.form.values().values())

    def save(self) -> None:
        """Put it into the book: one step."""
        values = {name: text for name, text in self.form.values().items() if text}
        facts = {name: text for name, text in values.items() if name not in PERSONAL}
        typed = deeds.TypedCompany(
            values.get("name", ""),
            values.get("telephone", ""),
            values.get("email", ""),
            facts,
            values.get("person", ""),
            values.get("job_title", ""),
        )
        self.form.clear_troubles()
        self._note.hide()
        if typed.job_title and not typed.person:
            self.show_refusal(Refusal("Say who has this job.", field="person"))
            return
        self._bridge.do(
            deeds.add_company, typed, then=self._added, owner=self, troubled=self.show_refusal
        )

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, or above the buttons where it has none here."""
        field = SAID_ELSEWHERE.get(refusal.field or "", refusal.field)
        if not self.form.show_refusal(Refusal(refusal.message, field=field)):
            self._note.setText(refusal.message)
            self._note.show()
        return True

    def look_for_alike(self) -> None:
        """Ask for companies that may be the same."""
        values = self.form.values()
        self._bridge.ask(
            questions.likely_same,
            values["name"],
            values["telephone"],
            values["postcode"],
            then=self._show_alike,
            owner=self,
            latest="alike",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to save, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def _place_parts(self) -> None:
        content = QWidget()
        content.setMaximumWidth(px(640))
        inside = column(content, gap=10, margin=20)
        inside.addWidget(heading("New company"))
        inside.addWidget(small("Only the name must be given; the rest can be added at any time."))
        for fields in ROWS:
            beside = row(gap=14)
            for name, caption, hint in fields:
                made = Field(name, caption, line(caption, placeholder=hint))
                beside.addWidget(self.form.take(made), 1, Qt.AlignmentFlag.AlignTop)
            holder = QWidget()
            holder.setLayout(beside)
            self.form.add_widget(holder)
        inside.addWidget(self.form)
        inside.addWidget(self.alike)
        inside.addWidget(self._note)
        buttons = row(gap=8)
        self.save_button = button("Add company", primary=True, run=self.save, keys="Return")
        buttons.addWidget(self.save_button)
        buttons.addWidget(button("Cancel", run=self.left.emit, keys="Esc"))
        buttons.addStretch(1)
        inside.addLayout(buttons)
        inside.addStretch(1)
        whole = column(self, gap=0)
        whole.addWidget(scrolling(content))

    def _added(self, company_id: int) -> None:
        self.form.fill(dict.fromkeys(self.form.values(), ""))
        self.added.emit(company_id)

    def _show_alike(self, found: tuple[Alike, ...]) -> None:
        empty(self._found)
        self.alike.setVisible(bool(found))
        if not found:
            return
        self._found.addWidget(section_title("In the book already?"))
        for one in found:
            beside = row(gap=8)
            place = f", {one.town}" if one.town else ""
            beside.addWidget(wrapped(f"{one.name}{place} — {one.reason}"), 1)
            go = button("Open it", run=partial(self.opened.emit, one.id))
            go.setAccessibleName(f"Open {one.name}")
            beside.addWidget(go)
            self._found.addLayout(beside)
