"""The head of a company's page: name, stage, branch, tags and the next step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel

from ui.bridge import Bridge
from ui.companies import deeds, questions
from ui.companies.prompts import StagePrompt, TagPrompt
from ui.companies.questions import Looked
from ui.companies.step_form import StepForm
from ui.companies.times import RunningClock
from ui.companies.words import say_step
from ui.look.buttons import button
from ui.look.chips import chip
from ui.look.flow import Flow
from ui.look.measure import TITLE, px, text_width
from ui.look.surfaces import as_part, column, row
from ui.look.text import badge, dress, label, wrapped
from ui.look.tokens import Kind
from ui.panels.stage_badge import stage_kind

if TYPE_CHECKING:
    from crm.data.queries.company_facts import CompanyPage

TAGS_SHOWN = 6
WIDEST_NAME = 420


class CompanyHead(QFrame):
    """Says who it is; tags and stage are changed here, and the next step."""

    closed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        as_part(self, "head")
        self._bridge = bridge
        self._page: CompanyPage | None = None
        self.clock = RunningClock()
        self._name = wrapped("", "title")
        self._stage, self._branch = badge(""), badge("")
        self._trashed = badge("In the trash", Kind.DANGER)
        self._tags: list[QLabel] = []
        self._next, self._step = label("Next:", "muted"), label("", "strong")
        self.change_button = button("Change", run=self.ask_step)
        self.change_button.setAccessibleName("Change the next step")
        self._restore = button("Take out of the trash", run=self._take_out)
        self.tag_prompt = TagPrompt(raised=False)
        self.stage_prompt = StagePrompt(raised=False)
        self.step_form = StepForm(self.clock.now)
        self._line = self._place_parts()
        self._connect()

    def show_company(self, looked: Looked) -> None:
        """Show a company; what is asked here stays open."""
        page = self._page = looked.page
        self.clock.set(looked.now)
        self._name.setText(page.name)
        self._fit_name()
        self._stage.show_badge(page.stage, stage_kind(page.stage))
        self._stage.setAccessibleName(f"Stage: {page.stage}")
        self._branch.show_badge(page.branch or "no branch", Kind.NEUTRAL)
        self._branch.setAccessibleName(f"Branch: {page.branch or 'none'}")
        self._trashed.setVisible(page.trashed_at is not None)
        self._restore.setVisible(page.trashed_at is not None)
        self._show_tags(page.tags)
        step = say_step(page.next_step, looked.today)
        overdue = page.next_step is not None and page.next_step.due_on < looked.today
        self._step.setText(f"{step} · overdue" if overdue else step or "nothing planned")
        dress(self._step, ink=Kind.DANGER.value if overdue else "")

    def close_prompts(self) -> None:
        """Close what is asked."""
        for part in (self.tag_prompt, self.stage_prompt, self.step_form):
            part.hide()

    def ask_tag(self) -> None:
        """Ask which tag."""
        page = self._page
        if page is not None:
            self._bridge.ask(
                questions.filter_words,
                then=lambda known: self._open(
                    lambda: self.tag_prompt.ask(f"Tag {page.name}", known["tag"])
                ),
                owner=self,
                latest="tags",
            )

    def ask_stage(self) -> None:
        """Ask which stage."""
        page = self._page
        if page is not None:
            self._open(lambda: self.stage_prompt.ask("Move to", page.stored_stage))

    def ask_step(self) -> None:
        """Open the next step."""
        page = self._page
        if page is not None:
            self._open(lambda: self.step_form.ask(page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the next step under the name where there is no room beside it."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = self.width() >= px(900)
        self._line.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _place_parts(self) -> QBoxLayout:
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(px(8))
        who = self._who = Flow(gap=8)
        self._tag_button = chip("+ Tag", self.ask_tag, lit=False)
        self._tag_button.setAccessibleName("Put a tag on")
        self._stage_button = chip("Move…", self.ask_stage, lit=False)
        self._stage_button.setAccessibleName("Set the stage")
        for part in (self._name, self._stage, self._stage_button, self._branch, self._trashed):
            who.addWidget(part)
        who.addWidget(self._tag_button)
        who.addWidget(self._restore)
        line.addLayout(who, 1)
        step = row(gap=6)
        for beside in (self._next, self._step, self.change_button):
            step.addWidget(beside)
        step.addStretch(0)
        line.addLayout(step)
        whole = column(self, gap=8)
        whole.setContentsMargins(px(20), px(10), px(16), px(10))
        whole.addLayout(line)
        for prompt in (self.tag_prompt, self.stage_prompt, self.step_form):
            whole.addWidget(prompt)
        return line

    def _connect(self) -> None:
        for prompt in (self.tag_prompt, self.stage_prompt, self.step_form):
            prompt.left.connect(self._leave)
        self.tag_prompt.put_on.connect(lambda name: self._do(self.tag_prompt, deeds.tag, [name]))
        self.tag_prompt.taken_off.connect(lambda name: self._do(self.tag_prompt, deeds.untag, name))
        self.stage_prompt.chosen.connect(
            lambda stage: self._do(self.stage_prompt, deeds.set_stage, stage)
        )
        self.step_form.answered.connect(self._set_step)

    def _do(self, prompt: TagPrompt | StagePrompt, deed: Callable[..., int], said: object) -> None:
        if self._page is not None:
            self._bridge.do(
                deed,
                [self._page.id],
                said,
                then=lambda _count: self._leave(),
                owner=self,
                troubled=prompt.show_refusal,
            )

    def _set_step(self, when: object, kind: object, text: str, person: object) -> None:
        if self._page is not None:
            self._bridge.do(
                deeds.set_next_step,  # type: ignore[arg-type]  # a signal carries objects
                self._page.id,
                when,
                kind,
                text,
                person,
                then=lambda _count: self._leave(),
                owner=self,
                troubled=self.step_form.show_refusal,
            )

    def _take_out(self) -> None:
        if self._page is not None:
            self._bridge.do(deeds.restore, [self._page.id])

    def _open(self, ask: Callable[[], object]) -> None:
        self.close_prompts()
        ask()

    def _leave(self) -> None:
        self.close_prompts()
        self.closed.emit()

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        for gone in self._tags:
            self._who.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._tags = [badge(f"#{name}") for name in tags[:TAGS_SHOWN]]
        if len(tags) > TAGS_SHOWN:
            more = badge(f"+{len(tags) - TAGS_SHOWN}")
            more.setAccessibleName(", ".join(f"#{name}" for name in tags[TAGS_SHOWN:]))
            self._tags.append(more)
        place = self._who.indexOf(self._tag_button)
        for made in reversed(self._tags):
            self._who.insertWidget(place, made)
            made.show()

    def _fit_name(self) -> None:
        wide = text_width(self._name.text(), TITLE, bold=True) + px(4)
        self._name.setMinimumWidth(min(wide, px(WIDEST_NAME)))
        self._name.setMaximumWidth(max(px(40), min(wide, px(WIDEST_NAME))))
