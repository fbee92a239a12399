"""The form of the rules of calling: its groups, and a field for each rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from crm.domain.calling_rules import LABEL_LENGTH, label_field
from crm.domain.outcomes import RULES
from ui.form.editors import GrowingText, line
from ui.form.fields import Field, Form
from ui.look.measure import px
from ui.look.surfaces import column
from ui.look.text import section_title, wrapped


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that belong together: a head, a sentence, and (field, caption, hint) of each."""

    title: str
    lead: str
    fields: tuple[tuple[str, str, str], ...]


GROUPS: Final = (
    Group(
        "Tries without contact",
        "A round is a number of tries, each at another time of day; then the company rests.",
        (
            ("waits", "Between tries", "Working days: 2, 2, 3, 4, 6 makes six tries"),
            ("message_wait", "After a message", "Working days, in place of the wait"),
            ("rest_days", "Rest after a round", "Days"),
            ("rounds_a_year", "Rounds in a year", "Then it rests until the year is over"),
            ("letter_after", "Propose a letter after", "Tries; 0 for never"),
        ),
    ),
    Group(
        "After each outcome",
        "When the next step is due where nothing else is said.",
        (
            ("engaged_minutes", "Engaged: again after", "Minutes"),
            ("engaged_repeats", "Engaged: repeats", "Then it counts as a try"),
            ("gatekeeper_wait", "Gatekeeper: again after", "Working days"),
            ("post_within", "Interested: post within", "Working days"),
            ("call_after_pack", "Pack posted: call after", "Working days"),
            ("chase_form_after", "Will join: chase after", "Working days"),
            ("not_now_days", "Not now: again after", "Days"),
            ("not_now_choices", "Not now: offered", "Days, with commas between them"),
        ),
    ),
    Group(
        "Calling hours",
        "Monday to Friday, without English bank holidays.",
        (("opens", "From", ""), ("closes", "Until", "")),
    ),
    Group(
        "Limits",
        "The first two bind retries only, never a time that was promised.",
        (
            ("tries_a_day", "Tries a day at most", "Over all numbers of a company"),
            ("cooling_minutes", "Between two tries", "Minutes"),
            ("ahead_minutes", "Promises come up early by", "Minutes"),
            ("hot_after_pack", "A posted pack is hot after", "Working days"),
        ),
    ),
)

REASONS: Final = Group(
    "Reasons for “not interested”",
    "One a line, in the order they are offered. Calls that gave a reason since taken out keep it.",
    (("reasons", "", ""),),
)

LABELS: Final = Group(
    "Names of the outcomes",
    "What buttons and the timeline say. The key of an outcome, and what it counts as, stay.",
    tuple((label_field(rule.outcome), f"{rule.label} ({rule.key})", "") for rule in RULES.values()),
)


class Pairs(QWidget):
    """Fields two beside each other, or below each other where there is no room for two."""

    def __init__(self, fields: Sequence[QWidget]) -> None:
        super().__init__()
        self._fields = fields
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(10))
        self._place()

    def minimumSizeHint(self) -> QSize:
        """One column wide: two become one where there is no room."""
        return QSize(self._least(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _least(self) -> int:
        return max(field.minimumSizeHint().width() for field in self._fields)

    def _place(self) -> None:
        room = 2 * self._least() + self._grid.horizontalSpacing()
        columns = 2 if self.width() >= room else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, field in enumerate(self._fields):
            self._grid.removeWidget(field)
            at = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(field, place // columns, place % columns, at)
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self.updateGeometry()


class RulesForm(QWidget):
    """All the rules as texts. `edited` comes with every letter typed, `left` as a field is left."""

    edited = Signal()
    left = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filled: dict[str, str] = {}
        self._form = Form()
        self._form.hide()
        self._form.setParent(self)
        page = column(self, gap=0)
        for group in (*GROUPS, LABELS):
            self._head(group)
            page.addWidget(self._grid(group))
            page.addSpacing(px(18))
            if group is GROUPS[-1]:
                self._head(REASONS)
                page.addWidget(self._reasons())
                page.addSpacing(px(18))
        page.addStretch()
        self._form.edited.connect(self.edited)

    def texts(self) -> dict[str, str]:
        """What is typed, by the names of the rules; those without a field stay as filled in."""
        return {**self._filled, **self._form.values()}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Show other rules, with nothing wrong."""
        self._filled = dict(texts)
        self._form.blockSignals(True)
        self._form.fill(texts)
        self._form.blockSignals(False)

    def field(self, name: str) -> Field:
        """The field of a rule."""
        return self._form.field(name)

    def show_wrong(self, wrong: Mapping[str, str], *, spare: QObject | None = None) -> None:
        """Say beside each field what is wrong with it; one that is still typed in is spared."""
        for name in self._form.values():
            field = self._form.field(name)
            if name not in wrong:
                field.clear_trouble()
            elif field.editor is not spare:
                field.show_trouble(wrong[name])

    def go_to(self, names: Iterable[str]) -> QWidget | None:
        """Put the caret into the first of some fields, from the top; gives its editor."""
        among = set(names)
        for name in self._form.values():
            if name in among:
                editor = self._form.field(name).editor
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return editor
        return None

    def _head(self, group: Group) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.addWidget(section_title(group.title))
        lead = wrapped(group.lead, "small")
        lead.setContentsMargins(0, px(2), 0, px(6))
        layout.addWidget(lead)

    def _grid(self, group: Group) -> QWidget:
        fields: list[QWidget] = []
        for name, caption, hint in group.fields:
            editor = line(caption)
            if group is LABELS:
                editor.setMaxLength(2 * LABEL_LENGTH)
                editor.setAccessibleName(f"Name of the outcome {caption}")
            else:
                editor.setAccessibleName(f"{group.title}: {caption}")
            self._watch(editor)
            fields.append(self._form.take(Field(name, caption, editor, hint=hint)))
        return Pairs(fields)

    def _reasons(self) -> QWidget:
        editor = GrowingText("Reasons for not interested, one a line", least=4, most=16)
        editor.submitted.connect(self.submitted)
        return self._form.take(Field("reasons", "", editor))

    def _watch(self, editor: QLineEdit) -> None:
        editor.editingFinished.connect(self.left)
        editor.returnPressed.connect(self.submitted)
