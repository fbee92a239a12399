"""One field for each thing an outcome may have to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QWidget

from crm.domain.errors import Refusal
from crm.domain.objections import Channel, Scope
from crm.domain.outcomes import Need, NumberFate, Outcome
from crm.domain.referrals import read_referral
from ui.form.editors import Choice, line
from ui.form.when_field import ClashAsker, WhenField
from ui.look.buttons import button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.text import dress, wrapped
from ui.today.said import Said, first_value, people_here

if TYPE_CHECKING:
    from crm.data.queries.association import PlanFacts
    from crm.data.queries.call_card import CallCard

CAPTIONS = {
    Need.WHEN: "When",
    Need.BEST_TIME: "Best time to call",
    Need.PERSON: "Whom",
    Need.REASON: "Why not",
    Need.NUMBER_FATE: "What is wrong with the number",
    Need.CHANNEL: "How to send it",
    Need.PLAN: "Fee band",
    Need.SIGNATORY: "Who signs the form",
    Need.WHICH: "Which meeting or event",
    Need.SCOPE: "Who is not to be called",
    Need.NUMBER: "Which number",
    Need.WHO_ASKED: "Who asked",
    Need.GATEKEEPER: "Who answered",
    Need.REFERRAL: "Anyone else we should ring?",
}

_CLOSED: dict[Need, tuple[StrEnum, ...]] = {
    Need.NUMBER_FATE: tuple(NumberFate),
    Need.CHANNEL: (Channel.POST, Channel.EMAIL),
    Need.SCOPE: tuple(Scope),
}
_NAMED = frozenset({Need.PERSON, Need.SIGNATORY, Need.WHO_ASKED, Need.GATEKEEPER})


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be picked at this company: people and numbers by key, the fee bands in words.

    `reasons` are those of the book, `days` those it offers where a time is asked for; `first`
    gives the value that is filled in for each need.
    """

    people: Sequence[tuple[str, int]]
    numbers: Sequence[tuple[str, int]]
    plans: Sequence[str]
    reasons: Sequence[str]
    first: Callable[[Need], object]
    clash: ClashAsker | None = None
    days: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class AskField:
    """One thing asked for: its editor, what is wrong with it, and how its value is read."""

    need: Need
    editor: QWidget
    trouble: QLabel
    read: Callable[[], object]

    @property
    def caption(self) -> str:
        """What is asked."""
        return CAPTIONS[self.need]

    def value(self) -> object:
        """What is said; None where an optional time was left empty; raises `Refusal`."""
        return self.read()

    def watched(self) -> tuple[QObject, ...]:
        """What the keys are pressed in."""
        if isinstance(self.editor, QComboBox):
            inner = self.editor.lineEdit()
            return (self.editor, inner) if inner is not None else (self.editor,)
        if isinstance(self.editor, WhenField):
            inside = self.editor.focusProxy()
            return (self.editor, inside) if inside is not None else (self.editor,)
        return (self.editor,)

    def focus(self) -> None:
        """Go there, so that typing replaces what is filled in."""
        if isinstance(self.editor, WhenField):
            self.editor.select()
            return
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        inner = self.editor.lineEdit() if isinstance(self.editor, QComboBox) else self.editor
        if isinstance(inner, QLineEdit):
            inner.selectAll()

    def show_refusal(self, refusal: Refusal) -> None:
        """Say what is wrong here and go there."""
        if isinstance(self.editor, WhenField):
            self.editor.show_refusal(refusal)
            return
        self.trouble.setText(refusal.message)
        self.trouble.show()
        self.editor.setAccessibleDescription(refusal.message)
        dress(self.editor, faulty="true")
        self.focus()


def choices_for(
    said: Said,
    card: "CallCard",
    plans: Sequence["PlanFacts"],
    clash: ClashAsker | None = None,
) -> Choices:
    """What can be picked at the company of a card."""
    return Choices(
        [(person.name, person.id) for person in people_here(card)],
        [(number.typed, number.id) for number in card.numbers],
        [plan.label for plan in plans],
        card.rules.reasons,
        lambda need: first_value(need, said, card),
        clash,
        card.rules.cadence.not_now_choices if said.outcome is Outcome.NOT_NOW else (),
    )


