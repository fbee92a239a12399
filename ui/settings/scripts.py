"""The section of scripts: what to say at each stage, and what to answer."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QPlainTextEdit, QStackedWidget, QWidget

from crm.domain.errors import Refusal
from crm.domain.text_safety import clean_text
from ui.form.editors import Choice
from ui.look.buttons import button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import column
from ui.look.text import wrapped
from ui.settings.facts import SettingsFacts
from ui.settings.script_editors import AnswersEditor, TextsEditor, value_button
from ui.settings.script_preview import ScriptPreview
from ui.settings.section import Section

if TYPE_CHECKING:
    from crm.data.connection import Reading
    from crm.domain.scripts import Scripts, StageScript

ANSWERS: Final = "answers"
BESIDE: Final = 640
"""From which width, at the design size, the preview stands beside the words."""
SOON: Final = 200
"""Milliseconds after the last letter at which the preview follows."""


class ScriptsSection(Section):
    """One script at a time, its preview beside it; saved by the button, or on leaving."""

    title = "Scripts"
    lead = (
        "What stands beside the call, by the stage of the company. Values such as the fee band "
        "are filled in for each company."
    )

    def build(self) -> None:
        """The choice, the words, the preview."""
        self.setMaximumWidth(px(1000))
        self._scripts: Scripts | None = None
        self._shown = ""
        self._last: QPlainTextEdit | None = None
        self.which = Choice("Which script")
        self.texts, self.answers = TextsEditor(), AnswersEditor()
        self._editors = QStackedWidget()
        for editor in (self.texts, self.answers):
            self._editors.addWidget(editor)
            editor.edited.connect(self._edited)
        self.preview = ScriptPreview(self.desk)
        self.save_button = button("Save", primary=True, run=self.save)
        self.restore_button = button("The words that came with Muster", run=self.restore)
        self.values_button = value_button(self._target)
        self._state = wrapped("", "echo")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.show_preview)
        left = QWidget()
        words = column(left, gap=8)
        words.addWidget(self._editors)
        foot = Flow(gap=8)
        for made in (self.save_button, self.values_button, self.restore_button):
            foot.addWidget(made)
        words.addLayout(foot)
        words.addWidget(self._state)
        words.addStretch(1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(px(16))
        self._beside.addWidget(left, 3)
        self._beside.addWidget(self.preview, 2)
        self.page.addWidget(self.which)
        self.page.addSpacing(px(4))
        self.page.addLayout(self._beside)
        self.which.activated.connect(lambda _number: self.chosen())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def show_facts(self, facts: SettingsFacts) -> None:
        """Ask for the scripts; what is being written stays."""
        self.bridge.ask(scripts_to_edit, then=self._arrived, latest="scripts to edit")

    def may_leave(self) -> bool:
        """Save what was changed; what is refused keeps the user here."""
        return not self.changed() or self.save()

    def changed(self) -> bool:
        """Whether something typed here is not saved."""
        if self._scripts is None:
            return False
        if self._shown == ANSWERS:
            typed = [(_clean(one.asked), _clean(one.says)) for one in self.answers.answers()]
            return typed != [(one.asked, one.says) for one in self._scripts.answers]
        script = self._script()
        texts = self.texts.texts().items()
        return script is not None and any(_clean(text) != script.texts[at] for at, text in texts)

    def chosen(self) -> None:
        """Go to another script, once this one is saved."""
        if self.may_leave():
            self._show(str(self.which.value()))
        else:
            self.which.choose(self._shown)

    def save(self) -> bool:
        """Save the script shown; False where something in it is refused."""
        if self._scripts is None or not self.bridge.has_book:
            return True
        from crm.actions.scripts import change_answers, change_script

        refused: list[Refusal] = []

        def troubled(refusal: Refusal) -> bool:
            refused.append(refusal)
            return self._refuse(refusal)

        try:
            self._check()
        except Refusal as refusal:
            return not self._refuse(refusal)
        if self._shown == ANSWERS:
            self.bridge.do(change_answers, self.answers.answers(), owner=self, troubled=troubled)
        else:
            texts = self.texts.texts()
            self.bridge.do(change_script, self._shown, texts, owner=self, troubled=troubled)
        return not refused

    def restore(self) -> None:
        """Put the shipped words back, as a step that can be undone."""
        from crm.actions.scripts import restore_answers, restore_script

        self._scripts = None  # what was typed gives way
        if self._shown == ANSWERS:
            self.bridge.do(restore_answers, owner=self)
        else:
            self.bridge.do(restore_script, self._shown, owner=self)

    def show_preview(self) -> None:
        """Show how the words read."""
        if self._scripts is None:
            return
        if self._shown == ANSWERS:
            one = self.answers.chosen()
            self.preview.show_parts([(f"“{one.asked}”", one.says)] if one is not None else [])
        else:
            self.preview.show_parts(("", text) for text in self.texts.texts().values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview beside the words, or under them where there is no room."""
        super().resizeEvent(event)
        wide = self.width() >= px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._beside.direction() != way:
            self._beside.setDirection(way)

    def _arrived(self, scripts: "Scripts") -> None:
        typing = self.changed()
        first = self._shown == ""
        self._scripts = scripts
        if first:
            choices = [(f"{one.title} ({', '.join(one.stages)})", one.key)
                       for one in scripts.scripts]  # fmt: skip
            self.which.offer([*choices, ("Objections and answers", ANSWERS)])
        if not typing:
            self._show(self._shown or scripts.scripts[0].key)
        self._say_state()

    def _show(self, key: str) -> None:
        if self._scripts is None:
            return
        self._shown = key
        self.which.choose(key)
        script = self._script()
        if script is None:
            self._editors.setCurrentWidget(self.answers)
            self.answers.put(self._scripts.answers)
        else:
            self._editors.setCurrentWidget(self.texts)
            self.texts.put(script)
        self._last = None
        self.show_preview()
        self._say_state()

    def _script(self) -> "StageScript | None":
        return self._scripts.of_key(self._shown) if self._scripts is not None else None

    def _check(self) -> None:
        from crm.documents.script_text import check_answers, check_script_text

        if self._shown == ANSWERS:
            check_answers(self.answers.answers())
        else:
            for part, text in self.texts.texts().items():
                check_script_text(text, part.value)

    def _refuse(self, refusal: Refusal) -> bool:
        if self._shown == ANSWERS:
            return self.answers.show_refusal(refusal)
        return self.texts.form.show_refusal(refusal)

    def _edited(self) -> None:
        self._soon.start()
        self._say_state()

    def _say_state(self) -> None:
        changed = self.changed()
        self.save_button.setEnabled(changed)
        self._state.setText("Changed, not saved yet" if changed else "")

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPlainTextEdit) and self.isAncestorOf(now):
            self._last = now

    def _target(self) -> QPlainTextEdit | None:
        if self._last is not None and self._last.isVisible():
            return self._last
        if self._shown == ANSWERS:
            return self.answers.says if self.answers.chosen() is not None else None
        return next(iter(self.texts.editors.values()))


def _clean(text: str) -> str:
    """A text as it is kept; one that cannot be kept as it is."""
    try:
        return clean_text(text, "script")
    except Refusal:
        return text


def scripts_to_edit(reading: "Reading") -> "Scripts":
    """Give the scripts, with what fills them loaded; runs on a reader thread."""
    import crm.actions.scripts  # noqa: F401
    from crm.data.queries.scripts import kept_scripts

    return kept_scripts(reading)
