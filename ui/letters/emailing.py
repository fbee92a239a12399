"""Packs by email from the room of letters: the message, the mail program or server, the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, QTimer
from PySide6.QtWidgets import QWidget

from crm.domain.emailing import Delivery, MailServer, Outcome
from crm.domain.errors import Refusal
from ui.command import Command
from ui.letters.email_dialog import EmailDialog
from ui.letters.outbox_dialog import OutboxDialog
from ui.letters.questions import Batch
from ui.panels import saving
from ui.panels.mail_lane import MailLane
from ui.panels.sending import write_file
from ui.room import Desk

if TYPE_CHECKING:
    from crm.actions.emails import ToSend
    from crm.data.connection import Reading
    from crm.data.queries.emails import EmailFacts, EmailLine
    from crm.exchange.eml import OutgoingEmail
    from ui.letters.email_drawing import DrawnEmail

LOOK_AGAIN = 60_000
"""Milliseconds after which messages that wait for another try are looked at again."""


def facts_of(reading: "Reading", document_id: int) -> "EmailFacts":
    """Gather what the message of a pack needs."""
    import ui.letters.email_drawing  # noqa: F401 -- imported off the UI thread, used on it later
    from crm.data.queries.emails import email_facts

    return email_facts(reading, document_id)


def gather_email(reading: "Reading", document_id: int) -> Batch:
    """Gather a pack as it is emailed: it needs no postal address, whatever it was queued as."""
    from crm.actions.paper import drawable
    from crm.data.queries.pack_facts import pack_facts

    facts = pack_facts(reading, [document_id])
    facts = replace(facts, packs=tuple(replace(one, channel="email") for one in facts.packs))
    return Batch(facts, drawable(reading, facts))


def what_waits(reading: "Reading") -> "tuple[tuple[EmailLine, ...], MailServer, int | None]":
    """Read the outbox, the server and what is due now."""
    from crm.data.queries.emails import mail_server, next_due, outbox

    return outbox(reading), mail_server(reading), next_due(reading)


class Emailing(QObject):
    """Two commands, `Email…` for the pack chosen and `Outbox…`, and what comes of them."""

    def __init__(self, desk: Desk, window: QWidget, chosen: Callable[[], int]) -> None:
        super().__init__(window)
        self._desk, self._window, self._chosen = desk, window, chosen
        self._folder: QTemporaryDir | None = None
        self._server = MailServer()
        self._sending = False
        self.dialog: EmailDialog | None = None
        self.outbox: OutboxDialog | None = None
        self.lane = MailLane(self)
        self.lane.delivered.connect(self._delivered)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._look)
        self.email = Command(
            "letters.email", "Email…", self._begin, "Ctrl+Alt+E", lambda: bool(chosen()),
            group="Letters", tip="Send the pack chosen by email: your mail program, or the server",
            why_not="Choose a pack of the queue first",
        )  # fmt: skip
        self.list = Command(
            "letters.outbox",
            "Outbox…",
            self.show_outbox,
            "Ctrl+Alt+U",
            group="Letters",
            tip="Messages that wait, were opened in the mail program or failed",
        )

    def commands(self) -> Sequence[Command]:
        """Both of them."""
        return (self.email, self.list)

    def show_outbox(self) -> None:
        """Show the messages, and what can be done with them."""
        if self.outbox is None:
            made = self.outbox = OutboxDialog(self._window)
            made.send.connect(self.send_what_waits)
            made.again.connect(self._again)
            made.drop.connect(self._drop)
            made.gone.connect(self._gone)
        self.refresh()
        self.outbox.open()

    def refresh(self) -> None:
        """Ask again what waits."""
        if self.outbox is not None:
            show = self.outbox.show_lines
            self._desk.bridge.ask(
                what_waits, then=lambda found: show(found[0]), owner=self, latest="outbox"
            )

    def send_what_waits(self) -> None:
        """Send all that is due, one after the other."""
        self._sending = True
        self._look()

    def _begin(self) -> None:
        key = self._chosen()
        if key:
            self._desk.bridge.ask(facts_of, key, then=self._show, owner=self)

    def _show(self, facts: "EmailFacts") -> None:
        from crm.exchange.mail_passwords import password_of

        asks = facts.server.ready and password_of(facts.server) is None
        made = self.dialog = EmailDialog(facts, self._window, ask_password=asks)
        made.wanted.connect(partial(self._draw, made))
        made.finished.connect(lambda _how: made.deleteLater())
        made.open()

    def _draw(self, dialog: EmailDialog, handed: bool, password: str) -> None:
        if password:
            from crm.exchange.mail_passwords import keep_password

            keep_password(dialog.facts.server, password)
        dialog.setEnabled(False)
        self._desk.bridge.ask(
            gather_email, dialog.facts.document_id, owner=dialog, troubled=dialog.show_refusal,
            then=partial(self._gathered, dialog, handed),
        )  # fmt: skip

    def _gathered(self, dialog: EmailDialog, handed: bool, batch: Batch) -> None:
        from ui.letters.email_drawing import draw_email  # imported by then

        self._desk.bridge.work(
            draw_email, batch.facts, batch.contents, owner=dialog, troubled=dialog.show_refusal,
            then=partial(self._queue, dialog, handed),
        )  # fmt: skip

    def _queue(self, dialog: EmailDialog, handed: bool, drawn: "DrawnEmail") -> None:
        from crm.actions.emails import MadeEmail, queue_email  # imported by then

        made = MadeEmail(
            dialog.facts.document_id, dialog.form.field("to_address").text(),
            dialog.form.field("subject").text(), dialog.body.toPlainText(), drawn.pdf,
            drawn.content_hash, drawn.recipient, drawn.template_versions, handed,
        )  # fmt: skip
        self._desk.bridge.do(
            queue_email, made, owner=dialog, troubled=dialog.show_refusal,
            then=partial(self._queued, dialog, handed),
        )  # fmt: skip

    def _queued(self, dialog: EmailDialog, handed: bool, outgoing: "OutgoingEmail") -> None:
        dialog.accept()
        self.refresh()
        if handed:
            from ui.letters.email_drawing import as_file  # imported by then

            self._desk.bridge.work(as_file, outgoing, then=self._open, owner=self)
        else:
            self.send_what_waits()

    def _open(self, content: bytes) -> None:
        self._folder = self._folder or QTemporaryDir()
        path = Path(self._folder.path()) / f"message-{len(list(self._dir().glob('*'))) + 1}.eml"
        self._desk.bridge.work(write_file, str(path), content, then=self._opened, owner=self)

    def _dir(self) -> Path:
        return Path(self._folder.path()) if self._folder is not None else Path()

    def _opened(self, path: str) -> None:
        if saving.open_in_viewer(Path(path)):
            self._desk.say("Send it from your mail program, then mark it as sent in the outbox.")
        else:
            self._desk.troubles.meet(Refusal(
                "No mail program on this computer opens messages. Set the mail server up in "
                "Settings, or drop the message in the outbox and print the pack."
            ))  # fmt: skip

    def _look(self) -> None:
        if self._sending and not self.lane.busy and self._desk.bridge.has_book:
            self._desk.bridge.ask(what_waits, then=self._next, owner=self, latest="next")

    def _next(self, found: "tuple[tuple[EmailLine, ...], MailServer, int | None]") -> None:
        lines, self._server, due = found
        if due is None:
            if any(one.state == "waiting" for one in lines):
                self._later.start(LOOK_AGAIN)
            else:
                self._sending = False
            return
        if not self._server.ready:
            self._stop("Set the mail server up in Settings first.")
            return
        from crm.actions.emails import begin_sending  # imported by then

        self._desk.bridge.do(begin_sending, due, then=self._send, owner=self)

    def _send(self, ready: "ToSend") -> None:
        self.refresh()
        if ready.outgoing is None:
            self._desk.troubles.meet(Refusal(ready.why))
            self._later.start(0)
            return
        from crm.exchange.mail_passwords import password_of

        self.lane.send(
            self._server, password_of(self._server) or "", ready.email_id, ready.outgoing
        )

    def _delivered(self, key: int, delivery: Delivery) -> None:
        from crm.actions.emails import finish_sending  # imported by then

        self._desk.bridge.do(
            finish_sending, key, delivery, then=lambda _none: self._on(delivery), owner=self
        )

    def _on(self, delivery: Delivery) -> None:
        self.refresh()
        if delivery.outcome is Outcome.STOPPED:
            self._stop(delivery.words)
            return
        if delivery.outcome is not Outcome.SENT:
            self._desk.troubles.meet(Refusal(f"Not sent: {delivery.words} See the outbox."))
        self._later.start(60_000 // max(1, self._server.per_minute))

    def _stop(self, words: str) -> None:
        self._sending = False
        self._desk.troubles.meet(Refusal(f"{words} What was not sent waits in the outbox."))

    def _again(self, line: "EmailLine") -> None:
        from crm.actions.emails import resend_email  # imported by then

        self._desk.bridge.do(
            resend_email, line.id, then=lambda _none: self.send_what_waits(), owner=self
        )
        self.refresh()

    def _drop(self, line: "EmailLine") -> None:
        from crm.actions.emails import drop_email  # imported by then

        self._desk.bridge.do(drop_email, line.id, then=lambda _none: self.refresh(), owner=self)

    def _gone(self, line: "EmailLine") -> None:
        from crm.actions.emails import mark_handed_sent  # imported by then

        self._desk.bridge.do(
            mark_handed_sent, line.document_id, then=lambda _none: self.refresh(), owner=self
        )
