"""Sending a message beside everything else: a thread for the network, the answer on the screen."""

import ssl
import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from crm.domain.emailing import MailServer

if TYPE_CHECKING:
    from crm.exchange.eml import OutgoingEmail

TRUST: Final[list[ssl.SSLContext]] = []
"""Certificates trusted in place of the system's; tests put theirs here."""


class MailLane(QObject):
    """Hands one message at a time to the mail server. `delivered(key, delivery)` says the end."""

    delivered = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.busy = False
        self._telling = _Telling()
        self._telling.done.connect(self._tell)

    def send(self, server: MailServer, password: str, key: int, outgoing: "OutgoingEmail") -> None:
        """Send a message, unless one is on its way; nothing is asked of the UI thread."""
        if self.busy:
            return
        self.busy = True
        trust = TRUST[0] if TRUST else None
        telling = self._telling

        def run() -> None:
            from crm.actions.sending import send_one  # brings SQLAlchemy, off the UI thread
            from crm.domain.emailing import Delivery, Outcome
            from crm.domain.errors import Refusal

            try:
                delivery = send_one(server, password, outgoing, trust)
            except Refusal as refusal:
                delivery = Delivery(Outcome.NEVER, refusal.message)
            telling.done.emit(key, delivery)

        threading.Thread(target=run, name="mail", daemon=True).start()

    def _tell(self, key: int, delivery: object) -> None:
        self.busy = False
        self.delivered.emit(key, delivery)


class _Telling(QObject):
    """What the thread holds: it outlives a lane that is gone before the answer comes."""

    done = Signal(object, object)
