"""The right of a company's page: its people as cards to be opened, and what is pinned."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from crm.domain.errors import Refusal
from crm.domain.person_fields import ROLES
from ui.bridge import Bridge
from ui.companies import deeds, people_deeds
from ui.companies.person_editor import PersonEditor, shape
from ui.companies.questions import Looked
from ui.companies.revealing import reveal
from ui.form.editable import Editable
from ui.form.editors import Choice, line
from ui.form.fields import Form
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import as_part, card, column, empty, row
from ui.look.text import section_title, wrapped
from ui.panels.people import PersonCard, card_of

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage, EmailFacts, NumberFacts, PersonFacts

Part = tuple["PersonFacts | None", tuple["NumberFacts", ...], tuple["EmailFacts", ...]]


class NewPersonForm(QFrame):
    """Somebody new: `answered(TypedPerson)` at Enter, `left` at Esc."""

    answered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        as_part(self, "lit card")
        self.form = Form(gap=4)
        for field, caption in (
            ("name", "Name"), ("job_title", "Job title"), ("telephone", "Telephone"),
            ("email", "Email"),
        ):  # fmt: skip
            self.form.add(field, caption, line(caption))
        self.role = Choice("Role", [(one or "role unknown", one) for one in ROLES])
        self.form.add("role", "Role", self.role)
        self._note = wrapped("", "trouble")
        self._note.hide()
        inside = column(self, gap=6)
        inside.setContentsMargins(px(10), px(8), px(10), px(8))
        inside.addWidget(self.form)
        inside.addWidget(self._note)
        buttons = row(gap=6)
        buttons.addWidget(button("Add", primary=True, run=self.answer))
        buttons.addWidget(button("Cancel", keys="Esc", run=self.left.emit))
        buttons.addStretch(1)
        inside.addLayout(buttons)
        self.hide()

    def ask(self) -> None:
        """Open it; what was typed and not saved is still there."""
        self._note.hide()
        self.show()
        self.form.field("name").editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empty it."""
        self.form.fill(dict.fromkeys(self.form.values(), ""))
        self.hide()

    def answer(self) -> None:
        """Tell what is typed."""
        self.form.clear_troubles()
        self._note.hide()
        self.answered.emit(people_deeds.TypedPerson(**self.form.values()))

    def show_refusal(self, refusal: Refusal) -> bool:
        """Beside its field, or under all."""
        field = {"number": "telephone"}.get(refusal.field or "", refusal.field)
        if not self.form.show_refusal(Refusal(refusal.message, field=field)):
            self._note.setText(refusal.message)
            self._note.show()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answer()
        else:
            super().keyPressEvent(event)


