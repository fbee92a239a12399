"""The message with a pack, before it goes: to whom, what about, what it says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from crm.domain.emailing import footer_of, letter_of, subject_of
from crm.domain.errors import Refusal
from ui.command import Command
from ui.form.editors import GrowingText, line
from ui.form.fields import Form
from ui.look.buttons import button
from ui.look.measure import px
from ui.look.surfaces import column, row
from ui.look.text import wrapped

if TYPE_CHECKING:
    from crm.data.queries.emails import EmailFacts


class EmailDialog(QDialog):
    """`wanted(handed, password)` when it is to go: opened in the mail program, or sent."""

    wanted = Signal(bool, str)

    def __init__(self, facts: "EmailFacts", parent: QWidget, *, ask_password: bool) -> None:
        super().__init__(parent)
        self.facts = facts
        self.setWindowTitle(f"Email to {facts.company}")
        self.to = line("To", value=facts.addresses[0] if facts.addresses else "")
        self.subject = line("Subject", value=subject_of(facts.pack, facts.sender.association))
        self.body = GrowingText("Message", least=6, most=14)
        self.body.setPlainText(
            letter_of(facts.greeting, facts.pack, facts.reference, facts.sender, facts.paragraph)
        )
        self.body.setMinimumHeight(px(110))
        self.password = line("Password of the mail server", secret=True)
        self.form = Form()
        others = ", ".join(facts.addresses[1:4])
        hint = f"Also on file: {others}" if others else ""
        if not facts.addresses:
            hint = "No email address is on file that may be written to."
        self.form.add("to_address", "To", self.to, hint=hint)
        self.form.add("subject", "Subject", self.subject)
        self.form.add("body", "Message", self.body)
        self._asks = ask_password and facts.server.ready
        if self._asks:
            self.form.add("password", "Password", self.password,
                          hint="Asked once while Muster runs")  # fmt: skip
        self.said = wrapped("", "trouble")
        self.said.hide()
        whole = column(self, gap=10, margin=16)
        whole.addWidget(self.form)
        footer = wrapped(footer_of(facts.sender), "small")
        attached = wrapped(f"Attached: {facts.pack} {facts.reference} (PDF)", "muted")
        # Wrapped words ask for the height they would need at their least width.
        for words in (footer, attached, self.said):
            words.setMinimumWidth(px(480))
        whole.addWidget(footer)
        whole.addWidget(attached)
        whole.addWidget(self.said)
        ways = row(gap=8)
        ready = facts.server.ready
        opened = Command("", "Open in the mail program", lambda: self._go(True),
                         tip="Open it as a message that you send yourself")  # fmt: skip
        sent = Command("", "Send", lambda: self._go(False), tip="Send it by the mail server")
        ways.addStretch()
        ways.addWidget(button("Cancel", run=self.reject))
        ways.addWidget(button(opened, primary=not ready))
        if ready:
            ways.addWidget(button(sent, primary=True))
        whole.addLayout(ways)
        self.setMinimumWidth(px(520))
        self.body.submitted.connect(lambda: self._go(not ready))
        self.to.setFocus()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say what is wrong, beside its field where it names one of ours."""
        self.setEnabled(True)
        if not self.form.show_refusal(refusal):
            self.said.setText(refusal.message)
            self.said.show()
        return True

    def _go(self, handed: bool) -> None:
        if self._asks and not handed and not self.password.text():
            self.form.show_refusal(Refusal("Type the password.", field="password"))
            return
        self.said.hide()
        self.wanted.emit(handed, self.password.text())
