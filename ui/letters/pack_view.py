"""The right pane for a queued pack: its parts, its personal paragraph, the checks, the ways out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm.domain.errors import Refusal
from ui.command import Command
from ui.form.editors import Choice, GrowingText
from ui.form.fields import Field
from ui.letters.checks_list import ChecksList
from ui.letters.findings import find, fine
from ui.letters.parts_list import PartsList
from ui.letters.questions import Addressee, Gathered
from ui.letters.rows import count
from ui.look.buttons import Button, button
from ui.look.measure import px
from ui.look.surfaces import column
from ui.look.text import section_title, wrapped

if TYPE_CHECKING:
    from ui.letters.drawing import Outlook, Proof

PAUSE = 400
"""Milliseconds after the last key when the preview shows what was typed."""


class PackView(QWidget):
    """Shows one queued pack. What the user changes is told; the room does it.

    `left_out(document, positions)`, `paragraph(document, text)` once it is finished,
    `typing(document, text)` while it is typed, `addressed(document, person)`, `go(place)`.
    """

    left_out = Signal(object, object)
    paragraph = Signal(object, str)
    typing = Signal(object, str)
    addressed = Signal(object, object)
    go = Signal(object)

    def __init__(self, ways_out: Sequence[Command]) -> None:
        super().__init__()
        self.setAccessibleName("The pack chosen")
        self._gathered: Gathered | None = None
        self._saved = ""
        self._refused: dict[int, str] = {}
        self._company = wrapped("", "heading")
        self._about = wrapped("", "muted")
        self.addressee = Choice("Addressed to")
        self.addressee.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.addressee.setMinimumContentsLength(12)
        self.addressee.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addressee.activated.connect(lambda _number: self._address())
        self.parts = PartsList()
        self.parts.left_out.connect(self._leave_out)
        self.editor = GrowingText(
            "Personal paragraph", placeholder="A few words only for them…", least=2, most=8
        )
        self.field = Field("personal_paragraph", "", self.editor)
        self.checks = ChecksList()
        self.checks.go.connect(self.go)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell_typing)
        self.field.edited.connect(self._pause.start)
        self.editor.installEventFilter(self)
        self.editor.submitted.connect(self.finish_typing)
        self._place(ways_out)

    @property
    def document_id(self) -> int:
        """The pack shown; 0 for none."""
        return self._gathered.document_id if self._gathered else 0

    @property
    def unsaved(self) -> str | None:
        """The personal paragraph as typed, where it is not saved yet."""
        typed = self.field.text()
        return typed if self._gathered is not None and typed != self._saved else None

    def show_pack(self, gathered: Gathered, outlook: "Outlook", proof: "Proof | None") -> None:
        """Show a pack; where it is the same as before, what is being typed stays."""
        same = gathered.document_id == self.document_id
        typing = same and self.unsaved is not None
        self._gathered = gathered
        self._company.setText(gathered.company)
        self._about.setText(f"{gathered.pack} · {count(outlook.pages, 'page')}")
        self.parts.show_parts(gathered.parts)
        if not typing:
            self._saved = gathered.paragraph
            shown = self._refused.get(gathered.document_id, gathered.paragraph)
            if self.field.text() != shown:
                self.field.put(shown)
        findings = find(gathered, outlook)
        self.checks.show_checks(findings, fine(gathered, findings))
        self.addressee.choose(gathered.addressee_id)

    def show_addressees(self, found: Sequence[Addressee]) -> None:
        """Offer the people of the company; nobody to choose from hides the choice."""
        self.addressee.offer([(one.words, one.id) for one in found])
        if self._gathered is not None:
            self.addressee.choose(self._gathered.addressee_id)
        self.addressee.setVisible(len(found) > 1)

    def finish_typing(self) -> None:
        """Have the personal paragraph saved, if it was changed."""
        self._pause.stop()
        typed = self.unsaved
        if typed is not None:
            self._saved = typed
            self._refused.pop(self.document_id, None)
            self.paragraph.emit(self.document_id, typed)

    def refuse_parts(self, refusal: Refusal) -> bool:
        """Say beside the parts why the last tick was not taken."""
        self.parts.show_trouble(refusal.message)
        return True

    def refuse_paragraph(self, document_id: int, text: str, refusal: Refusal) -> bool:
        """Say why a paragraph was not kept; it stands here again when its pack is chosen."""
        self._refused[document_id] = text
        if document_id != self.document_id or self._gathered is None:
            return False
        self._saved = self._gathered.paragraph
        self.field.show_trouble(refusal.message)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save the paragraph when the caret leaves it."""
        if watched is self.editor and event.type() is QEvent.Type.FocusOut:
            self.finish_typing()
        return False

    def _place(self, ways_out: Sequence[Command]) -> None:
        whole = column(self, gap=6)
        whole.setContentsMargins(px(14), px(12), px(14), px(14))
        for words in (self._company, self._about):
            words.setMinimumWidth(px(180))  # wrapped words ask for the height of their least width
        for part in (self._company, self._about, self.addressee):
            whole.addWidget(part)
        for title, widget in (
            ("In this pack", self.parts),
            ("Personal paragraph", self.field),
            ("Checks", self.checks),
        ):
            whole.addSpacing(px(8))
            whole.addWidget(section_title(title))
            whole.addWidget(widget)
        whole.addSpacing(px(8))
        whole.addWidget(section_title("Send"))
        for command in ways_out:
            made: Button = button(command, spread=True)
            whole.addWidget(made)
        whole.addStretch()

    def _leave_out(self, positions: Sequence[int]) -> None:
        self.left_out.emit(self.document_id, positions)

    def _address(self) -> None:
        person = self.addressee.value()
        if isinstance(person, int) and self._gathered is not None:
            self.addressed.emit(self.document_id, person)

    def _tell_typing(self) -> None:
        typed = self.unsaved
        if typed is not None:
            self.typing.emit(self.document_id, typed)
