"""What can be done with the companies ticked: a dark bar that floats over the table."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm.domain.errors import Refusal
from ui.bridge import Bridge
from ui.companies import deeds, questions
from ui.companies.prompts import PackPrompt, Prompt, StagePrompt, TagPrompt
from ui.look.buttons import button
from ui.look.flow import Flow
from ui.look.measure import px
from ui.look.surfaces import as_part, column
from ui.look.text import label

if TYPE_CHECKING:
    from crm.data.queries.pack_candidates import PackCandidates

LONG = 200
"""From how many companies on a deed is shown as a job with progress."""


class BulkBar(QFrame):
    """Says how many are ticked and does things with them, each one step that can be undone.

    `ids` gives the companies meant, `clear` unticks them, `away` puts the focus back;
    `calling` takes them to Today, as a `set` or onto the list of `today`.
    """

    def __init__(
        self,
        over: QWidget,
        bridge: Bridge,
        ids: Callable[[], Sequence[int]],
        clear: Callable[[], object],
        away: Callable[[], object],
        calling: Callable[[str], object],
    ) -> None:
        super().__init__(over)
        as_part(self, "raised")
        self.setAccessibleName("With the companies ticked")
        self._bridge, self._ids, self._away = bridge, ids, away
        self._asked_for: tuple[int, ...] = ()
        self._count = label("", "raised strong")
        self.tag_prompt, self.stage_prompt = TagPrompt(), StagePrompt()
        self.pack_prompt = PackPrompt()
        self._prompts: tuple[Prompt, ...] = (
            self.tag_prompt, self.stage_prompt, self.pack_prompt,
        )  # fmt: skip
        whole = column(self, gap=6)
        whole.setContentsMargins(px(14), px(5), px(10), px(5))
        for prompt in self._prompts:
            whole.addWidget(prompt)
        line = Flow(gap=4)
        line.addWidget(self._count)
        self.buttons = {
            words: button(words, raised=True, run=run)
            for words, run in (
                ("Work through", lambda: calling("set")),
                ("Call today", lambda: calling("today")),
                ("Queue packs…", self.ask_packs),
                ("Tag…", self.ask_tag),
                ("Set stage…", self.ask_stage),
                ("Put in the trash", self.trash),
                ("Clear", clear),
            )
        }
        for made in self.buttons.values():
            line.addWidget(made)
        whole.addLayout(line)
        self._connect()
        over.installEventFilter(self)
        self.hide()

    def show_count(self, count: int) -> None:
        """Appear while something is ticked."""
        self._count.setText(f"{count:,} selected")
        if not count:
            self.leave()
        self.setVisible(bool(count) or self._prompting())
        self._place()

    def ask_packs(self) -> None:
        """Say whom packs would be queued for."""
        ids = self._mean()
        if ids:
            self._bridge.ask(
                questions.sendable, ids, then=self._show_sendable, owner=self, latest="packs"
            )

    def ask_tag(self) -> None:
        """Ask which tag."""
        ids = self._mean()
        if ids:
            self._bridge.ask(
                questions.filter_words,
                then=lambda known: self._open(
                    lambda: self.tag_prompt.ask(f"Tag {say_count(len(ids))}", known["tag"])
                ),
                owner=self,
            )

    def ask_stage(self) -> None:
        """Ask which stage."""
        ids = self._mean()
        if ids:
            self._open(lambda: self.stage_prompt.ask(f"Move {say_count(len(ids))} to"))

    def trash(self) -> None:
        """Put them in the trash; undo brings them back."""
        ids = self._mean()
        if ids:
            self._do(deeds.trash, ids)

    def leave(self) -> None:
        """Close the question asked now."""
        if self._prompting():
            for prompt in self._prompts:
                prompt.hide()
            self._away()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of what is under it."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in the middle."""
        super().resizeEvent(event)
        self._place()

    def _connect(self) -> None:
        for prompt in self._prompts:
            prompt.left.connect(self._escape)
        self.tag_prompt.put_on.connect(
            lambda name: self._do(deeds.tag, self._asked_for, [name], prompt=self.tag_prompt)
        )
        self.tag_prompt.taken_off.connect(
            lambda name: self._do(deeds.untag, self._asked_for, name, prompt=self.tag_prompt)
        )
        self.stage_prompt.chosen.connect(
            lambda stage: self._do(
                deeds.set_stage, self._asked_for, stage, prompt=self.stage_prompt
            )
        )
        self.pack_prompt.agreed.connect(
            lambda: self._do(deeds.queue_packs, self._asked_for, prompt=self.pack_prompt)
        )

    def _mean(self) -> tuple[int, ...]:
        self._asked_for = tuple(self._ids())
        return self._asked_for

    def _show_sendable(self, found: "PackCandidates") -> None:
        self._open(lambda: self.pack_prompt.ask(found))

    def _open(self, ask: Callable[[], object]) -> None:
        for prompt in self._prompts:
            prompt.hide()
        self.show()
        ask()
        self._place()

    def _do(
        self,
        deed: Callable[..., int],
        ids: Sequence[int],
        *more: object,
        prompt: Prompt | None = None,
    ) -> None:
        def refused(refusal: Refusal) -> bool:
            shown = prompt is not None and prompt.show_refusal(refusal)
            self._place()
            return shown

        self._bridge.do(
            deed,
            ids,
            *more,
            then=lambda _count: self._escape(),
            owner=self,
            troubled=refused,
            title=f"Working on {say_count(len(ids))}" if len(ids) >= LONG else "",
        )

    def _escape(self) -> None:
        self.leave()
        if not self._ids_ticked():
            self.hide()

    def _ids_ticked(self) -> bool:
        return not self._count.text().startswith("0 ")

    def _prompting(self) -> bool:
        return any(not prompt.isHidden() for prompt in self._prompts)

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None or self.isHidden():
            return
        wanted = self.sizeHint().expandedTo(self.minimumSizeHint())
        width = min(wanted.width(), over.width() - px(16))
        layout = self.layout()
        height = wanted.height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.heightForWidth(width)
        self.setGeometry(
            (over.width() - width) // 2, over.height() - height - px(22), width, height
        )
        self.raise_()


def say_count(count: int) -> str:
    """`1 company`, `1,200 companies`."""
    return "1 company" if count == 1 else f"{count:,} companies"