def make_offers(field: AskField, choices: Choices) -> QWidget | None:
    """Buttons that fill in the days the book offers; None where it offers none."""
    when = field.editor
    if field.need is not Need.WHEN or not choices.days or not isinstance(when, WhenField):
        return None
    holder = QWidget()
    holder.setAccessibleName("Days offered")
    offers = Flow(holder, gap=6)
    for days in choices.days:
        made = button(f"{days} days", run=partial(_fill_in, when, f"+{days}d"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        offers.addWidget(made)
    return holder


def _fill_in(field: WhenField, text: str) -> None:
    field.put(text)
    field.select()


def make_field(need: Need, choices: Choices, now: Callable[[], datetime]) -> AskField:
    """The field for a need, with its first value filled in."""
    trouble = wrapped("", "trouble")
    trouble.hide()
    first = choices.first(need)
    if need in (Need.WHEN, Need.BEST_TIME):
        when = WhenField(CAPTIONS[need], now=now, clash=choices.clash)
        when.put(str(first or ""))
        must = need is Need.WHEN
        return AskField(need, when, trouble, lambda: _when(when, need, must=must))
    if need in _NAMED:
        named = _name_field(need, choices, str(first or ""))
        return AskField(need, named, trouble, lambda: _named(named, need))
    if need is Need.NUMBER:
        number = _choice(need, choices.numbers, first)
        return AskField(need, number, trouble, lambda: _picked(number, need))
    if need is Need.PLAN:
        plan = _choice(need, [(words, words) for words in choices.plans], first)
        return AskField(need, plan, trouble, lambda: _picked(plan, need))
    if need is Need.REASON or need in _CLOSED:
        offered = choices.reasons if need is Need.REASON else _CLOSED[need]
        closed = _choice(need, [(one[:1].upper() + one[1:], one) for one in offered], first)
        return AskField(need, closed, trouble, lambda: _picked(closed, need))
    return _typed_field(need, first, trouble)


def _typed_field(need: Need, first: object, trouble: QLabel) -> AskField:
    if need is Need.REFERRAL:
        other = line(CAPTIONS[need], placeholder="name and number, or Enter for nobody")
        return AskField(need, other, trouble, lambda: _referral(other.text()))
    typed = line(CAPTIONS[need], value=str(first or ""))
    return AskField(need, typed, trouble, lambda: _text(typed.text(), need))


def _choice(need: Need, offered: Sequence[tuple[str, object]], first: object) -> Choice:
    made = Choice(CAPTIONS[need], offered)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.choose(first)
    return made


def _name_field(need: Need, choices: Choices, first: str) -> Choice:
    made = _choice(need, choices.people, None)
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setCurrentText(first)
    inner = made.lineEdit()
    if inner is not None:
        inner.setAccessibleName(CAPTIONS[need])
        inner.setProperty("plain", True)
        inner.setTextMargins(0, 0, px(14), 0)
    return made


def _when(field: WhenField, need: Need, *, must: bool) -> object:
    when = field.when()
    if when is None and must:
        raise Refusal("Say when, for example tue 2pm or +3d.", field=need)
    return when


def _named(field: Choice, need: Need) -> object:
    """The key of a person for `PERSON`, where the words are those of one; else the words."""
    words = _text(field.currentText(), need)
    place = field.findText(words, Qt.MatchFlag.MatchFixedString)
    return field.itemData(place) if need is Need.PERSON and place >= 0 else words


def _referral(typed: str) -> str:
    """The line as typed; refuses a number without a name at once."""
    read_referral(typed)
    return typed.strip()


def _picked(field: Choice, need: Need) -> object:
    value = field.value()
    if value is None or value == "":
        raise Refusal(f"{CAPTIONS[need]}: pick one.", field=need)
    return value


def _text(typed: str, need: Need) -> str:
    words = " ".join(typed.split())
    if not words:
        raise Refusal(f"{CAPTIONS[need]}: type a few words.", field=need)
    return words
