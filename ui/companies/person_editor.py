"""Somebody who works at a company, with every fact changed where it stands."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.calendar import say_long_date
from crm.domain.errors import Refusal
from crm.domain.person_fields import NUMBER_KINDS, NUMBER_STATES, ROLES
from ui.bridge import Bridge
from ui.companies import people_deeds as deeds
from ui.form.editable import Editable
from ui.form.editors import Choice
from ui.form.fields import Fact
from ui.look.buttons import button, icon_button
from ui.look.measure import px
from ui.look.surfaces import as_part, column, row
from ui.look.text import breakable

if TYPE_CHECKING:
    from crm.data.queries.company_facts import EmailFacts, NumberFacts, PersonFacts

CAPTION = 66
Refused = Callable[[Refusal], bool]


def shape(
    person_id: int | None, numbers: tuple["NumberFacts", ...], emails: tuple["EmailFacts", ...]
) -> tuple[object, ...]:
    """What an editor consists of: while it stays the same the editor is kept."""
    return (person_id, tuple(n.id for n in numbers), tuple(e.id for e in emails))


class PersonEditor(QFrame):
    """A card of fields for one person, or (None) for the company's own numbers and emails.

    `done` comes at Esc. Each change is a step of its own.
    """

    done = Signal()

    def __init__(
        self,
        bridge: Bridge,
        company_id: int,
        person: "PersonFacts | None",
        numbers: tuple["NumberFacts", ...],
        emails: tuple["EmailFacts", ...],
    ) -> None:
        super().__init__()
        as_part(self, "lit card")
        self._bridge, self._company_id = bridge, company_id
        self._person_id = person.id if person else None
        self.shape = shape(self._person_id, numbers, emails)
        self.fields: dict[str, Editable] = {}
        self.choices: dict[str, Choice] = {}
        self._inside = column(self, gap=2)
        self._inside.setContentsMargins(px(10), px(8), px(10), px(8))
        if person is not None:
            self._add_person_facts()
        for number in numbers:
            self._add_number(number)
        self._add_new("telephone", "Add number", self._new_number)
        for email in emails:
            self._add_email(email)
        self._add_new("email", "Add email", self._new_email)
        self._add_foot(person)
        self.put(person, numbers, emails)

    def put(
        self,
        person: "PersonFacts | None",
        numbers: tuple["NumberFacts", ...],
        emails: tuple["EmailFacts", ...],
    ) -> None:
        """Show the values as they are now; what is being typed is left alone."""
        if person is not None:
            left = say_long_date(person.left_on) if person.left_on else ""
            for field, value in (
                ("name", person.name),
                ("job_title", person.job_title),
                ("best_time", person.best_time),
                ("left_on", left),
            ):
                self.fields[field].put(value)
            self.choices["role"].choose(person.role)
        for number in numbers:
            self.fields[f"number {number.id}"].put(number.typed)
            self.choices[f"kind {number.id}"].choose(number.kind)
            self.choices[f"state {number.id}"].choose(number.state)
        for email in emails:
            self.fields[f"email {email.id}"].put(email.address)

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def finish_editing(self) -> None:
        """Save what is open."""
        for field in list(self.fields.values()):
            field.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return
        super().keyPressEvent(event)

    def _add_person_facts(self) -> None:
        for field, caption in (("name", "Name"), ("job_title", "Job")):
            self._fact(caption, self._field(field, caption, partial(self._change_person, field)))
        role = Choice("Role", [(one or "role unknown", one) for one in ROLES])
        role.activated.connect(
            lambda _n: self._change_person("role", str(role.value()), self._say_above)
        )
        self.choices["role"] = role
        self._fact("Role", role)
        for field, caption in (("best_time", "Best time"), ("left_on", "Left on")):
            self._fact(caption, self._field(field, caption, partial(self._change_person, field)))

    def _add_number(self, number: "NumberFacts") -> None:
        key = number.id
        typed = self._field(
            f"number {key}", f"Number {number.typed}", partial(self._change_number, key, "number")
        )
        kind = Choice(f"Kind of {number.typed}", [(one or "any line", one) for one in NUMBER_KINDS])
        state = Choice(f"State of {number.typed}", [(one, one) for one in NUMBER_STATES])
        for field, choice in (("kind", kind), ("state", state)):
            self.choices[f"{field} {key}"] = choice
            choice.activated.connect(partial(self._number_chosen, key, field, choice))
        beside = row(gap=4)
        beside.addWidget(typed, 1)
        beside.addWidget(
            icon_button(
                "x",
                f"Remove {number.typed}",
                lambda: self._do(self._say_above, deeds.remove_number, key),
            )
        )
        self._inside.addLayout(beside)
        below = row(gap=4)
        below.addWidget(kind)
        below.addWidget(state)
        below.addStretch(1)
        self._inside.addLayout(below)

    def _add_email(self, email: "EmailFacts") -> None:
        key = email.id
        beside = row(gap=4)
        beside.addWidget(
            self._field(f"email {key}", f"Email {email.address}", partial(self._change_email, key)),
            1,
        )
        beside.addWidget(
            icon_button(
                "x",
                f"Remove {email.address}",
                lambda: self._do(self._say_above, deeds.remove_email, key),
            )
        )
        self._inside.addLayout(beside)

    def _add_new(self, field: str, words: str, save: Callable[[str, Refused], object]) -> None:
        made = self._field(field, words, save)
        made.say_nothing(words)
        self._inside.addWidget(made)

    def _add_foot(self, person: "PersonFacts | None") -> None:
        foot = row(gap=4)
        foot.addWidget(button("Done", keys="Esc", quiet=True, run=self.done.emit))
        foot.addStretch(1)
        if person is not None:
            remove = button("Remove", quiet=True, run=self._remove)
            remove.setAccessibleName(f"Remove {person.name}")
            foot.addWidget(remove)
        self._inside.addLayout(foot)

    def _fact(self, caption: str, value: QWidget) -> None:
        if isinstance(value, Choice):
            holder = QWidget()
            beside = row(holder)
            beside.addWidget(value)
            beside.addStretch(1)
            value = holder
        self._inside.addWidget(Fact(caption, value, caption_width=CAPTION))

    def _field(self, field: str, name: str, save: Callable[[str, Refused], object]) -> Editable:
        made = Editable(name, say=breakable)
        made.saved.connect(lambda text: save(text, made.show_refusal))
        self.fields[field] = made
        return made

    def _change_person(self, field: str, text: str, refused: Refused) -> None:
        if self._person_id is not None:
            self._do(refused, deeds.change_person, self._person_id, field, text)

    def _number_chosen(self, key: int, field: str, choice: Choice, _number: int) -> None:
        self._change_number(key, field, str(choice.value()), self._say_above)

    def _change_number(self, key: int, field: str, text: str, refused: Refused) -> None:
        self._do(refused, deeds.change_number, key, field, text)

    def _change_email(self, key: int, text: str, refused: Refused) -> None:
        self._do(refused, deeds.change_email, key, text)

    def _new_number(self, text: str, refused: Refused) -> None:
        self._do(refused, deeds.add_number, self._company_id, self._person_id, text)

    def _new_email(self, text: str, refused: Refused) -> None:
        self._do(refused, deeds.add_email, self._company_id, self._person_id, text)

    def _remove(self) -> None:
        if self._person_id is not None:
            self._do(self._say_above, deeds.remove_person, self._person_id)

    def _do(self, refused: Refused, deed: Callable[..., object], *said: object) -> None:
        self._bridge.do(deed, *said, owner=self, troubled=refused)

    @staticmethod
    def _say_above(_refusal: Refusal) -> bool:
        """Leave it to the message bar: the thing pressed has no place for words."""
        return False