class PeoplePane(QWidget):
    """The sections People and Pinned."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._page: CompanyPage | None = None
        self._editor: PersonEditor | None = None
        self._open: tuple[int | None] | None = None
        self.cards: list[PersonCard] = []
        self._list = column(gap=8)
        self.form = NewPersonForm()
        self.add_button = button("+ Add a person", run=self.add_person)
        self.pinned = Editable("Pinned", several_lines=True)
        self.pinned.say_nothing("Write here what to remember at every call")
        self.pinned.saved.connect(self._pin)
        whole = column(self, gap=8)
        whole.addWidget(section_title("People"))
        whole.addLayout(self._list)
        whole.addWidget(self.form)
        whole.addWidget(self.add_button)
        whole.addSpacing(px(8))
        whole.addWidget(section_title("Pinned"))
        box = card()
        inside = column(box)
        inside.setContentsMargins(px(6), px(5), px(6), px(5))
        inside.addWidget(self.pinned)
        whole.addWidget(box)
        self.form.left.connect(self._leave_form)
        self.form.answered.connect(self._add)

    def show_company(self, looked: Looked) -> None:
        """Show the people of a company."""
        page = looked.page
        before, self._page = self._page, page
        if before is None or before.id != page.id:
            self._open = None
            self.form.clear()
        self.pinned.put(page.pinned)
        same_people = before is not None and (
            before.id,
            before.people,
            before.numbers,
            before.emails,
        ) == (page.id, page.people, page.numbers, page.emails)
        if not same_people:
            self._show_cards()

    def add_person(self) -> None:
        """Open the form for somebody new."""
        self.add_button.hide()
        self.form.ask()
        reveal(self.form)

    def edit(self, person_id: int | None) -> None:
        """Open the card of somebody; None is the company's own."""
        self.finish_editing()
        self._open = (person_id,)
        self._show_cards()
        if self._editor is not None:
            self._editor.focus_first()
            reveal(self._editor)

    def editor(self) -> PersonEditor | None:
        """The card that is open."""
        return self._editor

    def finish_editing(self) -> None:
        """Save what is open."""
        self.pinned.save()
        if self._editor is not None:
            self._editor.finish_editing()

    def _parts(self) -> list[Part]:
        page = self._page
        if page is None:
            return []
        parts: list[Part] = [(one, one.numbers, one.emails) for one in page.people]
        if page.numbers or page.emails or not parts:
            parts.append((None, page.numbers, page.emails))
        return parts

    def _show_cards(self) -> None:
        parts = self._parts()
        if self._kept_editor(parts):
            return
        focused = self._focused_card()
        typing = self._editor is not None and self._editor.isAncestorOf(
            QApplication.focusWidget() or self
        )
        empty(self._list)
        self.cards, self._editor = [], None
        for person, numbers, emails in parts:
            key = person.id if person else None
            if self._open == (key,) and self._page is not None:
                self._editor = PersonEditor(self._bridge, self._page.id, person, numbers, emails)
                self._editor.done.connect(self._close_editor)
                self._list.addWidget(self._editor)
            else:
                self._list.addWidget(self._card(person, numbers, emails))
        if typing and self._editor is not None:
            self._editor.focus_first()
        elif 0 <= focused < len(self.cards):
            self.cards[focused].setFocus()

    def _kept_editor(self, parts: list[Part]) -> bool:
        """Put new values into the open card where nothing else changed its shape."""
        editor = self._editor
        if editor is None or self._open is None:
            return False
        for person, numbers, emails in parts:
            key = person.id if person else None
            if self._open == (key,) and editor.shape == shape(key, numbers, emails):
                editor.put(person, numbers, emails)
                return True
        return False

    def _card(
        self,
        person: "PersonFacts | None",
        numbers: tuple["NumberFacts", ...],
        emails: tuple["EmailFacts", ...],
    ) -> PersonCard:
        made = card_of(person, numbers, emails, pickable=True)
        key = person.id if person else None
        made.picked.connect(lambda: self.edit(key))
        made.setAccessibleDescription("Enter changes it")
        self.cards.append(made)
        return made

    def _focused_card(self) -> int:
        return next((n for n, one in enumerate(self.cards) if one.hasFocus()), -1)

    def _close_editor(self) -> None:
        at = self._list.indexOf(self._editor) if self._editor is not None else 0
        self.finish_editing()
        self._open, self._editor = None, None
        self._show_cards()
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_form(self) -> None:
        self.form.hide()
        self.add_button.show()
        self.add_button.setFocus()

    def _add(self, typed: people_deeds.TypedPerson) -> None:
        if self._page is not None:
            self._bridge.do(
                people_deeds.add_person,
                self._page.id,
                typed,
                then=self._added,
                owner=self,
                troubled=self.form.show_refusal,
            )

    def _added(self, _person_id: int) -> None:
        self.form.clear()
        self.add_button.show()
        self.add_button.setFocus()

    def _pin(self, text: str) -> None:
        if self._page is not None:
            self._bridge.do(
                deeds.pin, self._page.id, text, owner=self, troubled=self.pinned.show_refusal
            )
