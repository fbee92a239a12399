"""The mail server of the association: where packs are handed in, and a message to try it with."""

from collections.abc import Callable
from functools import partial

from crm.domain.emailing import Delivery, MailServer, Outcome, Security, server_of
from crm.domain.errors import Refusal
from ui.form.editors import Choice, line
from ui.look.buttons import button
from ui.look.surfaces import row
from ui.look.text import wrapped
from ui.panels.mail_lane import MailLane
from ui.settings.facts import SettingsFacts
from ui.settings.section import Section

LINES = (
    ("host", "Server", "As your provider names it: smtp.example.co.uk"),
    ("port", "Port", "587 for STARTTLS, 465 for TLS"),
    ("user", "User", "Leave it empty where the server asks for none"),
    ("from_name", "Sent as", "The name readers see; the association's where it is empty"),
    ("from_address", "From address", "Replies come here"),
    ("per_minute", "Messages a minute", "So that the server is not hurried"),
)
WAYS = (("STARTTLS", Security.STARTTLS.value), ("TLS from the start", Security.TLS.value))


class EmailSection(Section):
    """Server, sender, password, and a test message to oneself."""

    title = "Email"
    lead = (
        "Without a mail server a pack by email opens as a message in your own mail program. With "
        "one, Muster sends it when you say so, and only to this server."
    )

    def build(self) -> None:
        """A line for each setting, the password, and the way to try them."""
        self._server = MailServer()
        self._lines = {
            field: self.editable(caption, partial(self._change, field), hint=hint)
            for field, caption, hint in LINES
        }
        self.way = Choice("Security", WAYS)
        self.way.activated.connect(lambda _number: self._choose())
        self.fact("Security", self.way, hint="Muster sends nothing over an open line")
        self.rule()
        self.password = line("Password of the mail server", secret=True)
        self.password.returnPressed.connect(self._keep)
        self.fact("Password", self.password, hint="Press Enter to keep it; it is never in the book")
        self.said = wrapped("", "muted")
        self.page.addWidget(self.said)
        for words, run in (
            ("Keep the password", self._keep),
            ("Send a test message to myself", self._try),
        ):
            beside = row(gap=0)
            beside.addWidget(button(words, run=run))
            beside.addStretch()
            self.page.addLayout(beside)
        self._lane = MailLane(self)
        self._lane.delivered.connect(self._tried)

    def show_facts(self, facts: SettingsFacts) -> None:
        """Show the server as the book has it."""
        self._server = server_of(facts.association.settings)
        for field, shown in self._lines.items():
            shown.put(str(getattr(self._server, field)))
        self.way.choose(self._server.security.value)

    def _change(self, field: str, text: str, troubled: Callable[[Refusal], object]) -> None:
        from crm.actions.emails import change_mail_server

        self.bridge.do(change_mail_server, field, text, owner=self, troubled=troubled)

    def _choose(self) -> None:
        self._change("security", str(self.way.value()), self.desk.troubles.meet)

    def _keep(self) -> None:
        password = self.password.text()
        if not password or not self._server.user:
            self.said.setText("Fill in the user, then type the password.")
            return
        from crm.exchange.mail_passwords import keep_password

        kept = keep_password(self._server, password)
        self.password.clear()
        self.said.setText(
            "The password is kept in the keyring of this system."
            if kept
            else "This system has no keyring: the password is remembered until Muster ends."
        )

    def _try(self) -> None:
        from crm.exchange.eml import OutgoingEmail
        from crm.exchange.mail_passwords import password_of

        server = self._server
        if not server.ready:
            self.said.setText("Fill in the server and the from address first.")
            return
        password = password_of(server)
        if password is None:
            self.said.setText("Type the password first.")
            self.password.setFocus()
            return
        self.said.setText(f"Sending a message to {server.from_address}…")
        message = OutgoingEmail(
            server.from_name, server.from_address, server.from_name, server.from_address,
            "A test message from Muster", "The mail server takes messages from Muster.\n",
        )  # fmt: skip
        self._lane.send(server, password, 0, message)

    def _tried(self, _key: int, delivery: Delivery) -> None:
        if delivery.outcome is Outcome.SENT:
            self.said.setText(f"Sent. Look for it at {self._server.from_address}.")
        else:
            self.said.setText(f"It was not sent. {delivery.words}")
