"""Shows in the call pane whom a card is about, on which number, and what clashes with a time."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crm.data.queries.clashes import clashes, say_clashes
from crm.domain.phone_numbers import say_number
from ui.bridge import Bridge
from ui.form.when_field import ClashAsker
from ui.today.call_pane import CallPane
from ui.today.next_step import plan_words
from ui.today.number_panel import NumberLine
from ui.today.said import Said, Whom
from ui.today.session import CallingSession

if TYPE_CHECKING:
    from crm.data.queries.call_card import CallCard


def show_whom(pane: CallPane, card: "CallCard", whom: Whom) -> None:
    """Show the person and the number to call, and every other number with its health."""
    number = whom.number
    place = next((n for n, one in enumerate(card.numbers) if one is number), 0)
    best = card.best.get(number.id if number else None) or card.best.get(None)
    pane.show_call(
        card.page.name, whom, place, len(card.numbers),
        closed=card.history.calls_closed, best=best.words if best else "",
    )  # fmt: skip
    pane.number.show_all(other_numbers(card, whom))
    pane.chips.show_card(card, whom.name if whom.person_id is not None else card.page.name)


def show_plan(pane: CallPane, card: "CallCard | None", whom: Whom, now: datetime) -> None:
    """Show what would follow from the outcome chosen, while nothing else is typed."""
    outcome = pane.outcomes.outcome()
    if outcome is None or card is None:
        pane.next_step.show_plan(None)
        return
    said = Said(card.page.id, outcome, whom, rules=card.rules)
    pane.next_step.show_plan(plan_words(said, card, now))


def other_numbers(card: "CallCard", whom: Whom) -> list[NumberLine]:
    """List the numbers that are not shown large: those that may be dialled, then the others."""
    names = {person.id: person.name for person in card.page.people}
    shown = whom.number.id if whom.number else None
    lines = []
    for one in card.numbers:
        if one.id != shown:
            said = (one.kind, names.get(one.person_id or 0, ""))
            words = " · ".join(part for part in said if part)
            lines.append(NumberLine(say_number(one.e164 or one.typed), words))
    for dead in card.dead:
        typed = dead.number.e164 or dead.number.typed
        lines.append(NumberLine(say_number(typed), dead.why, dead=True))
    return lines


def clash_asker(bridge: Bridge, session: CallingSession, owner: QObject) -> ClashAsker:
    """Ask which promises stand close to a time, apart from that of the company on screen."""

    def ask(at: datetime, tell: Callable[[str], object]) -> None:
        bridge.ask(
            clashes, at, session.current, then=lambda found: tell(say_clashes(found)),
            owner=owner, latest="clashes",
        )  # fmt: skip

    return ask
