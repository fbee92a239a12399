"""The rules of calling: edited beside what they come to, and beside what a change would move."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QSpacerItem, QWidget

from crm.domain.calling_rules import CALLING_RULES, SETTING, CallingRules, rules_from_data
from crm.domain.errors import Refusal
from crm.domain.next_steps import say_when
from crm.domain.typed_rules import read_rules, rules_as_texts
from ui.form.editors import Check
from ui.look.buttons import button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import card, column
from ui.look.text import wrapped
from ui.settings.calling_form import RulesForm
from ui.settings.calling_preview import RulesPreview
from ui.settings.facts import SettingsFacts
from ui.settings.section import Section

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.queries.moved_steps import MovedSteps
    from crm.data.work import Work

PAUSE = 300
"""Milliseconds without a key before it is counted what a change would move."""

EXAMPLES = 3
MANY = 2_000
"""So many steps are moved as a job that shows how far it is and can be stopped."""


class CallingSection(Section):
    """Intervals, hours, limits, reasons and names, with a sample company beside them."""

    title = "Calling"
    lead = "When a company comes up again after a call, and what calls are called."

    def build(self) -> None:
        """The form at the left; at the right what it comes to, which stays in sight."""
        self.setMaximumWidth(px(1040))
        self.form, self.preview = RulesForm(), RulesPreview()
        self._kept = CALLING_RULES
        self._facts: SettingsFacts | None = None
        self.found: MovedSteps | None = None
        self._filled = False
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(px(24))
        self._sides.addWidget(self.form, 3)
        self._beside = QWidget()
        self._column = column(self._beside, gap=0)
        self._above = QSpacerItem(0, 0)
        self._column.addItem(self._above)
        self._column.addWidget(self._make_card())
        self._column.addStretch()
        self._sides.addWidget(self._beside, 2)
        self.page.addLayout(self._sides)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._count)
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._look)
        self.form.submitted.connect(self.save)
        self.preview.chosen.connect(self._look)
        self._area: QScrollArea | None = None

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show the rules of the book; what is typed and not saved stays."""
        kept = facts.association.settings.get(SETTING)
        rules = rules_from_data(kept if isinstance(kept, dict) else {})
        changed, self._facts = self._filled and self.changed(), facts
        if rules != self._kept or not self._filled:
            self._kept = rules
            if not changed:
                self._fill(rules)
        self._filled = True
        self._look()

    def changed(self) -> bool:
        """Whether something is typed that the book does not have."""
        return read_rules(self.form.texts()).rules != self._kept

    def save(self) -> None:
        """Keep the rules, and move next steps if that is ticked; what is wrong is gone to."""
        typed = read_rules(self.form.texts())
        self.form.show_wrong(typed.wrong)
        if typed.rules is None:
            self._reveal(self.form.go_to(typed.wrong))
            return
        if typed.rules == self._kept:
            return
        # The records behind the action are imported after the first paint.
        from crm.actions.calling_rules import set_calling_rules

        # What the count was not shown of is not moved.
        found = self.found
        move = found is not None and bool(found.steps) and self.move_check.isChecked()
        many = move and found is not None and len(found.steps) >= MANY

        def change(work: "Work", rules: CallingRules) -> int:
            return set_calling_rules(work, rules, move=move)

        self._wait.stop()
        self.bridge.do(
            change, typed.rules, then=self._saved, owner=self, troubled=self._refused,
            title="Moving next steps" if many else "",
        )  # fmt: skip

    def put_back(self) -> None:
        """Show the rules of the book again, without what was typed since."""
        self._fill(self._kept)
        self._look()

    def as_shipped(self) -> None:
        """Fill in what ships; it counts once it is saved."""
        self._fill(CALLING_RULES)
        self._edited()

    def may_leave(self) -> bool:
        """Stay where something is typed that was neither saved nor dropped."""
        if not (self._filled and self.changed()):
            return True
        self.desk.say("The rules of calling are not saved: save them, or drop your changes.")
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sample under the form where there is no room beside it."""
        super().resizeEvent(event)
        wide = self.width() >= px(640)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() is not way:
            self._sides.setDirection(way)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep in sight as the place on screen changes."""
        if event.type() is QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    def entered(self) -> None:
        """Find the area that scrolls, once it is there."""
        parent = self.parentWidget()
        while self._area is None and parent is not None:
            if isinstance(parent, QScrollArea):
                self._area = parent
                parent.verticalScrollBar().valueChanged.connect(lambda _value: self._follow())
                parent.viewport().installEventFilter(self)
            parent = parent.parentWidget()
        self._follow()

    def _make_card(self) -> QWidget:
        self._card = card()
        inside = column(self._card, gap=8, margin=12)
        inside.addWidget(self.preview)
        self.moves = wrapped("")
        self.examples = wrapped("", "small")
        self.move_check = Check("Move them when I save", on=True)
        for part in (self.moves, self.examples, self.move_check):
            part.hide()
            inside.addWidget(part)
        self.save_button = button("Save", primary=True, run=self.save)
        self.back_button = button("Drop my changes", run=self.put_back)
        self.shipped_button = button("Back to what ships", run=self.as_shipped)
        buttons = Flow(gap=8)
        for made in (self.save_button, self.back_button, self.shipped_button):
            buttons.addWidget(made)
        inside.addLayout(buttons)
        return self._card

    def _fill(self, rules: CallingRules) -> None:
        self.form.fill(rules_as_texts(rules))
        self.form.show_wrong({})

    def _edited(self) -> None:
        self._look(typing=True)
        self._wait.start()

    def _look(self, *, typing: bool = False) -> None:
        """Read what is typed; show what it comes to, and what is wrong beside its field."""
        if self._facts is None:
            return
        typed = read_rules(self.form.texts())
        focused = QApplication.focusWidget() if typing else None
        self.form.show_wrong(typed.wrong, spare=focused)
        self.preview.show_rules(typed.rules, self._facts.today)
        changed = typed.rules != self._kept
        self.save_button.setEnabled(changed)
        self.back_button.setEnabled(changed)
        self.shipped_button.setEnabled(typed.rules != CALLING_RULES)
        if typed.rules is None or not self._bears(typed.rules):
            self._show_moved(None)
        self._follow()

    def _bears(self, rules: CallingRules) -> bool:
        return rules.cadence != self._kept.cadence

    def _count(self) -> None:
        rules = read_rules(self.form.texts()).rules
        if rules is None or not self._bears(rules) or not self.bridge.has_book:
            return
        from crm.data.queries.moved_steps import moved_by

        then = partial(self._counted, rules)
        self.bridge.ask(moved_by, rules, then=then, owner=self, latest="moved")

    def _counted(self, rules: CallingRules, found: "MovedSteps") -> None:
        if read_rules(self.form.texts()).rules == rules and rules != self._kept:
            self._show_moved(found)

    def _show_moved(self, found: "MovedSteps | None") -> None:
        self.found = found
        self.moves.setVisible(found is not None)
        self.examples.setVisible(found is not None and bool(found.steps or found.more))
        self.move_check.setVisible(found is not None and bool(found.steps))
        if found is None or self._facts is None:
            return
        count = len(found.steps)
        sorts = ", ".join(f"{kind} {number:,}" for kind, number in found.kinds.items())
        self.moves.setText(
            f"This would move {count:,} next step{'' if count == 1 else 's'}: {sorts}."
            if count
            else "This would move no next step that stands."
        )
        today = self._facts.today
        told = [
            f"{step.company}: {say_when(step.before, today)} → {say_when(step.after, today)}"
            for step in found.steps[:EXAMPLES]
        ]
        if found.more:
            told.append(
                f"{found.more:,} more stay until their next try: their round would end elsewhere."
            )
        self.examples.setText("\n".join(told))
        self._follow()

    def _saved(self, _moved: int) -> None:
        self._show_moved(None)
        self._look()

    def _refused(self, refusal: Refusal) -> bool:
        if refusal.field not in self.form.texts():
            return False
        self.form.show_wrong({refusal.field: refusal.message})
        self._reveal(self.form.go_to([refusal.field]))
        return True

    def _reveal(self, editor: QWidget | None) -> None:
        if self._area is not None and editor is not None:
            self._area.ensureWidgetVisible(editor, 0, px(60))

    def _follow(self) -> None:
        """Keep the sample in sight beside the form, as far down as the form goes."""
        down = 0
        if self._area is not None and self._sides.direction() is QBoxLayout.Direction.LeftToRight:
            seen = self._area.viewport()
            top = self._beside.mapTo(seen, QPoint(0, 0)).y() if self.isVisible() else 0
            room = self.form.height() - self._card.sizeHint().height()
            fits = self._card.sizeHint().height() + px(16) <= seen.height()
            down = max(0, min(px(12) - top, room)) if fits else 0
        if down != self._above.sizeHint().height():
            self._above.changeSize(0, down)
            self._column.invalidate()
