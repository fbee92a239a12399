"""Dialling from the calling screen: asked for first, copied always, timed from then on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crm.data.queries.calling import NumberFacts, refuse_dialling
from crm.domain.phone_numbers import say_number
from ui.panels.dialling import Opener, dial, open_link
from ui.room import Desk
from ui.today.call_pane import CallPane
from ui.today.session import CallingSession

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallCard


class Dialler(QObject):
    """Dials a number of a card; `opener` hands the link to the telephone program."""

    def __init__(self, desk: Desk, session: CallingSession, pane: CallPane) -> None:
        super().__init__(pane)
        self._desk, self._session, self._pane = desk, session, pane
        self.opener: Opener = open_link

    def dial(self, card: "CallCard", number_id: int | None) -> None:
        """Ask whether the number may be dialled now, then dial it; else say why not."""
        if number_id is None:
            self._pane.number.show_trouble(why_none(card))
            return
        self._desk.bridge.ask(
            refuse_dialling, card.page.id, number_id, then=self._dial, owner=self,
            troubled=self._pane.show_refusal, latest="dial",
        )  # fmt: skip

    def _dial(self, number: NumberFacts) -> None:
        if number.company_id != self._session.current:
            return
        said = dial(number.e164, self._desk.preferences.now.dialler, self.opener)
        self._pane.timer.start()
        self._session.busy()
        if not self._pane.asking.needs():  # an outcome may have been pressed meanwhile
            self._pane.to_note()
        self._desk.say(said)


def why_none(card: "CallCard") -> str:
    """Say why there is nothing to dial."""
    if card.history.calls_closed:
        return "This company asked not to be called."
    if not card.dead:
        return "There is no number that may be dialled."
    said = (
        f"{say_number(dead.number.e164 or dead.number.typed)}: {dead.why}" for dead in card.dead
    )
    return f"There is no number that may be dialled. {'; '.join(said)}."
